"""How hard the weeks of a year are, from what one viewer may see of both calendars.

Only what somebody flagged weighs anything, so nothing else of the year is opened.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q

from planner.core import priorities
from planner.core.calendar import zones
from planner.core.priorities import Item, WeekLoad, World
from planner.queries.calendar import calendar, event_rows
from planner.queries.calendar.event_rows import EventRow
from planner.queries.feelings import feelings_seen
from planner.queries.feelings.feelings_seen import Feelings
from planner.queries.people import sight
from planner.queries.people import who as who_queries
from planner.queries.people.who import Who

A_YEAR = 52


def hard_weeks(actor: UUID, start: date, *, weeks: int = A_YEAR) -> tuple[WeekLoad, ...]:
    """The load of so many weeks from `start` on, quiet ones included."""
    who = who_queries.of(actor)
    start_at, end_at = (zones.midnight(day, who.zone) for day in (start, start + timedelta(weeks=weeks)))
    items = _items(who, feelings_seen.flags(who), start_at, end_at)
    return priorities.weeks(items, today=start, weeks=weeks, first_weekday=start.weekday())


def _items(who: Who, feelings: Feelings, start_at: datetime, end_at: datetime) -> Iterator[Item]:
    for rows in _by_owner(who, feelings.flagged, start_at, end_at):
        for row, one in event_rows.dated(rows, start_at, end_at, home=who.zone):
            yield Item(
                key="",
                starts_at=one.starts_at,
                start_on=zones.wall_clock(one.starts_at, who.zone).date(),
                level=feelings.level(row.uid, one.recurrence_id),
                world=World(calendar.world_of(row, row.owner_id == who.person_id)),
            )


def _by_owner(who: Who, uids: set[str], start_at: datetime, end_at: datetime) -> list[list[EventRow]]:
    """The rows of these UIDs that this viewer sees in full and that may lie in the window."""
    still_on = Q(last_end_at__isnull=True) | Q(last_end_at__gte=start_at)
    found: defaultdict[UUID, list[EventRow]] = defaultdict(list)
    for row in event_rows.of(sight.once(who).filter(still_on, uid__in=uids, first_start_at__lt=end_at)):
        found[row.owner_id].append(row)
    return list(found.values())
