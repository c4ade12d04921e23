"""Which day, or which days, somebody means."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from functools import lru_cache, partial
from typing import Protocol

from planner.core.quick_add.line import TAKEN, Found, Line, compiled, key, one_of
from planner.core.quick_add.words import Words

A_WEEK = 7
WEEKEND = 5
MOST_DAYS_AWAY = 3_660
SEPARATOR = r"\s*(?:–|—|-|{to})\s*"
YEAR = r"(?:,?\s*(?P<y{n}>(?:19|20|21)\d\d)(?![\d:.]))?"


@dataclass(frozen=True, slots=True)
class Days:
    first: date
    last: date
    other: date | None = None
    """The day that it could also be ("12/10")."""
    named: int | None = None
    """The weekday that was written beside the date, if the two do not fit."""
    begins: time | None = None
    """Roughly, from "tomorrow evening"."""
    is_near: bool = False
    """Nothing but a weekday or a number of the month was said: the nearest such day."""


@dataclass(frozen=True, slots=True)
class Today:
    """What a day is read against."""

    today: date
    month_first: bool
    words: Words


class Reader(Protocol):
    def __call__(self, found: Found, /, about: Today) -> Days | None: ...


def take(line: Line, about: Today) -> Days | None:
    """The days that the line names, taken out of it."""
    return _take(line, about, "day", "")


def take_until(line: Line, about: Today) -> date | None:
    """The last day of "until 12 December", taken out of the line."""
    found = _take(line, about, "until", one_of(about.words.until) + r"\s+")
    return found.last if found else None


def _take(line: Line, about: Today, what: str, before: str) -> Days | None:
    for pattern, read in _readers(about.words, before):
        if found := line.take(what, pattern, partial(read, about=about)):
            return found
    return None


@lru_cache(maxsize=16)
def _readers(words: Words, before: str) -> tuple[tuple[re.Pattern[str], Reader], ...]:
    """The surest first."""
    return tuple((compiled(before + pattern), read) for pattern, read in _patterns(words))


def _patterns(words: Words) -> Iterator[tuple[str, Reader]]:
    sep = SEPARATOR.replace("{to}", one_of(words.to))
    weekday = one_of(words.weekdays)
    the = f"(?:{one_of(words.the)}\\s+)?"
    ahead = f"(?:(?:{one_of((*words.on, *words.from_))}\\s+)?(?:(?P<wd>{weekday})\\.?,?\\s+)?{the})"
    again = f"(?:{weekday}\\.?,?\\s+)?{the}"
    month = f"(?P<m{{n}}>{one_of(words.months)})\\.?"
    day = f"(?P<d{{n}}>\\d{{{{1,2}}}})(?:{one_of(words.ordinals)}|\\.)?"

    def d(n: int) -> str:
        return day.format(n=n)

    def m(n: int) -> str:
        return rf"(?:\s+{one_of(words.of)})?\s*" + month.format(n=n)

    def y(n: int) -> str:
        return YEAR.format(n=n)

    first_month = month.format(n=1)
    iso = r"(?P<y{n}>\d{{4}})-(?P<m{n}>\d{{2}})-(?P<d{n}>\d{{2}})"
    yield f"{ahead}{iso.format(n=1)}(?:{sep}{again}{iso.format(n=2)})?", _dated
    yield f"{ahead}{d(1)}{m(1)}{y(1)}{sep}{again}{d(2)}{m(2)}{y(2)}", _dated
    yield f"{ahead}{d(1)}{sep}{again}{d(2)}{m(2)}{y(2)}", _dated
    yield f"{ahead}{first_month}\\s*{d(1)}{y(1)}{sep}{again}{month.format(n=2)}\\s*{d(2)}{y(2)}", _dated
    yield f"{ahead}{first_month}\\s*{d(1)}{sep}{d(2)}(?![:.]?\\d|\\s*(?:{_am_pm(words)})){y(2)}", _dated
    yield f"{ahead}{d(1)}{m(1)}{y(1)}", _dated
    yield f"{ahead}{first_month}\\s*{d(1)}(?![:.]\\d|\\s*(?:{_am_pm(words)})){y(1)}", _dated
    dots = r"(?P<d{n}>\d{{1,2}})\.\s?(?P<m{n}>\d{{1,2}})\.(?:\s?(?P<y{n}>\d{{4}}|\d\d(?![:.]?\d|h)))?"
    yield f"{ahead}{dots.format(n=1)}{sep}{dots.format(n=2)}", _dated
    yield f"{ahead}(?P<d1>\\d{{1,2}})\\.{sep}{dots.format(n=2)}", _dated
    yield f"{ahead}{dots.format(n=1)}", _dated
    slash = r"(?P<a{n}>\d{{1,2}})/(?P<b{n}>\d{{1,2}})(?:/(?P<y{n}>\d{{4}}|\d\d))?"
    yield f"{ahead}{slash.format(n=1)}(?:{sep}{slash.format(n=2)})?", _slashed
    part = f"(?:\\s+(?P<part>{one_of(words.parts_of_day)}))?"
    yield f"(?:{one_of(words.on)}\\s+)?(?P<from_now>{one_of(words.days_from_now)}){part}", _from_now
    yield f"(?P<tonight>{one_of(words.tonight)})", _tonight
    units = one_of((*words.days, *words.weeks, *words.months_long))
    number = rf"(?P<n>\d{{1,3}}|{one_of(words.numbers)})"
    yield f"{one_of(words.in_)}\\s+{number}\\s+(?P<unit>{units})(?:'s\\s+time)?", _in_a_while
    which = one_of((*words.this, *words.next))
    at_the = f"(?:(?:{one_of((*words.on, *words.at))}\\s+)?(?P<which>{which})\\s+)"
    yield f"{at_the}(?:{one_of(words.weekend)})", _weekend
    yield (
        f"(?:{one_of(words.on)}\\s+)?{one_of(words.the)}\\s+(?P<d1>\\d{{1,2}}){one_of(words.ordinals)}",
        _numbered,
    )
    days = "(?P<wd>" + weekday + ")\\.?"
    lead = f"(?:(?P<on>{one_of((*words.on, *words.from_))})\\s+)?(?:(?P<which>{which})\\s+)?"
    yield f"{lead}{days}{sep}(?P<wd2>{weekday})\\b(?!['’])", _weekday
    yield f"{lead}{days}(?!['’]\\w){part}", _weekday


def _am_pm(words: Words) -> str:
    return "|".join((one_of((*words.morning, *words.evening)), one_of(words.o_clock)))


def _dated(found: Found, about: Today) -> Days | None:
    """A date, or two, with the month as a word or a number; what the first lacks, the second says."""
    got = found.groupdict()
    if got.get("d2") is None:
        first = _next_such(got["d1"], got["m1"], got.get("y1"), about)
        return _checked(Days(first, first), got.get("wd"), about) if first else None
    months = [name for name in (got.get("m1"), got.get("m2")) if name]
    last_year = _year(got.get("y2"))
    first_year = _year(got.get("y1")) or last_year
    first = _next_such(got["d1"], months[0], str(first_year or ""), about)
    if first is None:
        return None
    last = _date(last_year or first.year, _month(months[-1], about), int(got["d2"]))
    if last and last < first and last_year is None:
        last = _date(first.year + 1, _month(months[-1], about), int(got["d2"]))
    if last is None or not first <= last:
        return None
    return _checked(Days(first, last), got.get("wd"), about)


def _slashed(found: Found, about: Today) -> Days | None:
    got = found.groupdict()
    pairs = [(got[f"a{n}"], got[f"b{n}"]) for n in (1, 2) if got[f"a{n}"]]
    turned = _turned(pairs, about.month_first)
    if turned is None:
        return None
    dates = [
        _next_such(day, month, got[f"y{n}"] or got["y2"], about) for n, (day, month) in enumerate(turned, 1)
    ]
    first, last = dates[0], dates[-1]
    if first is None or last is None or last < first:
        return None
    a, b = pairs[0]
    is_open = len(pairs) == 1 and int(a) <= 12 and int(b) <= 12 and a != b
    other = _next_such(turned[0][1], turned[0][0], got["y1"], about) if is_open else None
    return _checked(Days(first, last, other), got.get("wd"), about)


def _turned(pairs: list[tuple[str, str]], month_first: bool) -> list[tuple[str, str]] | None:
    """As (day, month): by the reader's habit, or the other way round where only that can be a date."""
    for is_month_first in (month_first, not month_first):
        found = [(b, a) if is_month_first else (a, b) for a, b in pairs]
        if all(1 <= int(month) <= 12 for _, month in found):
            return found
    return None


def _from_now(found: Found, about: Today) -> Days | None:
    away = about.words.days_from_now[key(found["from_now"])]
    day = about.today + timedelta(days=away)
    return Days(day, day, begins=_part(found, about))


def _tonight(found: Found, about: Today) -> Days | None:
    begins = about.words.tonight[key(found["tonight"])]
    return Days(about.today, about.today, begins=begins)


def _in_a_while(found: Found, about: Today) -> Days | None:
    words, unit = about.words, key(found["unit"])
    count = number(found["n"], words)
    if unit in words.months_long:
        day = _months_later(about.today, count)
    else:
        away = count * (A_WEEK if unit in words.weeks else 1)
        day = about.today + timedelta(days=away) if away <= MOST_DAYS_AWAY else None
    return Days(day, day) if day else None


def _weekend(found: Found, about: Today) -> Days | None:
    """This one, also while it lasts, or the one after the coming Sunday."""
    saturday = about.today + timedelta(days=WEEKEND - about.today.weekday())
    first = saturday if key(found["which"]) in about.words.this else saturday + timedelta(days=A_WEEK)
    return Days(max(first, about.today), first + timedelta(days=1))


def _numbered(found: Found, about: Today) -> Days | None:
    """ "the 12th": of this month, or of the first after it that has such a day."""
    day = int(found["d1"])
    for ahead in range(13):
        month = _months_later(about.today.replace(day=1), ahead)
        on = _date(month.year, month.month, day) if month else None
        if on and on >= about.today:
            return Days(on, on)
    return None


def _weekday(found: Found, about: Today) -> Days | None:
    if not _is_meant(found, about.words):
        return None
    named = about.words.weekdays[key(found["wd"])]
    until_then = (named - about.today.weekday()) % A_WEEK
    which = key(found["which"] or "")
    if which in about.words.next:
        until_then = A_WEEK - about.today.weekday() + named
    first = about.today + timedelta(days=until_then)
    if "wd2" not in found.re.groupindex:
        return Days(first, first, begins=_part(found, about), is_near=not which)
    lasts = (about.words.weekdays[key(found["wd2"])] - named) % A_WEEK
    return Days(first, first + timedelta(days=lasts))


def _is_meant(found: Found, words: Words) -> bool:
    """Whether a word like "sat" is a day here: said to be one, at an end, or beside a number or a day."""
    groups = found.groupdict()
    if key(found["wd"]) not in words.doubtful_weekdays or any(
        groups.get(name) for name in ("on", "which", "part", "wd2")
    ):
        return True
    after = found.string[found.end() :].lstrip(" ,")
    return not after or after[0] == TAKEN or after[0].isdigit() or bool(_a_place(words).match(after))


@lru_cache(maxsize=16)
def _a_place(words: Words) -> re.Pattern[str]:
    return re.compile(rf"(?:@|{one_of((*words.at, *words.from_, *words.for_))}\s)", re.IGNORECASE)


def _part(found: Found, about: Today) -> time | None:
    part = found["part"]
    return about.words.parts_of_day[key(part)] if part else None


def number(text: str, words: Words) -> int:
    """A count in digits or as a word."""
    return words.numbers.get(key(text), 0) or int(text)


def _checked(days: Days, weekday: str | None, about: Today) -> Days:
    named = about.words.weekdays[key(weekday)] if weekday else None
    return replace(days, named=named) if named not in (None, days.first.weekday()) else days


def _next_such(day: str, month: str, year: str | None, about: Today) -> date | None:
    """The date; without a year the next such, today included."""
    number_of_month = _month(month, about)
    if said := _year(year):
        return _date(said, number_of_month, int(day))
    for ahead in range(9):
        found = _date(about.today.year + ahead, number_of_month, int(day))
        if found and found >= about.today:
            return found
    return None


def _month(text: str, about: Today) -> int:
    return int(text) if text.isdigit() else about.words.months[key(text)]


def _year(text: str | None) -> int | None:
    if not text:
        return None
    return 2000 + int(text) if len(text) == 2 else int(text)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _months_later(day: date, months: int) -> date | None:
    """The same day so many months on, or the last of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    for shorter in range(4):
        if found := _date(day.year + years, month + 1, day.day - shorter):
            return found
    return None
