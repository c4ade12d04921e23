"""Half-open intervals of time, and how long one event lasts."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from planner.core.calendar.events import Component, When
from planner.core.calendar.zones import instant, wall_in, zone

ONE_DAY = timedelta(days=1)
NO_TIME = timedelta()


@dataclass(frozen=True, slots=True)
class Span:
    """From `start_at` up to but not including `end_at`, both aware UTC."""

    start_at: datetime
    end_at: datetime

    @property
    def length(self) -> timedelta:
        return self.end_at - self.start_at

    def overlaps(self, other: "Span") -> bool:
        """True if they share a moment; an empty span is its own start."""
        if self.start_at == other.start_at:
            return True
        earlier, later = sorted((self, other), key=lambda span: span.start_at)
        return later.start_at < earlier.end_at

    def __contains__(self, moment: datetime) -> bool:
        return self.start_at <= moment < self.end_at


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
        return max(ONE_DAY, timedelta(days=-(-stated // ONE_DAY)))
    return max(NO_TIME, stated)


def between(start: When, end: When) -> timedelta:
    """From start to end; a DATE start counts in dates only, and a floating end is on the start's clock."""
    if start.is_date:
        return timedelta(days=end.wall.toordinal() - start.wall.toordinal())
    tz = zone(start.tzid)
    if tz is None:
        return end.wall - start.wall
    return _instant(end, start.tzid, tz) - instant(start.wall, tz)


def _instant(end: When, tzid: str, tz: ZoneInfo) -> datetime:
    own = zone(end.tzid)
    return instant(end.wall, own) if own and not end.is_date else instant(wall_in(end, tzid), tz)
