"""Occurrences by the days that they touch. Pure."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from backend.web import speech
from planner.queries.views import OccurrenceView

ONE_DAY = timedelta(days=1)
DAYS_PER_WEEK = 7


def by_day(occurrences: Iterable[OccurrenceView], start: date, end: date) -> dict[date, list[OccurrenceView]]:
    """What touches each day from `start` up to `end`; days without anything are absent."""
    found: dict[date, list[OccurrenceView]] = {}
    for one in occurrences:
        for on in between(max(start, one.start_local.date()), min(end, speech.last_day(one) + ONE_DAY)):
            found.setdefault(on, []).append(one)
    return dict(sorted(found.items()))


def between(start: date, end: date) -> Iterator[date]:
    return (start + timedelta(days=n) for n in range((end - start).days))


def week_of(day: date, first_weekday: int) -> date:
    """The day on which the week begins that this day lies in."""
    return day - timedelta(days=(day.weekday() - first_weekday) % DAYS_PER_WEEK)
