"""How long one event lasts."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from planner.core.calendar.events import Component, Occurrence, When
from planner.core.calendar.zones import instant, wall_in, zone

ONE_DAY = timedelta(days=1)
NO_TIME = timedelta()


def length(component: Component) -> timedelta:
    """How long it lasts: whole days for a DATE (at least one), else exact time (at least none).

    DTEND and DTSTART are compared as UTC moments, so that every instance lasts equally long across DST.
    """
    end = component.end
    if end is None:
        stated = component.duration or NO_TIME
    else:
        stated = between(component.start, end)
    if component.start.is_date:
        begun = stated.days + (stated > timedelta(days=stated.days))
        return max(ONE_DAY, timedelta(days=min(begun, timedelta.max.days)))
    return max(NO_TIME, stated)


def lasts(one: Occurrence) -> timedelta:
    """How long an occurrence is: of days as its clock counts them, else as time passes."""
    return length(one.component) if one.is_all_day else one.ends_at - one.starts_at


def between(start: When, end: When) -> timedelta:
    """From start to end; a DATE start counts in dates only, and a floating end is on the start's clock.

    A start in a gap moves forward, past an end written close behind it: then the wall clock counts.
    """
    if start.is_date:
        return timedelta(days=end.wall.toordinal() - start.wall.toordinal())
    tz = zone(start.tzid)
    if tz is None:
        return end.wall - start.wall
    exact = _instant(end, start.tzid, tz) - instant(start.wall, tz)
    return exact if exact > NO_TIME else max(exact, wall_in(end, start.tzid) - start.wall)


def _instant(end: When, tzid: str, tz: ZoneInfo) -> datetime:
    own = zone(end.tzid)
    return instant(end.wall, own) if own and not end.is_date else instant(wall_in(end, tzid), tz)
