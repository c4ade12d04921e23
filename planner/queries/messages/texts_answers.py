"""What is answered to somebody's text, in their language; to an unknown number as to any other."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from planner.core.calendar import zones
from planner.core.sms import segments
from planner.core.sms.replies import Reply
from planner.models import Person, Reminder
from planner.queries import wording
from planner.queries.calendar import talks
from planner.queries.channels import links
from planner.queries.messages.text import SENDER
from planner.queries.people import who

_ABOUT_TEXTS = {
    Reply.STOP: _("no more texts will come. Reply START to get them again."),
    Reply.START: _("texts are on. Reply STOP to end them, HELP for help."),
    Reply.HELP: _(
        "LATER brings a reminder again tomorrow, MUTE ends those about one event, STOP ends all texts,"
        " START begins them again."
    ),
}
_NOT_UNDERSTOOD = _("reply LATER, MUTE, STOP or HELP, or the number of a time that was offered.")
_NOTHING = _("there is nothing to answer just now.")
_NOT_POSSIBLE = _("that is not possible any more. See what is:")
_SUGGESTED = _("suggested for your quarter of an hour: %(when)s.")
_BOOKED = _("your quarter of an hour stands in both your calendars: %(when)s.")
_AGAIN = _("it comes again on %(when)s.")
_NOT_AGAIN = _("tomorrow would be too late for this one, so it does not come again.")
_MUTED = _("no more reminders of this. You can take that back:")


@dataclass(frozen=True, slots=True)
class Answer:
    """`person_id` is whose deed it answers; None for a number that nobody has."""

    text: str
    person_id: UUID | None


def about_texts(reply: Reply, owners: Sequence[UUID]) -> Answer:
    """To STOP, START and HELP."""
    return _to_any(_ABOUT_TEXTS[reply], owners)


def not_understood(owners: Sequence[UUID]) -> Answer:
    return _to_any(_NOT_UNDERSTOOD, owners)


def nothing_to_answer(owners: Sequence[UUID]) -> Answer:
    return _to_any(_NOTHING, owners)


def not_possible(reminder: Reminder) -> Answer:
    return _said(reminder.person, _NOT_POSSIBLE, link=links.REMINDERS)


def picked(reminder: Reminder, talk_id: UUID, *, now: datetime) -> Answer:
    """The time they chose: suggested to the other, or theirs by now."""
    talk = talks.talk(reminder.person_id, talk_id, now=now)
    return _said(reminder.person, _BOOKED if talk.is_accepted else _SUGGESTED, when=talk.slot.start_local)


def put_off(reminder: Reminder, until: datetime | None) -> Answer:
    """When it comes again, if it does."""
    if until is None:
        return _said(reminder.person, _NOT_AGAIN)
    when = zones.wall_clock(until, who.of(reminder.person_id).zone)
    return _said(reminder.person, _AGAIN, when=when)


def muted(reminder: Reminder) -> Answer:
    return _said(reminder.person, _MUTED, link=links.REMINDERS)


def _to_any(words: Promise, owners: Sequence[UUID]) -> Answer:
    person = Person.objects.filter(id__in=owners).order_by("id").first()
    if person:
        return _said(person, words)
    return Answer(segments.fitted(f"{SENDER}{words}", most=1), None)


def _said(person: Person, words: Promise, *, when: datetime | None = None, link: str = "") -> Answer:
    with translation.override(person.language):
        day = wording.moment(when, "D j M") if when else ""
        text = SENDER + str(words) % {"when": day}
    tail = f" {settings.PUBLIC_URL}{link}" if link else ""
    return Answer(segments.fitted(text, tail, most=1), person.id)
