"""One line, as somebody writes it down, becomes the parts of an event; what nobody understands is its title.

Nothing is guessed in silence: every choice that was made for the writer is named in `doubts`.
"""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

from planner.core.calendar import zones
from planner.core.quick_add import days, repeats, times
from planner.core.quick_add.line import TAKEN, Line, Piece, compiled, in_order, one_of
from planner.core.quick_add.meant import Days, Today
from planner.core.quick_add.repeats import Repeats
from planner.core.quick_add.times import Lasts, Times
from planner.core.quick_add.words import Words

ONE_DAY = timedelta(days=1)
A_WEEK = 7
EVENING = time(17)
AN_EVENING, A_WHILE = timedelta(hours=3), timedelta(hours=1)


class Doubt(StrEnum):
    NO_TITLE = "no_title"
    NO_DAY = "no_day"
    DAY_TAKEN = "day_taken"
    """Only a time was said: the next day on which it is still ahead."""
    PAST = "past"
    OTHER_DAY = "other_day"
    """ "12/10" can be two days."""
    WEEKDAY = "weekday"
    """The weekday beside the date is another."""
    HOUR = "hour"
    """Morning or evening was not said."""
    PART_OF_DAY = "part_of_day"
    END = "end"


@dataclass(frozen=True, slots=True)
class Understood:
    """On the writer's clocks. No `starts`: whole days. An `ends` before `starts` is on the next day."""

    title: str
    first: date | None = None
    last: date | None = None
    starts: time | None = None
    ends: time | None = None
    location: str = ""
    rrule: str = ""
    kind: str = "other"
    doubts: tuple[Doubt, ...] = ()
    other_day: date | None = None
    pieces: tuple[Piece, ...] = ()
    """What was taken out of the line, in its order."""

    @property
    def is_all_day(self) -> bool:
        return self.starts is None

    @property
    def start(self) -> datetime | None:
        """The wall time at which it begins, midnight for whole days; None if no day is known."""
        return datetime.combine(self.first, self.starts or time()) if self.first else None

    @property
    def end(self) -> datetime | None:
        """The wall time at which it ends; for whole days the last day itself."""
        if self.last is None:
            return None
        end = datetime.combine(self.last, self.ends or time())
        return end + ONE_DAY if self.start and end < self.start else end


def understand(text: str, *, now: datetime, zone: ZoneInfo, words: Words, month_first: bool) -> Understood:
    """What a line says, read at `now` on the clocks of `zone`. Any text has an answer."""
    line = Line.of(text)
    wall = zones.wall_clock(now, zone)
    about = Today(wall.date(), month_first, words)
    repeat = repeats.take(line, words)
    until = days.take_until(line, about) if repeat else None
    count = repeats.take_times(line, words) if repeat and until is None else None
    on = days.take(line, about)
    lasts = times.take_lasting(line, words, after_a_time=False)
    at = times.take(line, words)
    if at and at.ends is None:
        at = replace(at, ends=times.take_end(line, words, at.starts))
        lasts = lasts or times.take_lasting(line, words, after_a_time=True)
    if at and on and on.first == on.last == about.today:
        at = times.later_today(at, wall.time())
    location = line.take_last("place", _place(words), "place")
    found = _when(on, at, lasts, repeat, wall)
    title = line.title
    return replace(
        found,
        title=title,
        location=location,
        rrule=_rule(repeat, until, count, found.first),
        kind=_kind(line.text, words),
        doubts=found.doubts if title else (Doubt.NO_TITLE, *found.doubts),
        pieces=tuple(in_order(line.pieces)),
    )


def _when(
    on: Days | None, at: Times | None, lasts: Lasts | None, repeat: Repeats | None, wall: datetime
) -> Understood:
    doubts: list[Doubt] = []
    begins = at.starts if at else on.begins if on else None
    if begins is None and lasts and lasts.time:
        lasts = Lasts(days=max(1, -(-lasts.time // ONE_DAY)))
    if at is None and begins:
        doubts.append(Doubt.PART_OF_DAY)
    if at and at.is_guess:
        doubts.append(Doubt.HOUR)
    first, last = _days(on, begins, repeat, wall, doubts)
    if first and lasts and lasts.days and first == last:
        last = first + (lasts.days - 1) * ONE_DAY
    if begins is None:
        return Understood("", first, last, doubts=tuple(doubts), other_day=on.other if on else None)
    ends, nights = _end(begins, at, lasts, doubts)
    if first and first == last:
        last = first + nights * ONE_DAY
    return Understood("", first, last, begins, ends, doubts=tuple(doubts), other_day=on.other if on else None)


def _days(
    on: Days | None, begins: time | None, repeat: Repeats | None, wall: datetime, doubts: list[Doubt]
) -> tuple[date | None, date | None]:
    today = wall.date()
    is_over = begins is not None and begins <= wall.time()
    if on is None:
        if repeat and repeat.weekdays:
            return _twice(_next_of(repeat.weekdays, today, is_over=is_over))
        if begins is None and repeat is None:
            doubts.append(Doubt.NO_DAY)
            return None, None
        doubts.append(Doubt.DAY_TAKEN)
        return _twice(today + ONE_DAY if is_over else today)
    if on.is_near and on.first == today and is_over:
        return _twice(today + A_WEEK * ONE_DAY)
    doubts += [
        doubt
        for doubt, holds in (
            (Doubt.PAST, on.last < today or (on.last == today and is_over)),
            (Doubt.OTHER_DAY, on.other is not None),
            (Doubt.WEEKDAY, on.named is not None),
        )
        if holds
    ]
    return on.first, on.last


def _twice(day: date) -> tuple[date, date]:
    return day, day


def _next_of(weekdays: tuple[int, ...], today: date, *, is_over: bool) -> date:
    """The first of these weekdays from today on; not today if the time is over."""
    ahead = range(1 if is_over else 0, A_WEEK + 1)
    return next(day for n in ahead if (day := today + n * ONE_DAY).weekday() in weekdays)


def _end(begins: time, at: Times | None, lasts: Lasts | None, doubts: list[Doubt]) -> tuple[time, int]:
    """The end, and how many nights later it comes where the clock alone does not say so."""
    if at and at.ends is not None:
        return at.ends, 0
    start = datetime.combine(date(2000, 1, 1), begins)
    if lasts and lasts.time:
        end = start + lasts.time
    else:
        doubts.append(Doubt.END)
        end = start + (AN_EVENING if begins >= EVENING else A_WHILE)
    nights = (end.date() - start.date()).days
    # An end that the clock shows before the start says by itself that it is one night later.
    is_said = nights == 1 and end.time() < begins
    return end.time(), 0 if is_said else nights


def _rule(repeat: Repeats | None, until: date | None, count: int | None, first: date | None) -> str:
    if repeat is None:
        return ""
    if until and (first is None or until >= first):
        return f"{repeat.rrule};UNTIL={until:%Y%m%d}"
    return f"{repeat.rrule};COUNT={count}" if count else repeat.rrule


@lru_cache(maxsize=8)
def _place(words: Words) -> re.Pattern[str]:
    """ "at Kolbe's" or "@ Kolbe's", up to what was understood, a comma, or a word that ends a place."""
    stops = rf"\s*(?:[{TAKEN},;]|$)|\s{one_of(words.place_ends)}\s"
    at = rf"(?:(?<![^\s{TAKEN},;]){one_of(words.at)}\s+|(?<![^\s{TAKEN},;])@\s*)"
    return re.compile(
        rf"{at}(?P<place>(?:(?!{stops}|\s{one_of(words.at)}\s|\s@)[^{TAKEN}])*\w[^\s{TAKEN},;]*)(?={stops})",
        re.IGNORECASE,
    )


def _kind(text: str, words: Words) -> str:
    plain = text.replace("’", "'")
    return next((kind for kind, pattern in _kinds(words) if pattern.search(plain)), "other")


@lru_cache(maxsize=8)
def _kinds(words: Words) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((kind, compiled(one_of(names))) for kind, names in words.kinds)
