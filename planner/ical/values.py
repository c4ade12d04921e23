"""Property values to plain values, strictly; `quirks` has mended what it could beforehand."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from icalendar import vDuration

from planner.core.calendar.events import UTC_TZID, Period, When
from planner.core.calendar.zones import UTC_ZONE, instant_of, zone
from planner.ical import quirks
from planner.ical.lines import Line

Resolve = Callable[[str], str]
_MOMENT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z?))?")


def when(line: Line, resolve: Resolve) -> When:
    """The DATE or DATE-TIME on a line; ValueError if there is none."""
    return when_of(line.value, line, resolve)


def when_of(text: str, line: Line, resolve: Resolve) -> When:
    """One of the values on a line. A `Z` beats a TZID; VALUE=DATE beats a time of day."""
    is_dated = "VALUE" in line.params and line.params["VALUE"].upper() == "DATE"
    if not is_dated and (found := _wall(text)):
        return When(found, UTC_TZID if text[15:] else resolve(line.params.get("TZID", "")))
    match = _MOMENT.fullmatch(text) or _MOMENT.fullmatch(quirks.basic_date_time(text))
    if not match:
        raise ValueError(f"date {text!r}")
    year, month, day, hour, minute, second, zulu = match.groups()
    if hour is None or is_dated:
        return When(datetime(int(year), int(month), int(day)), is_date=True)
    clock = int(hour), int(minute), min(int(second), 59)  # no clock here shows a leap second
    wall = datetime(int(year), int(month), int(day), *clock)
    return When(wall, UTC_TZID if zulu else resolve(line.params.get("TZID", "")))


def _wall(text: str) -> datetime | None:
    """The time of a DATE-TIME as nearly all are written; None for any other text, to be looked at closely."""
    if len(text) - text.endswith("Z") != 15 or text[8] != "T" or not text.isascii():
        return None
    if not (text[:8].isdigit() and text[9:15].isdigit()):
        return None
    try:
        return datetime.fromisoformat(text[:15])
    except ValueError:
        return None


def period_or_when(text: str, line: Line, resolve: Resolve) -> When | Period:
    """An RDATE value: a moment, or a PERIOD with an end or a duration."""
    begin, slash, end = text.partition("/")
    start = when_of(begin, line, resolve)
    if not slash:
        return start
    if end[:2].upper().lstrip("+-").startswith("P"):
        return Period(start, duration=duration(end))
    return Period(start, end=when_of(end, line, resolve))


def duration(text: str) -> timedelta:
    """The DURATION; ValueError if it cannot be read."""
    found: timedelta = vDuration.from_ical(quirks.zero_padded_duration(text))  # type: ignore[no-untyped-call]
    return found


def moment(line: Line | None) -> datetime | None:
    """A DTSTAMP-like value as aware UTC, or None; nothing depends on it enough to complain."""
    if line is None:
        return None
    wall = _wall(line.value) if line.value.endswith("Z") and not line.params else None
    if wall and 1 < wall.year < 9999:
        return wall.replace(tzinfo=UTC)
    try:
        found = when(line, lambda tzid: tzid if zone(tzid) else "")
    except ValueError:
        return None
    return instant_of(found, UTC_ZONE)


def whole_number(line: Line | None) -> int:
    """SEQUENCE and its like; 0 for what is no number or would not fit a column."""
    if line is None or not line.value.strip().isascii():
        return 0
    text = line.value.strip()
    return min(int(text), 2**31 - 1) if text.isdigit() and len(text) < 15 else 0
