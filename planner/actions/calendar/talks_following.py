"""A talk follows what it is about. Called in the transaction of whatever changed the event."""

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from planner.actions import reminders
from planner.core.calendar import recurrence, zones
from planner.core.calendar.free_slots import QUARTER
from planner.models import Event, Talk
from planner.queries.calendar import talk_rows
from planner.queries.people import sight
from planner.queries.people import who as who_queries
from planner.queries.people.who import Who


def follow(who: Who, uids: Collection[str], *, now: datetime) -> list[Talk]:
    """End the talks that no longer lie before what they are about, or whose event neither sees: these talks.

    The caller raises the versions of both then, plans their reminders again, and calls `tell`.
    """
    rows = talk_rows.of_couple(who).filter(uid__in=uids, state__in=talk_rows.OPEN, starts_at__gt=now)
    gone = [talk for talk in rows.select_for_update().order_by("id") if not still_comes_before(who, talk)]
    for talk in gone:
        end(talk, Talk.State.OVERTAKEN, now=now)
    return gone


def tell(who: Who, gone: Iterable[Talk], *, by: UUID | None, now: datetime) -> None:
    """Tell the two of talks that ended, but for whoever changed the event."""
    for talk in gone:
        for person_id in who.couple_ids:
            if person_id != by:
                reminders.news(person_id, talk.uid, talk.recurrence_id, now=now)


def still_comes_before(who: Who, talk: Talk) -> bool:
    """Whether one of the two sees what it is about, not cancelled and not before the talk is over."""
    return any(_comes_before(who_queries.of(person_id), talk) for person_id in who.couple_ids)


def end(talk: Talk, state: str, *, now: datetime) -> None:
    """End it. What has not taken place leaves the calendars."""
    event_id = talk.event_id
    talk.state, talk.ended_at = state, now
    if state != Talk.State.OVER:
        talk.event_id = None
    talk.save(update_fields=("state", "ended_at", "event"))
    if talk.event_id is None and event_id:
        Event.objects.filter(id=event_id).delete()


def forget(couple_id: UUID, *, now: datetime) -> None:
    """Take away what two had booked who part now; what has taken place stays in its owner's calendar."""
    rows = Talk.objects.filter(couple_id=couple_id)
    ahead = list(rows.filter(starts_at__gt=now, event__isnull=False).values_list("event_id", flat=True))
    rows.delete()
    Event.objects.filter(id__in=ahead).delete()


def _comes_before(who: Who, talk: Talk) -> bool:
    event = sight.for_uid(who, talk.uid)
    found = recurrence.find(sight.parsed(event), talk.recurrence_id, home=who.zone) if event else None
    if found is None or found.component.is_cancelled:
        return False
    return zones.later(talk.starts_at, QUARTER) <= found.starts_at
