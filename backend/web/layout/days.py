"""Occurrences by the days that they touch. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from backend.web import speech
from planner.queries.views import OccurrenceView

ONE_DAY = timedelta(days=1)
DAYS_PER_WEEK = 7
MOST_A_DAY = 50
"""Of each of the two: a page grows no longer than somebody reads, and neither floods the other's."""


@dataclass(slots=True)
class Held:
    """What touches a day, in order, and how much more there is."""

    events: list[OccurrenceView] = field(default_factory=list)
    more: int = 0


def by_day(occurrences: Iterable[OccurrenceView], start: date, end: date) -> dict[date, Held]:
    """What touches each day from `start` up to `end`; days without anything are absent."""
    found: defaultdict[date, Held] = defaultdict(Held)
    counted: defaultdict[tuple[date, bool], int] = defaultdict(int)
    for one in occurrences:
        for on in between(max(start, one.start_local.date()), min(end, speech.last_day(one) + ONE_DAY)):
            counted[on, one.is_mine] += 1
            if counted[on, one.is_mine] <= MOST_A_DAY:
                found[on].events.append(one)
            else:
                found[on].more += 1
    return dict(sorted(found.items()))


def filled(held: Mapping[date, Held], most: int) -> date | None:
    """The first day that no longer fits beside the days before it; the first of all always does."""
    total = 0
    for on, each in held.items():
        total += len(each.events)
        if total > most and total > len(each.events):
            return on
    return None


def between(start: date, end: date, step: int = 1) -> Iterator[date]:
    """Each day from `start` up to `end`, or every so many."""
    return (start + timedelta(days=n) for n in range(0, (end - start).days, step))


def week_of(day: date, first_weekday: int) -> date:
    """The day on which the week begins that this day lies in."""
    return day - timedelta(days=(day.weekday() - first_weekday) % DAYS_PER_WEEK)
