"""Many events' occurrences in a window, within bounds: no flood of one event hides the others.

The events of one owner share a budget. Those that happen once a day or less come first, the rarest of all at
the head, and each may take an equal part of what is left; what happens more often shares the rest. So what is
rare is always there, and only what happens all the time is cut.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from operator import itemgetter
from typing import TypeVar
from zoneinfo import ZoneInfo

from planner.core.calendar import masters, recurrence
from planner.core.calendar.allowance import Allowance
from planner.core.calendar.events import EventObject, Occurrence

Key = TypeVar("Key")
Of = tuple[Key, EventObject]
PER_DAY = 48
"""Of one event on one day: every half hour is there whole."""
LEAST, A_DAY = 2_000, 50
"""Of all of an owner's events in a window: an ordinary week has fifty, a window at least two thousand."""
STEPS_EACH = 12
"""What finding one may cost on average; a weekly event begun years ago needs two."""


def budget(start_at: datetime, end_at: datetime) -> int:
    """How many occurrences one owner may have in a window."""
    return max(LEAST, A_DAY * ((end_at - start_at) // timedelta(days=1)))


def occurrences(
    events: Iterable[Of[Key]], start_at: datetime, end_at: datetime, *, home: ZoneInfo
) -> Iterator[tuple[Key, Occurrence]]:
    """What starts in the window of one owner's events, with whatever key each event came with."""
    room = budget(start_at, end_at)
    steps = room * STEPS_EACH
    for tied, (key, event) in _in_turn(list(events)):
        allowance = Allowance(steps // tied)
        steps -= allowance.left
        found = recurrence.occurrences(
            event,
            start_at,
            end_at,
            home=home,
            limit=-(-room // tied),
            per_day=PER_DAY,
            allowance=allowance,
        )
        steps += max(0, allowance.left)
        room -= len(found)
        for one in found:
            yield key, one


def _in_turn(events: list[Of[Key]]) -> Iterator[tuple[int, Of[Key]]]:
    """Each event with the number of those that share what is left: first all that happen daily at most."""
    waiting = sorted(((_density(one[1]), one) for one in events), key=itemgetter(0))
    daily = sum(density <= 1 for density, _ in waiting)
    for place, (_, one) in enumerate(waiting):
        yield (daily if place < daily else len(waiting)) - place, one


def _density(event: EventObject) -> float:
    return sum(rule.density for one in event.masters for rule in masters.rules_of(one))
