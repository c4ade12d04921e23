"""Days that are dates: "2026-12-12", "12 December", "Dec 24–26", "24.12.", "12/10"."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from planner.core.quick_add.line import Found, key, one_of
from planner.core.quick_add.meant import Days, Pattern, Today, between, date_of, optional
from planner.core.quick_add.words import Words

YEAR = r"(?:,?\s*(?P<y{n}>(?:19|20|21)\d\d)(?![\d:.]))?"
ISO = r"(?P<y{n}>\d{{4}})-(?P<m{n}>\d{{2}})-(?P<d{n}>\d{{2}})"
HOURS = r"\s*[–—-]\s*\d{{1,2}}(?![\d.])"
"""What makes the number before it the first of two hours: "24.12. 19-23"."""
DOTS = (
    r"(?P<d{n}>\d{{1,2}})\.\s?(?P<m{n}>\d{{1,2}})\."
    r"(?:\s?(?P<y{n}>\d{{4}}|\d\d(?![:.]?\d|h|" + HOURS + ")))?"
)
SLASH = r"(?P<a{n}>\d{{1,2}})/(?P<b{n}>\d{{1,2}})(?:/(?P<y{n}>\d{{4}}|\d\d))?"


def patterns(words: Words) -> Iterator[Pattern]:
    """The surest first."""
    sep = between(words)
    weekday, the = one_of(words.weekdays), optional(words.the)
    ahead = f"(?:{optional((*words.on, *words.from_))}(?:(?P<wd>{weekday})\\.?,?\\s+)?{the})"
    again = f"(?:{weekday}\\.?,?\\s+)?{the}"
    yield f"{ahead}{ISO.format(n=1)}(?:{sep}{again}{ISO.format(n=2)})?", _dated
    for written in _with_words(words, sep, again):
        yield ahead + written, _dated
    yield f"{ahead}{DOTS.format(n=1)}{sep}{DOTS.format(n=2)}", _dated
    yield f"{ahead}(?P<d1>\\d{{1,2}})\\.{sep}{DOTS.format(n=2)}", _dated
    yield f"{ahead}{DOTS.format(n=1)}", _dated
    yield f"{ahead}{SLASH.format(n=1)}(?:{sep}{SLASH.format(n=2)})?", _slashed


def _with_words(words: Words, sep: str, again: str) -> Iterator[str]:
    """A day and the name of its month in either order, once or from … to."""
    month = f"(?P<m{{n}}>{one_of(words.months)})\\.?"
    day = f"(?P<d{{n}}>\\d{{{{1,2}}}})(?:{one_of(words.ordinals)}|\\.)?"
    d1, d2 = (day.format(n=n) for n in (1, 2))
    y1, y2 = (YEAR.format(n=n) for n in (1, 2))
    m1, m2 = (month.format(n=n) for n in (1, 2))
    of_m1, of_m2 = (rf"(?:\s+{one_of(words.of)})?\s*{m}" for m in (m1, m2))
    yield f"{d1}{of_m1}{y1}{sep}{again}{d2}{of_m2}{y2}"
    yield f"{d1}{sep}{again}{d2}{of_m2}{y2}"
    yield f"{m1}\\s*{d1}{y1}{sep}{again}{m2}\\s*{d2}{y2}"
    endings = ("", ".", *words.ordinals, *(f" {of}" for of in words.of))
    no_day_before = "".join(rf"(?<!\d{re.escape(end)}\s)" for end in endings)
    yield f"{no_day_before}{m1}\\s*{d1}{sep}{d2}(?![:.]?\\d|\\s*(?:{_an_hour(words)})){y2}"
    yield f"{d1}{of_m1}{y1}"
    yield f"{m1}\\s*{d1}(?![:.]\\d|\\s*(?:{_an_hour(words)})){y1}"


def _an_hour(words: Words) -> str:
    """What makes the number before it an hour, not a day."""
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
    last = date_of(last_year or first.year, _month(months[-1], about), int(got["d2"]))
    if last and last < first and last_year is None:
        last = date_of(first.year + 1, _month(months[-1], about), int(got["d2"]))
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


def _checked(days: Days, weekday: str | None, about: Today) -> Days:
    named = about.words.weekdays[key(weekday)] if weekday else None
    return replace(days, named=named) if named not in (None, days.first.weekday()) else days


def _next_such(day: str, month: str, year: str | None, about: Today) -> date | None:
    """The date; without a year the next such, today included."""
    number_of_month = _month(month, about)
    if said := _year(year):
        return date_of(said, number_of_month, int(day))
    for ahead in range(9):
        found = date_of(about.today.year + ahead, number_of_month, int(day))
        if found and found >= about.today:
            return found
    return None


def _month(text: str, about: Today) -> int:
    return int(text) if text.isdigit() else about.words.months[key(text)]


def _year(text: str | None) -> int | None:
    if not text:
        return None
    return 2000 + int(text) if len(text) == 2 else int(text)
