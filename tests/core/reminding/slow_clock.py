"""An oracle for clocks: it looks at what a zone's clock shows, minute by minute, and knows nothing else.

Minutes are counted from 1970: those of the world in UTC, those on a wall as if it were UTC.
"""

from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

EPOCH = datetime(1970, 1, 1)
DAY = 24 * 60
_MINUTE = timedelta(minutes=1)


@lru_cache(maxsize=400_000)
def shown(zone: ZoneInfo, minute: int) -> int:
    """What is on the wall at a minute of the world."""
    ahead = datetime.fromtimestamp(minute * 60, zone).utcoffset()
    return minute + ahead // _MINUTE if ahead else minute


@lru_cache(maxsize=20)
def furthest_ahead(zone: ZoneInfo) -> int:
    """The most by which this clock is ahead of the world's in the years of the tests."""
    hours = range(wall_minute(datetime(2026, 1, 1)), wall_minute(datetime(2029, 1, 1)), 60)
    return max(shown.__wrapped__(zone, minute) - minute for minute in hours)


def when_shown(zone: ZoneInfo, wall: int) -> int:
    """The first minute at which the wall shows this; if it never does, it goes on where the clock jumped."""
    minute = wall - furthest_ahead(zone) - 1
    while shown(zone, minute) < wall:
        minute += 1
    if shown(zone, minute) == wall:
        return minute
    return minute - 1 + wall - shown(zone, minute - 1)


def back_until(zone: ZoneInfo, minute: int, at: time) -> int:
    """The last minute before this one at which the wall shows this hour of the day."""
    minute -= 1
    while shown(zone, minute) % DAY != of_day(at):
        minute -= 1
    return minute


def on_until(zone: ZoneInfo, minute: int, at: time) -> int:
    """The first minute, from this one on, at which the wall shows this hour of the day."""
    while shown(zone, minute) % DAY != of_day(at):
        minute += 1
    return minute


@lru_cache(maxsize=20)
def jumps(zone: ZoneInfo, year: int) -> list[tuple[datetime, datetime]]:
    """What the wall shows right before and right after each jump of this year."""
    found = []
    for minute in range(wall_minute(datetime(year, 1, 1)), wall_minute(datetime(year + 1, 1, 1)), 15):
        before, after = shown(zone, minute - 1), shown(zone, minute)
        if after - before != 1:
            found.append((wall_of(before), wall_of(after)))
    return found


def of_day(at: time) -> int:
    return at.hour * 60 + at.minute


def wall_minute(wall: datetime) -> int:
    return (wall - EPOCH) // _MINUTE


def wall_of(minute: int) -> datetime:
    return EPOCH + minute * _MINUTE


def moment(minute: int) -> datetime:
    """The minute of the world as everybody else writes it."""
    return wall_of(minute).replace(tzinfo=UTC)
