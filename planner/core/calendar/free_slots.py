"""When two people are both free: moments on a half-hour grid, inside the waking hours of both."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from operator import itemgetter
from zoneinfo import ZoneInfo

from planner.core.calendar import zones
from planner.core.calendar.spans import ONE_DAY

QUARTER = timedelta(minutes=15)
"""How long a talk is."""
GRID = timedelta(minutes=30)
MARGIN = timedelta(minutes=15)
"""Room to arrive before, and to breathe after, what is in the calendar."""
WAKING = time(8), time(21)
GOOD_TIMES = time(18, 30), time(12, 30)
"""After work, else over lunch: of each day what lies nearest to these is offered, and nothing else."""
APART = timedelta(hours=2)

Busy = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Hours:
    """Somebody's waking hours, on the clocks of their zone; they may reach past midnight."""

    zone: ZoneInfo
    begin: time = WAKING[0]
    end: time = WAKING[1]

    def hold(self, start_at: datetime, end_at: datetime) -> bool:
        """Whether they are awake from one moment to the other."""
        start, end = (zones.wall_clock(at, self.zone) for at in (start_at, end_at))
        if self.begin == self.end:
            return True
        # The waking day that the start falls into began today, or yesterday if it reaches past midnight.
        begins = datetime.combine(start.date(), self.begin)
        if start < begins and self.end < self.begin:
            begins -= ONE_DAY
        ends = datetime.combine(begins.date(), self.end)
        if self.end < self.begin:
            ends += ONE_DAY
        return begins <= start and end <= ends


def slots(
    busy: Iterable[Busy], start_at: datetime, end_at: datetime, *, hours: Sequence[Hours], length: timedelta
) -> Iterator[datetime]:
    """The starts of free times, the nearest first: of each day, as the first of `hours` counts it, two."""
    blocks = _merged(busy)
    zone = hours[0].zone
    for on in _days(zones.wall_clock(start_at, zone).date(), zones.wall_clock(end_at, zone).date()):
        free = [
            at
            for at in _grid(on, zone)
            if start_at <= at
            and at + length <= end_at
            and all(one.hold(at, at + length) for one in hours)
            and not _meets(blocks, at - MARGIN, at + length + MARGIN)
        ]
        yield from sorted(_chosen(free, on, zone))


def _chosen(free: Sequence[datetime], on: date, zone: ZoneInfo) -> Iterator[datetime]:
    """Nearest to each good time one, unless it lies beside one that was chosen."""
    chosen: list[datetime] = []
    for good in GOOD_TIMES:
        wanted = zones.instant(datetime.combine(on, good), zone)
        nearest = min(((abs(at - wanted), at) for at in free), default=(None, None))[1]
        if nearest and all(abs(nearest - other) >= APART for other in chosen):
            chosen.append(nearest)
            yield nearest


def _merged(busy: Iterable[Busy]) -> list[Busy]:
    """The same times in order, none touching another."""
    merged: list[Busy] = []
    for start_at, end_at in sorted(busy):
        if merged and start_at <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(merged[-1][1], end_at)
        else:
            merged.append((start_at, end_at))
    return merged


def _meets(blocks: Sequence[Busy], start_at: datetime, end_at: datetime) -> bool:
    """Whether one of the merged blocks overlaps: of those that begin earlier, the last one ends last."""
    before = bisect_left(blocks, end_at, key=itemgetter(0))
    return before > 0 and blocks[before - 1][1] > start_at


def _grid(on: date, zone: ZoneInfo) -> Iterator[datetime]:
    """The half hours of a day as its clocks show them, each moment once."""
    walls = (datetime.combine(on, time()) + GRID * step for step in range(ONE_DAY // GRID))
    return iter(dict.fromkeys(zones.instant(wall, zone) for wall in walls))


def _days(first: date, last: date) -> Iterator[date]:
    return (first + ONE_DAY * step for step in range((last - first).days + 1))
