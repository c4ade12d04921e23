"""A series as its source wrote it anew: which of its occurrences now is which of those before.

Nobody says what was meant, so each name is looked for in the order of what is likely: the same moment, the
same day at the new time, as much later as the whole series. What is found nowhere keeps its name.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from planner.core.calendar import masters, series, zones
from planner.core.calendar.events import Component, EventObject
from planner.core.calendar.series_names import is_named, takes_place

_WEEK = timedelta(days=7)


def is_rewritten(before: EventObject, after: EventObject) -> bool:
    """Whether any of its occurrences may have another name now."""
    return [_schedule(one) for one in before.masters] != [_schedule(one) for one in after.masters]


def name_now(before: EventObject, after: EventObject, key: str) -> str:
    """What the occurrence that was called `key` ("" for a one-off, or a series as a whole) is called now."""
    old, new = before.master, after.master
    if old is None or new is None or (not key and is_named(before) == is_named(after)):
        return key
    if key and takes_place(after, key):
        return key
    wall = series.wall_of(key) if key else old.start.wall
    walls = list(_likely(old, new, wall)) if wall and (key or not is_named(before)) else []
    if not is_named(after):
        return "" if new.start.wall in walls else key
    names = (masters.key_at(new, each) for each in walls)
    return next((name for name in names if takes_place(after, name)), key)


def _schedule(one: Component) -> object:
    return one.start, one.rrules, one.rdates, one.exdates


def _likely(old: Component, new: Component, wall: datetime) -> Iterator[datetime]:
    """Wall times of the new series at which the occurrence of the old one may take place now."""
    if not old.start.is_date and not new.start.is_date:
        there = zones.zone(old.start.tzid) or zones.UTC_ZONE
        yield zones.wall_clock(zones.instant(wall, there), zones.zone(new.start.tzid) or zones.UTC_ZONE)
    yield datetime.combine(wall.date(), new.start.wall.time())
    moved = new.start.wall - old.start.wall
    # A source that drops what is over begins later, and may have moved to another weekday as well.
    yield zones.later(wall, moved - _WEEK * round(moved / _WEEK))
    yield zones.later(wall, moved)
