"""A due row as a text: one segment, discreet, with a link that shows the rest to whoever is signed in."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _

from planner.core.reminding.reminders import Drop, Reason
from planner.core.sms import segments
from planner.models import OutboxText
from planner.queries import wording
from planner.queries.channels import phones
from planner.queries.channels.outgoing import Text
from planner.queries.messages import words
from planner.queries.reminders.deliveries import Occasion
from planner.queries.views import SlotView

SENDER = "Alongside: "
_GOOD_FOR = {OutboxText.Kind.CODE: timedelta(minutes=10)}
_ELSE = timedelta(hours=1)
_ENDS = ".?!"


def reminder(about: Occasion, offered: Sequence[SlotView]) -> Text | Drop:
    """One reminder. What it says is what may stand in a subject: no title, person, reason or plan."""
    to = phones.number(about.person.id)
    if to is None:
        return Drop(Reason.NO_CHANNEL)
    with translation.override(about.person.language):
        said = words.of(about, unsubscribe="")
        times = [_time(one) for one in offered]
        text = _text(_sentence(said.subject), times, said.link)
    return Text(about.reminder.id, about.person.id, to, text)


def account(text_id: UUID, *, now: datetime) -> Text | Drop:
    """A code, a test or an answer; dropped when it comes too late to mean anything, or after a STOP.

    What is answered goes even then: whoever texts STOP or HELP asks for that one text.
    """
    row = OutboxText.objects.get(id=text_id)
    if now >= row.created_at + _GOOD_FOR.get(OutboxText.Kind(row.kind), _ELSE):
        return Drop(Reason.TOO_LATE)
    if row.kind != OutboxText.Kind.ANSWER and phones.stopped_since(row.to) is not None:
        return Drop(Reason.NO_CHANNEL)
    return Text(row.id, row.person_id, row.to, row.text)


def _text(sentence: str, times: Sequence[str], link: str) -> str:
    """In one segment, or in two where that leaves room for a time to choose at least."""
    tail = f" {link}"
    for count in range(len(times), 0, -1):
        offers = ", ".join(f"{number} {time}" for number, time in enumerate(times[:count], 1))
        text = segments.plain(f"{SENDER}{sentence} {_('Reply')} {offers}{tail}")
        if segments.size(text).segments <= segments.MOST_SEGMENTS:
            return text
    return segments.fitted(SENDER + sentence, tail, most=1)


def _time(slot: SlotView) -> str:
    start = slot.start_local
    return f"{wording.written(start, 'D j M')} {wording.clock(start)}"


def _sentence(words: str) -> str:
    return words if words.endswith(tuple(_ENDS)) else f"{words}."
