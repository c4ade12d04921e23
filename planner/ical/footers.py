"""The law of a zone for all years to come: the POSIX TZ string at the end of its TZif file (RFC 8536 3.3)."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.resources import files
from pathlib import Path
from zoneinfo import TZPATH

from planner.core.calendar.rrules import WEEKDAYS

_NAME = r"(<[^>]+>|[A-Za-z]+)"
_OFFSET = r"([+-]?\d+(?::\d+){0,2})"
_CHANGE = r",M(\d+)\.(\d)\.(\d)(?:/([+-]?\d+(?::\d+){0,2}))?"
_FOOTER = re.compile(rf"{_NAME}{_OFFSET}(?:{_NAME}{_OFFSET}?{_CHANGE}{_CHANGE})?")
_ONE_DAY = timedelta(days=1)
_LAST = -1


@dataclass(frozen=True, slots=True)
class Change:
    """Once a year: on the n-th weekday of a month, some days on, the clocks go from one offset to another."""

    month: int
    nth: int
    weekday: int  # 0 is Monday
    days: int  # a clock outside 0–24 h is on another day: Gaza, Godthab, Cairo, Santiago
    clock: timedelta
    before: timedelta
    after: timedelta
    name: str

    def wall(self, year: int) -> datetime:
        """When in that year, on the clocks as they stand before."""
        return self._named_day(year) + self.days * _ONE_DAY + self.clock

    def rule(self) -> str:
        """The RRULE for all years."""
        if not self.days:
            return f"FREQ=YEARLY;BYMONTH={self.month};BYDAY={self.nth}{WEEKDAYS[self.weekday]}"
        day = WEEKDAYS[(self.weekday + self.days) % 7]
        if self.nth == _LAST and self.days > 0:
            # It may lie in the next month. Counted from the end of the year, leap years make no difference.
            return f"FREQ=YEARLY;BYYEARDAY={_seven(self.days - 7 - self._days_after())};BYDAY={day}"
        first = self.days - 7 if self.nth == _LAST else 1 + 7 * (self.nth - 1) + self.days
        return f"FREQ=YEARLY;BYMONTH={self.month};BYMONTHDAY={_seven(first)};BYDAY={day}"

    def _named_day(self, year: int) -> datetime:
        if self.nth == _LAST:
            last = datetime(year, self.month, monthrange(year, self.month)[1])
            return last - (last.weekday() - self.weekday) % 7 * _ONE_DAY
        first = datetime(year, self.month, 1)
        return first + ((self.weekday - first.weekday()) % 7 + 7 * (self.nth - 1)) * _ONE_DAY

    def _days_after(self) -> int:
        """From the end of the month to that of the year."""
        return sum(monthrange(2001, month)[1] for month in range(self.month + 1, 13))


def changes(tzid: str) -> tuple[Change, ...]:
    """The two changes of each year to come, to summer time and back; none where the clocks stay."""
    match = _FOOTER.fullmatch(_footer(tzid))
    if not match or not match[3]:
        return ()
    standard = -_signed(match[2])
    daylight = -_signed(match[4]) if match[4] else standard + timedelta(hours=1)
    groups = match.groups()
    forward = _change(groups[4:8], standard, daylight, match[3])
    back = _change(groups[8:12], daylight, standard, match[1])
    return forward, back


def _change(parts: tuple[str | None, ...], before: timedelta, after: timedelta, name: str) -> Change:
    month, week, weekday, clock = parts
    days, time = divmod(_signed(clock or "2"), _ONE_DAY)
    nth = _LAST if week == "5" else int(week or 0)
    day = (int(weekday or 0) - 1) % 7
    return Change(int(month or 0), nth, day, days, time, before, after, name.strip("<>"))


def _seven(first: int) -> str:
    """Seven days that hold each weekday once."""
    return ",".join(str(number) for number in range(first, first + 7))


def _footer(tzid: str) -> str:
    for folder in TZPATH:
        path = Path(folder, tzid)
        if path.is_file():
            return _last_line(path.read_bytes())
    packaged = files("tzdata.zoneinfo").joinpath(tzid)
    return _last_line(packaged.read_bytes())


def _last_line(data: bytes) -> str:
    return data.rstrip(b"\n").rpartition(b"\n")[2].decode("ascii", errors="replace")


def _signed(text: str) -> timedelta:
    hours, minutes, seconds = ([int(part) for part in text.lstrip("+-").split(":")] + [0, 0])[:3]
    size = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return -size if text.startswith("-") else size
