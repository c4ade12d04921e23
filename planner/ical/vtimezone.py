"""VTIMEZONE text for an IANA zone: one STANDARD and one DAYLIGHT whose rules come from the TZif footer.

Not icalendar's lists of dates, which end in 2038 and of which some clients read only the first.
"""

import re
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from zoneinfo import TZPATH

from planner.core.calendar.rrules import WEEKDAYS
from planner.core.calendar.zones import zone
from planner.ical.lines import folded

_NAME = r"(<[^>]+>|[A-Za-z]+)"
_OFFSET = r"([+-]?\d+(?::\d+){0,2})"
_CHANGE = r",M(\d+)\.(\d)\.(\d)(?:/([+-]?\d+(?::\d+){0,2}))?"
_FOOTER = re.compile(rf"{_NAME}{_OFFSET}(?:{_NAME}{_OFFSET}?{_CHANGE}{_CHANGE})?")
_FIRST_YEAR = 1970
_FIXED_SINCE = datetime(_FIRST_YEAR, 1, 1)


@lru_cache(maxsize=256)
def vtimezone(tzid: str) -> str:
    """The VTIMEZONE as folded lines; "" for UTC, floating time and names that are no zone."""
    if tzid in ("", "UTC") or zone(tzid) is None:
        return ""
    match = _FOOTER.fullmatch(_footer(tzid))
    body = _rules(match) if match and match[3] else _fixed(tzid)
    return folded(["BEGIN:VTIMEZONE", f"TZID:{tzid}", *body, "END:VTIMEZONE"])


def _footer(tzid: str) -> str:
    """The POSIX TZ string at the end of a TZif file (RFC 8536 3.3): the rule for all years to come."""
    for folder in TZPATH:
        path = Path(folder, tzid)
        if path.is_file():
            return _last_line(path.read_bytes())
    packaged = files("tzdata.zoneinfo").joinpath(tzid)
    return _last_line(packaged.read_bytes())


def _last_line(data: bytes) -> str:
    return data.rstrip(b"\n").rpartition(b"\n")[2].decode("ascii", errors="replace")


def _fixed(tzid: str) -> list[str]:
    """A zone without rules to come: its offset now, since the footer names no change."""
    moment = datetime(2037, 1, 1, tzinfo=UTC).astimezone(zone(tzid))
    offset = moment.utcoffset() or timedelta()
    return _observance("STANDARD", _FIXED_SINCE, offset, offset, moment.tzname() or tzid, "")


def _rules(match: re.Match[str]) -> list[str]:
    standard = -_signed(match[2])
    daylight = -_signed(match[4]) if match[4] else standard + timedelta(hours=1)
    forward = _change(match[5], match[6], match[7], match[8])
    back = _change(match[9], match[10], match[11], match[12])
    # Dublin's law calls summer the standard time; clients expect DAYLIGHT to be the later clock.
    kinds = ("DAYLIGHT", "STANDARD") if daylight > standard else ("STANDARD", "DAYLIGHT")
    return [
        *_observance(kinds[0], forward[0], standard, daylight, match[3], forward[1]),
        *_observance(kinds[1], back[0], daylight, standard, match[1], back[1]),
    ]


def _change(month: str, week: str, weekday: str, clock: str | None) -> tuple[datetime, str]:
    """The first change since 1970 and its rule; a clock outside 0–24 h moves it to another day."""
    at = _signed(clock or "2")
    days, time = at // timedelta(days=1), at % timedelta(days=1)
    day = (int(weekday) - 1 + days) % 7
    nth = -1 if week == "5" else int(week)
    rule = f"FREQ=YEARLY;BYMONTH={int(month)};BYDAY={nth}{WEEKDAYS[day]}"
    if days:
        rule = _moved_rule(int(month), nth, day, days)
    return _first(int(month), nth, (int(weekday) - 1) % 7) + timedelta(days=days) + time, rule


def _moved_rule(month: int, nth: int, day: int, days: int) -> str:
    """The n-th weekday, some days on: seven month days hold it exactly once (Godthab, Gaza, Santiago)."""
    first = 1 + 7 * (nth - 1) + days if nth > 0 else -7 + days
    numbers = ",".join(str(number) for number in range(first, first + 7))
    return f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={numbers};BYDAY={WEEKDAYS[day]}"


def _first(month: int, nth: int, weekday: int) -> datetime:
    if nth > 0:
        first = datetime(_FIRST_YEAR, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
    last = datetime(_FIRST_YEAR + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return last - timedelta(days=(last.weekday() - weekday) % 7)


def _observance(
    kind: str, start: datetime, before: timedelta, after: timedelta, name: str, rule: str
) -> list[str]:
    return [
        f"BEGIN:{kind}",
        f"DTSTART:{start:%Y%m%dT%H%M%S}",
        f"TZOFFSETFROM:{_hhmm(before)}",
        f"TZOFFSETTO:{_hhmm(after)}",
        f"TZNAME:{name.strip('<>')}",
        *([f"RRULE:{rule}"] if rule else []),
        f"END:{kind}",
    ]


def _signed(text: str) -> timedelta:
    hours, minutes, seconds = ([int(part) for part in text.lstrip("+-").split(":")] + [0, 0])[:3]
    size = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return -size if text.startswith("-") else size


def _hhmm(offset: timedelta) -> str:
    minutes = abs(int(offset.total_seconds())) // 60
    return f"{'-' if offset < timedelta() else '+'}{minutes // 60:02d}{minutes % 60:02d}"
