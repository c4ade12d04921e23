"""The event as a part of a mail: a file that a calendar takes up as a plain event (RFC 5546, PUBLISH)."""

from datetime import datetime
from email.utils import parseaddr

from django.conf import settings

from planner.core.calendar import spans, zones
from planner.core.calendar.events import When
from planner.core.calendar.free_slots import QUARTER
from planner.core.reminding.reminders import Step
from planner.ical import publish
from planner.models import Talk
from planner.queries import wording
from planner.queries.channels.outgoing import Attachment
from planner.queries.reminders.deliveries import Occasion

NAME = "event.ics"
"""Says nothing: mail programs show it beside the subject."""
TYPE = "text/calendar; method=PUBLISH; charset=utf-8"
_WITH_EVENT = (Step.CARD, Step.TALK)


def attached(about: Occasion, *, now: datetime) -> tuple[Attachment, ...]:
    """The event with what asks for a talk or brings the card; the talk with the news that it is booked."""
    if about.step in _WITH_EVENT:
        return (_file(_event(about, now)),)
    talk = _booked(about) if about.step is Step.NEWS else None
    return (_file(_talk(talk, about, now)),) if talk else ()


def _file(content: bytes) -> Attachment:
    return Attachment(NAME, content, TYPE)


def _event(about: Occasion, now: datetime) -> bytes:
    """As this person sees it; its title stands in the file alone."""
    one = about.seen.occurrence
    return publish.event(
        uid=publish.uid(about.seen.event.is_recurring, one),
        title=one.component.summary,
        location=one.component.location,
        start=one.start,
        lasts=spans.lasts(one),
        sequence=about.reminder.schedule_version,
        organizer=_organizer(),
        now=now,
    )


def _talk(talk: Talk, about: Occasion, now: datetime) -> bytes:
    """It says nothing of what it is about, as in their calendars."""
    zone = about.recipient.zone
    return publish.event(
        uid=talk.event.uid if talk.event else f"{talk.id}@alongside",
        title=str(wording.TALK),
        location="",
        start=When(zones.wall_clock(talk.starts_at, zone), zone.key),
        lasts=QUARTER,
        sequence=0,
        organizer=_organizer(),
        now=now,
    )


def _booked(about: Occasion) -> Talk | None:
    """The talk that both have said yes to since this news began to wait."""
    return (
        Talk.objects.select_related("event")
        .filter(
            couple__memberships__person=about.person,
            uid=about.reminder.uid,
            recurrence_id=about.reminder.recurrence_id,
            state=Talk.State.ACCEPTED,
            accepted_at__gte=about.reminder.created_at,
        )
        .first()
    )


def _organizer() -> str:
    """RFC 5546 wants one. It is nobody who could be answered."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
