"""How hard the weeks of a year are, from what one viewer may see of both calendars."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from planner.core import priorities
from planner.core.calendar import zones
from planner.core.priorities import Item, WeekLoad, World
from planner.core.visibility import Shown
from planner.models import Event
from planner.queries import calendar, feelings_seen
from planner.queries import who as who_queries
from planner.queries.views import OccurrenceView
from planner.queries.who import Who

A_YEAR = 52


def hard_weeks(actor: UUID, monday: date, *, weeks: int = A_YEAR) -> tuple[WeekLoad, ...]:
    """The load of so many weeks from that of `monday` on, quiet ones included."""
    who = who_queries.of(actor)
    start_at, end_at = (_midnight(day, who) for day in (monday, monday + timedelta(weeks=weeks)))
    found = calendar.window_for(who, start_at, end_at, with_busy=False)
    seen = [one for one in found if one.shown is Shown.FULL and one.event_id]
    return priorities.weeks(_items(who, seen), today=monday, weeks=weeks)


def _items(who: Who, occurrences: list[OccurrenceView]) -> list[Item]:
    ids = {one.event_id for one in occurrences if one.event_id}
    uids = dict(Event.objects.filter(id__in=ids).values_list("id", "uid"))
    feelings = feelings_seen.of(who, set(uids.values()))
    return [
        Item(
            key="",
            starts_at=one.starts_at,
            start_on=one.start_local.date(),
            level=feelings.level(uids[one.event_id], one.recurrence_id),
            world=World(one.world),
        )
        for one in occurrences
        if one.event_id in uids
    ]


def _midnight(day: date, who: Who) -> datetime:
    return zones.instant(datetime.combine(day, time()), who.zone)
