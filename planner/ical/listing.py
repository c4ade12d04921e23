"""What a file that was read comes to in a window: its occurrences as plain rows, within bounds.

Each rule may take an equal part of the steps that are left, the rarest first, so that one which repeats every
second can cut only itself.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from planner.core.calendar import masters, recurrence, spans, zones
from planner.core.calendar.allowance import STEPS, Allowance
from planner.core.calendar.events import Component, EventObject, Occurrence
from planner.ical.component import MESSAGES
from planner.ical.parsed import Parsed, Problem
from planner.ical.read import is_made_up

Row = tuple[str, str, str]
MOST = 50_000
"""Occurrences of one event."""
STEPS_OF_ALL = 250_000
"""About a second of walking, for all rules of a file together."""
STEPS_OF_BUSY = 100_000
"""Of these, for the rules that name several times a day."""


@dataclass(frozen=True, slots=True)
class Listing:
    """The occurrences by their start; what repeats too often to be listed whole is among the problems."""

    occurrences: tuple[Occurrence, ...]
    problems: tuple[Problem, ...]

    @property
    def rows(self) -> list[Row]:
        """(uid, start, end), sorted: UTC where there is a zone, else the wall clock; a day as YYYYMMDD.

        They say what the file says: an event without a UID has none here, and a day that ends on the day it
        begins is not yet the whole day that the calendar shows.
        """
        return sorted(_row(one) for one in self.occurrences)


def of(parsed: Parsed, start_at: datetime, end_at: datetime) -> Listing:
    """Everything in the file that starts in the window, which is half-open and aware UTC."""
    found: list[Occurrence] = []
    problems = list(parsed.problems)
    for event, allowance in _in_turn([one.event for one in parsed.objects]):
        # At home in UTC, floating values stay as they were written.
        listed = recurrence.occurrences(
            event, start_at, end_at, home=zones.UTC_ZONE, limit=MOST, allowance=allowance
        )
        found += listed
        if len(listed) == MOST or allowance.is_spent:
            problems.append(Problem(event.uid, event.summary, "too_often", MESSAGES["too_often"]))
    found.sort(key=lambda one: (one.starts_at, one.uid, one.recurrence_id))
    return Listing(tuple(found), tuple(problems))


def _in_turn(events: Iterable[EventObject]) -> Iterator[tuple[EventObject, Allowance]]:
    left, waiting = STEPS_OF_ALL, sorted(((_density(event), at, event) for at, event in enumerate(events)))
    repeating = sum(event.is_recurring for _, _, event in waiting)
    for density, _, event in waiting:
        left = min(left, STEPS_OF_BUSY) if density > 1 else left
        allowance = Allowance(min(STEPS, left // max(1, repeating)))
        granted = allowance.left
        yield event, allowance
        left -= granted - max(0, allowance.left)
        repeating -= event.is_recurring


def _density(event: EventObject) -> float:
    return sum(rule.density for one in event.masters for rule in masters.rules_of(one))


def _row(one: Occurrence) -> Row:
    uid = "" if is_made_up(one.uid) else one.uid
    if not one.is_all_day:
        return uid, _date_time(one.starts_at), _date_time(one.ends_at)
    ends_at = one.starts_at if _ends_at_once(one.component) else one.ends_at
    return uid, _date(one.starts_at), _date(ends_at)


def _ends_at_once(component: Component) -> bool:
    return component.end is not None and spans.between(component.start, component.end) <= spans.NO_TIME


def _date(moment: datetime) -> str:
    return f"{moment.year:04d}{moment.month:02d}{moment.day:02d}"


def _date_time(moment: datetime) -> str:
    return f"{_date(moment)}T{moment.hour:02d}{moment.minute:02d}{moment.second:02d}"
