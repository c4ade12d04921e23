"""Between the wall clock somebody meant and the UTC instant it falls on."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from planner.core.calendar.events import UTC_TZID, When

UTC_ZONE = ZoneInfo(UTC_TZID)
# Two days inside what a datetime can hold: any zone can show these moments.
FIRST_INSTANT = datetime(1, 1, 3, tzinfo=UTC)
LAST_INSTANT = datetime(9999, 12, 29, tzinfo=UTC)
_NEARBY = timedelta(hours=25)  # a law may take a whole day off the clock (Samoa, 2011)

# Files of the tz database that are not names of places; "right/" counts leap seconds.
_NOT_PLACES = ("localtime", "posixrules", "Factory", "posix/", "right/")


@lru_cache(maxsize=1024)
def zone(tzid: str) -> ZoneInfo | None:
    """The IANA zone of that name, or None. Exact names only: other spellings belong to `ical.quirks`."""
    if not tzid or tzid.startswith(_NOT_PLACES):
        return None
    try:
        return ZoneInfo(tzid)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def instant(wall: datetime, tz: ZoneInfo) -> datetime:
    """The aware UTC moment at which the clocks of `tz` show `wall`.

    In a gap it moves forward by the gap, in a fold it is the first of the two (RFC 5545 3.3.5), which is
    what `fold=0` means to zoneinfo. At the edges of time it is the first or last that every zone can show.
    """
    if 1 < wall.year < 9999:
        return wall.replace(tzinfo=tz, fold=0).astimezone(UTC)
    try:
        return _kept_inside(wall.replace(tzinfo=tz, fold=0).astimezone(UTC))
    except OverflowError:
        return FIRST_INSTANT if wall.year == 1 else LAST_INSTANT


def midnight(day: date, tz: ZoneInfo) -> datetime:
    """When this day begins there, in UTC."""
    return instant(datetime.combine(day, time()), tz)


def _kept_inside(moment: datetime) -> datetime:
    return min(max(moment, FIRST_INSTANT), LAST_INSTANT)


def wall_clock(moment: datetime, tz: ZoneInfo) -> datetime:
    """What the clocks of `tz` show at an aware moment, as a naive value."""
    try:
        return moment.astimezone(tz).replace(tzinfo=None, fold=0)
    except OverflowError:
        return moment.replace(tzinfo=None)


def instant_of(when: When, home: ZoneInfo) -> datetime:
    """The UTC moment that `when` means to somebody at `home`, which gives floating values their zone."""
    return instant(when.wall, zone(when.tzid) or home)


def wall_in(when: When, tzid: str) -> datetime:
    """`when` as the clocks of another zone show it; as it is if either of the two floats."""
    here, there = zone(when.tzid), zone(tzid)
    if when.is_date or here is None or there is None or when.tzid == tzid:
        return when.wall
    return wall_clock(instant(when.wall, here), there)


@lru_cache(maxsize=1024)
def clock_change(moment: datetime, tz: ZoneInfo) -> timedelta:
    """How far the clocks jump near a moment: by so much may wall order differ from the order in UTC."""
    before, after = later(moment, -_NEARBY), later(moment, _NEARBY)
    return abs((wall_clock(after, tz) - wall_clock(before, tz)) - (after - before))


def skipped_wall(moment: datetime, tz: ZoneInfo) -> datetime | None:
    """The wall time in a gap that has moved forward to this moment, which the clocks show as another one."""
    before = wall_clock(later(moment, -_NEARBY), tz)
    unmoved = later(before, _NEARBY)
    if unmoved == wall_clock(moment, tz) or instant(unmoved, tz) != moment:
        return None
    return unmoved


def later(moment: datetime, by: timedelta) -> datetime:
    """`moment + by`; an aware one stays where every zone can show it, a naive one where a datetime ends."""
    try:
        reached = moment + by
    except OverflowError:
        if moment.tzinfo is not None:
            return LAST_INSTANT if by > timedelta() else FIRST_INSTANT
        return datetime.max if by > timedelta() else datetime.min
    is_safe = reached.tzinfo is None or 1 < reached.year < 9999
    return reached if is_safe else _kept_inside(reached)
