"""Which IANA zone a VTIMEZONE means, by comparing its offsets through one year. It is never trusted."""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import available_timezones

from planner.core.calendar import zones
from planner.core.calendar.rrules import Freq, Rule, parse
from planner.core.calendar.walk import walk
from planner.ical import blocks, quirks
from planner.ical.lines import Line

# Of several zones with the same offsets all year, the one that most people mean.
PREFERRED = (
    "Europe/Berlin Europe/London Europe/Athens Europe/Lisbon Europe/Moscow Europe/Istanbul America/New_York"
    " America/Chicago America/Denver America/Los_Angeles America/Phoenix America/Anchorage America/Halifax"
    " America/St_Johns America/Sao_Paulo America/Argentina/Buenos_Aires America/Bogota Pacific/Honolulu"
    " Australia/Sydney Australia/Adelaide Australia/Brisbane Australia/Darwin Australia/Perth"
    " Australia/Lord_Howe Pacific/Auckland Pacific/Chatham Asia/Tokyo Asia/Shanghai Asia/Kolkata"
    " Asia/Dubai Asia/Karachi Asia/Dhaka Asia/Kathmandu Asia/Bangkok Asia/Jerusalem Africa/Cairo Africa/Lagos"
).split()
Onset = tuple[datetime, timedelta, timedelta]  # the UTC moment at which one offset gives way to another
MAX_ONSETS = 2_000
"""Of one VTIMEZONE: a century of changes is 200."""
NEAR = 20
"""Of 122 samples: two months in which the clocks differ, as after a law has moved the change."""


def iana_name(block: list[str], year: int) -> str:
    """The zone whose offsets in `year` are those of the VTIMEZONE, or "" if there is none."""
    wanted = _signature_of(block, year)
    return _by_signature(year).get(wanted, "") if wanted else ""


def agrees(block: list[str], name: str, year: int) -> bool:
    """True if the VTIMEZONE has the offsets of that zone, or none that can be read."""
    wanted = _signature_of(block, year)
    return not wanted or wanted == _signature(name, year)


def is_near(block: list[str], name: str, year: int) -> bool:
    """True if the zone has the same offsets, though it may change between them on other days."""
    return _distance(_signature_of(block, year), _signature(name, year)) <= NEAR


def nearest(block: list[str], year: int) -> str:
    """The zone that has the same offsets and changes between them at about the same time, or ""."""
    wanted = _signature_of(block, year)
    near = ((_distance(wanted, found), name) for found, name in _by_signature(year).items())
    distance, name = min(near, key=lambda one: one[0])
    return name if distance <= NEAR else ""


def _distance(wanted: tuple[int, ...], found: tuple[int, ...]) -> int:
    if set(wanted) != set(found):
        return len(found)
    return sum(one != other for one, other in zip(wanted, found, strict=True))


def location(block: list[str]) -> str:
    """X-LIC-LOCATION, the IANA name that libical and Apple write beside a TZID of their own."""
    return next((line.value for line in blocks.own_lines(block) if line.name == "X-LIC-LOCATION"), "")


def _moments(year: int) -> Iterator[datetime]:
    """Twice a week at noon: changes happen on weekends, so a rule one week off is noticed."""
    first = datetime(year, 1, 1, 12, tzinfo=UTC)
    return (first + timedelta(days=days) for days in range(0, 365, 3))


@lru_cache(maxsize=1024)
def _signature(name: str, year: int) -> tuple[int, ...]:
    tz = zones.zone(name)
    offsets = (moment.astimezone(tz).utcoffset() or timedelta() for moment in _moments(year))
    return tuple(int(offset.total_seconds()) for offset in offsets)


@lru_cache(maxsize=8)
def _by_signature(year: int) -> dict[tuple[int, ...], str]:
    fixed = [f"Etc/GMT{hours:+d}" for hours in range(-14, 13) if hours]
    names = ["UTC", *PREFERRED, *fixed, *sorted(available_timezones())]
    found: dict[tuple[int, ...], str] = {}
    for name in names:
        if zones.zone(name):
            found.setdefault(_signature(name, year), name)
    return found


def _signature_of(block: list[str], year: int) -> tuple[int, ...]:
    onsets: list[Onset] = []
    for child in blocks.children(block):
        try:
            onsets += _onsets(blocks.own_lines(child), year)
        except (ValueError, OverflowError):
            return ()
        if len(onsets) > MAX_ONSETS:
            return ()
    if not onsets:
        return ()
    onsets.sort()
    begins = [begins_at for begins_at, _, _ in onsets]
    offsets = [onsets[0][1], *(after for _, _, after in onsets)]
    return tuple(int(offsets[bisect_right(begins, moment)].total_seconds()) for moment in _moments(year))


def _onsets(lines: list[Line], year: int) -> list[Onset]:
    """When one STANDARD or DAYLIGHT begins to hold: its DTSTART, and its rule up to the year."""
    values = {line.name: line.value for line in lines}
    if "DTSTART" not in values or "TZOFFSETTO" not in values:
        return []
    start = _wall(values["DTSTART"])
    before, after = _offset(values.get("TZOFFSETFROM", values["TZOFFSETTO"])), _offset(values["TZOFFSETTO"])
    walls = [start, *(wall for line in lines for wall in _recurring(line, start, year))]
    return [((wall - before).replace(tzinfo=UTC), before, after) for wall in walls]


def _recurring(line: Line, start: datetime, year: int) -> Iterator[datetime]:
    if line.name == "RDATE":
        yield from (_wall(text) for text in line.value.split(",") if text)
    elif line.name == "RRULE":
        rule = parse(quirks.rule(line.value))
        if rule.freq is not Freq.YEARLY:
            raise ValueError("a law that changes the clocks more than twice a year")
        until = min(datetime(year, 12, 31), _last(rule))
        yield from walk(rule, start, datetime(max(year - 1, 1), 1, 1), until)


def _last(rule: Rule) -> datetime:
    return rule.until.wall if rule.until else datetime.max


def _wall(text: str) -> datetime:
    return datetime.strptime(quirks.basic_date_time(text)[:15], "%Y%m%dT%H%M%S")


def _offset(text: str) -> timedelta:
    digits = text.strip().lstrip("+-").ljust(6, "0")
    size = timedelta(hours=int(digits[:2]), minutes=int(digits[2:4]), seconds=int(digits[4:6]))
    return -size if text.strip().startswith("-") else size
