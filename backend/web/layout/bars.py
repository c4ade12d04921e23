"""Events as bars over a row of days: what lasts several days keeps one lane, and nothing overlaps. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from backend.web import speech
from planner.queries.views import OccurrenceView

MOST_BARS = 50
"""Lanes at most: what finds no room in them has this one, and is counted instead of shown."""


@dataclass(frozen=True, slots=True)
class Bar:
    """Days count from 0, `last` included. `begins` and `ends` are false where it goes on beyond the row."""

    one: OccurrenceView
    lane: int
    first: int
    last: int
    begins: bool
    ends: bool

    @property
    def lasts(self) -> int:
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True)
class _Stretch:
    one: OccurrenceView
    first: int
    last: int
    begins: bool
    ends: bool


def bars(occurrences: Iterable[OccurrenceView], start: date, days: int) -> Sequence[Bar]:
    """Each in the highest lane that is free, of so many: the longer stand above, then the earlier."""
    found = (_stretch(one, start, days) for one in occurrences)
    taken: list[set[int]] = []
    laid = []
    for one in sorted((one for one in found if one), key=_order):
        covers = set(range(one.first, one.last + 1))
        lane = next((n for n, lane in enumerate(taken) if not lane & covers), len(taken))
        if lane < MOST_BARS:
            if lane == len(taken):
                taken.append(set())
            taken[lane] |= covers
        laid.append(Bar(one.one, lane, one.first, one.last, one.begins, one.ends))
    return laid


def _stretch(one: OccurrenceView, start: date, days: int) -> _Stretch | None:
    first, last = ((day - start).days for day in (one.start_local.date(), speech.last_day(one)))
    if last < 0 or first >= days:
        return None
    return _Stretch(one, max(first, 0), min(last, days - 1), begins=first >= 0, ends=last < days)


def _order(found: _Stretch) -> tuple[bool, int, int, bool, object]:
    """What goes over several days before what does not, whole days before hours."""
    lasts = found.last - found.first
    return lasts == 0, found.first, -lasts, not found.one.is_all_day, found.one.start_local
