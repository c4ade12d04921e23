"""A month as weeks of days, with its events as bars and chips. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from backend.web import speech
from backend.web.layout.bars import Bar, bars
from backend.web.layout.days import DAYS_PER_WEEK, ONE_DAY, between, week_of
from planner.core.visibility import Shown
from planner.queries.views import OccurrenceView

SHOWN_PER_DAY = 4


@dataclass(frozen=True, slots=True)
class Slot:
    """A line of a day's cell: a bar or a part of it, or room below one that goes on elsewhere."""

    bar: Bar | None
    is_first: bool = False
    is_last: bool = False

    @property
    def carries_title(self) -> bool:
        """Whether its title stands here: where it begins, or where the week does."""
        return self.bar is not None and self.is_first

    @property
    def comes_from_before(self) -> bool:
        return self.bar is not None and (not self.is_first or not self.bar.begins)

    @property
    def goes_on(self) -> bool:
        return self.bar is not None and (not self.is_last or not self.bar.ends)


@dataclass(frozen=True, slots=True)
class Day:
    on: date
    is_outside: bool
    is_today: bool
    slots: Sequence[Slot]
    more: int
    """How many find no room in the cell."""


@dataclass(frozen=True, slots=True)
class Week:
    first: date
    number: int
    days: Sequence[Day]


def first_of(day: date) -> date:
    return day.replace(day=1)


def next_month(first: date) -> date:
    return first_of(first + timedelta(days=31))


def previous_month(first: date) -> date:
    return first_of(first - ONE_DAY)


def bounds(first: date, first_weekday: int = 0) -> tuple[date, date]:
    """From the beginning of the week of the first day up to the end of the week of the last."""
    last_week = week_of(next_month(first) - ONE_DAY, first_weekday)
    return week_of(first, first_weekday), last_week + timedelta(days=DAYS_PER_WEEK)


def weeks(
    first: date, occurrences: Iterable[OccurrenceView], *, today: date, first_weekday: int = 0
) -> list[Week]:
    """The month's weeks, each day with all that touches it."""
    start, end = bounds(first, first_weekday)
    found = _by_week(occurrences, start, end)
    return [_week(monday, first, touching, today) for monday, touching in found.items()]


def _by_week(
    occurrences: Iterable[OccurrenceView], start: date, end: date
) -> Mapping[date, Sequence[OccurrenceView]]:
    """What touches each week from `start` up to `end`, by the week's first day."""
    found: dict[date, list[OccurrenceView]] = {monday: [] for monday in between(start, end, DAYS_PER_WEEK)}
    for one in occurrences:
        begins = week_of(max(start, one.start_local.date()), start.weekday())
        for monday in between(begins, min(end, speech.last_day(one) + ONE_DAY), DAYS_PER_WEEK):
            found[monday].append(one)
    return found


def _week(start: date, month: date, occurrences: Iterable[OccurrenceView], today: date) -> Week:
    laid = bars(occurrences, start, DAYS_PER_WEEK)
    days = [
        _day(on, [bar for bar in laid if bar.first <= n <= bar.last], n, month, today)
        for n, on in enumerate(between(start, start + timedelta(days=DAYS_PER_WEEK)))
    ]
    # ISO 8601 numbers a week by its Thursday.
    thursday = start + timedelta(days=(3 - start.weekday()) % DAYS_PER_WEEK)
    return Week(start, thursday.isocalendar().week, days)


def _day(on: date, here: Sequence[Bar], column: int, month: date, today: date) -> Day:
    lanes = {bar.lane: bar for bar in here}
    deepest = max(lanes, default=-1) + 1
    room = SHOWN_PER_DAY
    if deepest > SHOWN_PER_DAY:
        room -= 1
        lanes = _named_first(lanes, room)
    slots = [
        Slot(bar, bar.first == column, bar.last == column) if (bar := lanes.get(lane)) else Slot(None)
        for lane in range(min(deepest, room))
    ]
    return Day(
        on,
        is_outside=on.month != month.month,
        is_today=on == today,
        slots=slots,
        more=sum(bar.lane >= room for bar in here),
    )


def _named_first(lanes: Mapping[int, Bar], room: int) -> dict[int, Bar]:
    """The day's lanes where not all find room: what says "Busy" alone gives way to what has a name.

    What goes on over other days keeps its lane, and what is shown stays in the order of the day.
    """
    free = sorted(lane for lane, bar in lanes.items() if bar.lasts == 1)
    named = sorted(free, key=lambda lane: lanes[lane].one.shown is Shown.BUSY)
    shown = sum(lane < room for lane in free)
    order = sorted(named[:shown]) + sorted(named[shown:])
    moved = {lane: replace(lanes[old], lane=lane) for lane, old in zip(free, order, strict=True)}
    return {**lanes, **moved}
