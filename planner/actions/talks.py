"""The talk: the booked quarter of an hour in which two make a plan."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from planner import errors
from planner.actions import events
from planner.core.calendar import zones
from planner.core.calendar.event_form import EventForm
from planner.core.visibility import Visibility
from planner.models import Couple
from planner.queries import slots, wording
from planner.queries import who as who_queries
from planner.queries.who import Who


@transaction.atomic
def suggest(actor: UUID, event_id: UUID, recurrence_id: str, *, starts_at: datetime, now: datetime) -> UUID:
    """Put a quarter of an hour, before an occurrence, into the calendar of both. Twice is as good as once.

    It says nothing of what it is about: it stands on two phones, where others look too. Raises `NotFound`,
    `NeedsPartner`, `NotShared`, `Invalid` for a time that has passed or comes too late.
    """
    who = who_queries.of(actor)
    latest = slots.last_call(who, event_id, recurrence_id)
    # Two taps, also of the two of them, come one after the other.
    Couple.objects.select_for_update().get(id=who.couple_id)
    if starts_at <= now:
        raise errors.Invalid("This time has passed. Choose another.", field="starts_at")
    if starts_at + slots.QUARTER > latest:
        raise errors.Invalid("This is too late for a talk beforehand. Choose another.", field="starts_at")
    known = slots.talk_at(who, starts_at)
    return known or events.add(actor, _form(who, starts_at), now=now)


def _form(who: Who, starts_at: datetime) -> EventForm:
    return EventForm(
        title=str(wording.TALK),
        start=zones.wall_clock(starts_at, who.zone),
        end=zones.wall_clock(starts_at + slots.QUARTER, who.zone),
        tzid=who.zone.key,
        kind="us",
        world="ours",
        visibility=Visibility.SHARED,
    )
