"""The weeks of a year by month, each with its load as blocks. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from planner.core.priorities import WeekLoad

MOST_BLOCKS = 6
_MIDWEEK = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Week:
    """`blocks` are the classes of its worlds, lowest first."""

    load: WeekLoad
    blocks: Sequence[str]
    is_now: bool

    @property
    def is_quiet(self) -> bool:
        return not self.blocks


@dataclass(frozen=True, slots=True)
class Month:
    first: date
    weeks: Sequence[Week]


def months(loads: Iterable[WeekLoad], *, today: date) -> list[Month]:
    """Each week in the month that most of it lies in, as ISO 8601 counts the weeks of a year."""
    weeks = [
        Week(load, blocks(load), load.starts_on <= today < load.starts_on + timedelta(weeks=1))
        for load in loads
    ]
    by_month = groupby(weeks, key=lambda week: (week.load.starts_on + _MIDWEEK).replace(day=1))
    return [Month(first, list(found)) for first, found in by_month]


def blocks(load: WeekLoad, most: int = MOST_BLOCKS) -> Sequence[str]:
    """A class for each block, lowest first; of a very full week the share of each world is kept."""
    worlds = [("world-ours", load.ours), ("world-theirs", load.theirs), ("world-mine", load.mine)]
    total = sum(count for _, count in worlds)
    if total <= most:
        return [name for name, count in worlds for _ in range(count)]
    return [name for name, count in worlds for _ in range(_share(count, total, most))][:most]


def _share(count: int, total: int, most: int) -> int:
    return max(1, round(count * most / total)) if count else 0
