"""RRULE text to a checked `Rule` (RFC 5545 3.3.10). Strict: mended spellings arrive from `ical.quirks`."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from functools import lru_cache
from typing import Any

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
MAX_INTERVAL = 1_000_000_000
_BYDAY = re.compile(r"([+-]?[0-9]{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_UNTIL = re.compile(r"([0-9]{8})(T[0-9]{6})?(Z?)")
_INTEGER = re.compile(r"[+-]?[0-9]{1,10}")
_TIMES_A_DAY = (1 / 366, 1 / 30, 1 / 7, 1, 24, 24 * 60, 24 * 60 * 60)


class Freq(IntEnum):
    YEARLY = 0
    MONTHLY = 1
    WEEKLY = 2
    DAILY = 3
    HOURLY = 4
    MINUTELY = 5
    SECONDLY = 6


@dataclass(frozen=True, slots=True)
class Until:
    """The last moment of a rule as it was written."""

    wall: datetime
    is_date: bool
    is_utc: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """One recurrence rule; every tuple is sorted and without repeats."""

    freq: Freq
    interval: int = 1
    count: int | None = None
    until: Until | None = None
    bysecond: tuple[int, ...] = ()
    byminute: tuple[int, ...] = ()
    byhour: tuple[int, ...] = ()
    byday: tuple[tuple[int, int], ...] = ()  # (n or 0, weekday with Monday = 0)
    bymonthday: tuple[int, ...] = ()
    byyearday: tuple[int, ...] = ()
    byweekno: tuple[int, ...] = ()
    bymonth: tuple[int, ...] = ()
    bysetpos: tuple[int, ...] = ()
    wkst: int = 0

    @property
    def picks_days(self) -> bool:
        return bool(self.byday or self.bymonthday or self.byyearday or self.byweekno or self.bymonth)

    @property
    def picks_times(self) -> bool:
        return bool(self.byhour or self.byminute or self.bysecond)

    @property
    def times_of_day(self) -> int:
        """How many instances one of its days, hours or minutes has, by the times it names."""
        return max(1, len(self.byhour)) * max(1, len(self.byminute)) * max(1, len(self.bysecond))

    @property
    def is_daily_at_most(self) -> bool:
        """True if no day can have two instances."""
        return self.freq <= Freq.DAILY and self.times_of_day == 1

    @property
    def density(self) -> float:
        """Roughly how many instances a day has."""
        return _TIMES_A_DAY[self.freq] * self.times_of_day / self.interval


@lru_cache(maxsize=4096)
def parse(text: str) -> Rule:
    """The rule that the text states; ValueError if it cannot be followed as it stands."""
    parts: dict[str, str] = {}
    for part in text.split(";"):
        name, _, value = part.partition("=")
        if name in parts or not value:
            raise ValueError(f"rule part {part!r}")
        parts[name] = value
    fields = dict(_field(name, value) for name, value in parts.items() if not _is_ignored(name, value))
    if "freq" not in fields:
        raise ValueError("rule without FREQ")
    return Rule(**fields)


def plain(text: str) -> str:
    """The parts of a readable rule that `parse` understands: numbers and names, and no free text."""
    return ";".join(part for part in text.split(";") if part.partition("=")[0] in _FIELDS)


def _field(name: str, value: str) -> tuple[str, Any]:
    field, read = _FIELDS[name]
    return field, read(value)


def _is_ignored(name: str, value: str) -> bool:
    if name.startswith("X-") or (name, value) in {("RSCALE", "GREGORIAN"), ("SKIP", "OMIT")}:
        return True
    if name not in _FIELDS:
        raise ValueError(f"rule part {name!r}")
    return False


def _freq(value: str) -> Freq:
    try:
        return Freq[value]
    except KeyError as error:
        raise ValueError(f"frequency {value!r}") from error


def _number(low: int, high: int) -> Callable[[str], int]:
    def read(value: str) -> int:
        # `int` alone would take other digits, blanks and underscores.
        number = int(value) if _INTEGER.fullmatch(value) else low - 1
        if not low <= number <= high:
            raise ValueError(f"{value!r} is not between {low} and {high}")
        return number

    return read


def _numbers(low: int, high: int) -> Callable[[str], tuple[int, ...]]:
    """Reads a list of numbers; a range that begins at 1 also counts backwards from the end."""
    read = _number(-high if low == 1 else low, high)

    def read_all(value: str) -> tuple[int, ...]:
        numbers = sorted({read(one) for one in value.split(",")})
        if low == 1 and 0 in numbers:
            raise ValueError("0 counts nothing")
        return tuple(numbers)

    return read_all


def _months(value: str) -> tuple[int, ...]:
    read = _number(1, 12)
    return tuple(sorted({read(one) for one in value.split(",")}))


def _days(value: str) -> tuple[tuple[int, int], ...]:
    days = set()
    for one in value.split(","):
        match = _BYDAY.fullmatch(one)
        if not match or match[1] and not 1 <= abs(int(match[1])) <= 53:
            raise ValueError(f"day {one!r}")
        days.add((int(match[1] or 0), WEEKDAYS.index(match[2])))
    return tuple(sorted(days))


def _weekday(value: str) -> int:
    return WEEKDAYS.index(value)


def _until(value: str) -> Until:
    match = _UNTIL.fullmatch(value)
    if not match:
        raise ValueError(f"until {value!r}")
    wall = datetime.strptime(match[1] + (match[2] or "T000000"), "%Y%m%dT%H%M%S")
    return Until(wall, is_date=not match[2], is_utc=bool(match[3]))


_FIELDS: dict[str, tuple[str, Callable[[str], Any]]] = {
    "FREQ": ("freq", _freq),
    "INTERVAL": ("interval", _number(1, MAX_INTERVAL)),
    "COUNT": ("count", _number(1, MAX_INTERVAL)),
    "UNTIL": ("until", _until),
    "BYSECOND": ("bysecond", _numbers(0, 60)),
    "BYMINUTE": ("byminute", _numbers(0, 59)),
    "BYHOUR": ("byhour", _numbers(0, 23)),
    "BYDAY": ("byday", _days),
    "BYMONTHDAY": ("bymonthday", _numbers(1, 31)),
    "BYYEARDAY": ("byyearday", _numbers(1, 366)),
    "BYWEEKNO": ("byweekno", _numbers(1, 53)),
    "BYMONTH": ("bymonth", _months),
    "BYSETPOS": ("bysetpos", _numbers(1, 366)),
    "WKST": ("wkst", _weekday),
}
