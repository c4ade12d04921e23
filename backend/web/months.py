"""Occurrences laid out by day: the weeks of a month, and the days of an agenda. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from backend.web import speech
from planner.queries.views import OccurrenceView

ONE_DAY = timedelta(days=1)
SHOWN_PER_DAY = 4


@dataclass(frozen=True, slots=True)
class Day:
    on: date
    is_outside: bool
    is_today: bool
    events: Sequence[OccurrenceView]

    @property
    def shown(self) -> Sequence[OccurrenceView]:
        return self.events if self.more == 0 else self.events[: SHOWN_PER_DAY - 1]

    @property
    def more(self) -> int:
        """How many find no room in the cell."""
        return len(self.events) - SHOWN_PER_DAY + 1 if len(self.events) > SHOWN_PER_DAY else 0


def first_of(day: date) -> date:
    return day.replace(day=1)


def next_month(first: date) -> date:
    return first_of(first + timedelta(days=31))


def previous_month(first: date) -> date:
    return first_of(first - ONE_DAY)


def bounds(first: date) -> tuple[date, date]:
    """The Monday on or before the first, and the Monday after the month's last day."""
    start = first - timedelta(days=first.weekday())
    after = next_month(first)
    return start, after + timedelta(days=-after.weekday() % 7)


def weeks(first: date, occurrences: Iterable[OccurrenceView], *, today: date) -> list[list[Day]]:
    """The month's weeks, Monday first, each day with all that touches it."""
    start, end = bounds(first)
    found = by_day(occurrences, start, end)
    days = [
        Day(on, is_outside=on.month != first.month, is_today=on == today, events=found.get(on, []))
        for on in _days(start, end)
    ]
    return [days[at : at + 7] for at in range(0, len(days), 7)]


def by_day(occurrences: Iterable[OccurrenceView], start: date, end: date) -> dict[date, list[OccurrenceView]]:
    """What touches each day from `start` up to `end`; days without anything are absent."""
    found: dict[date, list[OccurrenceView]] = {}
    for one in occurrences:
        for on in _days(max(start, one.start_local.date()), min(end, speech.last_day(one) + ONE_DAY)):
            found.setdefault(on, []).append(one)
    return dict(sorted(found.items()))


def _days(start: date, end: date) -> Iterator[date]:
    return (start + timedelta(days=n) for n in range((end - start).days))
