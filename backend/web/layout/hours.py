"""A week as hours by days: where each event stands, beside what overlaps it. Pure.

Rows are quarters of an hour since the day's midnight as time passes, not as clocks show it: on the night on
which they go back the week has an hour more, on the other that day has a gap. An evening belongs to the day
on which it begins, also past midnight, so the last rows may lie beyond it.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from backend.web import speech
from backend.web.layout.bars import MOST_BARS, Bar, bars
from backend.web.layout.days import DAYS_PER_WEEK, ONE_DAY, between
from planner.core.calendar import zones
from planner.core.visibility import Shown
from planner.queries.views import OccurrenceView

QUARTER = timedelta(minutes=15)
HOUR = 4
DAY = 24 * HOUR
LEAST_TALL = 3
"""Rows of the shortest event, so that a thumb can hit it."""
USUAL = (7 * HOUR, 22 * HOUR)
"""What is shown at least, of every day."""
LATEST = DAY + 6 * HOUR
MOST_LANES = 3
COLUMNS = 12
"""Lanes are counted in twelfths of a day's width."""
RAIL = 2
"""What a busy time keeps for itself at the side, where something else takes place in it."""


@dataclass(frozen=True, slots=True)
class Block:
    """Rows from 0 at the top; `lane` and `width` in twelfths."""

    one: OccurrenceView
    row: int
    rows: int
    lane: int
    width: int
    begins: bool
    """False if it began before the first day shown."""

    @property
    def is_rail(self) -> bool:
        return self.width == RAIL and self.one.shown is Shown.BUSY


@dataclass(frozen=True, slots=True)
class Stretch:
    """Rows of a day on which there is no such time, or the row of this moment (`rows` is 0)."""

    row: int
    rows: int


@dataclass(frozen=True, slots=True)
class Column:
    on: date
    is_today: bool
    blocks: Sequence[Block]
    more: int
    """How many find no room beside the others."""
    gap: Stretch | None
    now: Stretch | None


@dataclass(frozen=True, slots=True)
class Hour:
    """A line of the scale."""

    row: int
    clock: time
    is_next_day: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    columns: Sequence[Column]
    bars: Sequence[Bar]
    hours: Sequence[Hour]
    rows: int


@dataclass(frozen=True, slots=True)
class Scale:
    """How time passed becomes rows: from `at` on, `extra` more on other days, `lost` more on the day `on`."""

    at: int = 0
    extra: int = 0
    lost: int = 0
    on: date | None = None

    def row(self, quarters: int, day: date, *, is_end: bool = False) -> int:
        is_past = quarters > self.at if is_end else quarters >= self.at
        if day == self.on:
            return quarters + (self.lost if is_past else 0)
        return quarters + (self.extra if is_past else 0)


@dataclass(frozen=True, slots=True)
class _Placed:
    one: OccurrenceView
    top: int
    bottom: int
    begins: bool = True

    def overlaps(self, other: "_Placed") -> bool:
        return self.top < other.bottom and other.top < self.bottom


def grid(
    occurrences: Iterable[OccurrenceView],
    start: date,
    *,
    now: datetime,
    zone: ZoneInfo,
    days: int = DAYS_PER_WEEK,
) -> Grid:
    """The days from `start`. What takes whole days, or more than an evening, lies above as a bar."""
    found = list(occurrences)
    above = [one for one in found if _is_bar(one)]
    timed = [one for one in found if not _is_bar(one)]
    ons = list(between(start, start + days * ONE_DAY))
    scale = _scale(ons, zone)
    placed = {on: _placed(on, timed, scale, zone, is_first=on == start) for on in ons}
    top, bottom = _shown(one for day in placed.values() for one in day)
    columns = [_column(on, placed[on], scale, top, bottom, now=now, zone=zone) for on in ons]
    laid = bars(above, start, days)
    beyond = Counter(bar.first for bar in laid if bar.lane == MOST_BARS)
    columns = [replace(one, more=one.more + beyond[n]) for n, one in enumerate(columns)]
    shown = [bar for bar in laid if bar.lane < MOST_BARS]
    return Grid(columns, shown, _hours(scale, top, bottom), bottom - top)


def _is_bar(one: OccurrenceView) -> bool:
    return one.is_all_day or speech.last_day(one) > one.start_local.date()


def _scale(days: Iterable[date], zone: ZoneInfo) -> Scale:
    """The change of the clocks among these days, if there is one."""
    for on in days:
        midnight, following = _midnight(on, zone), _midnight(on + ONE_DAY, zone)
        off = (following - midnight) // QUARTER - DAY
        if not off:
            continue
        at = next(n for n in range(DAY) if _shows(midnight + n * QUARTER, zone) != _wall_quarter(n))
        return Scale(at, off, 0, on) if off > 0 else Scale(at, 0, -off, on)
    return Scale()


def _shows(moment: datetime, zone: ZoneInfo) -> time:
    return zones.wall_clock(moment, zone).time()


def _wall_quarter(quarters: int) -> time:
    return time(quarters % DAY // HOUR, quarters % HOUR * 15)


def _midnight(on: date, zone: ZoneInfo) -> datetime:
    return zones.instant(datetime.combine(on, time()), zone)


def _placed(
    on: date, timed: Iterable[OccurrenceView], scale: Scale, zone: ZoneInfo, *, is_first: bool
) -> list[_Placed]:
    midnight = _midnight(on, zone)
    here = [one for one in timed if one.start_local.date() == on]
    found = [_rows(one, on, midnight, scale) for one in here]
    if is_first:
        # The evening before is not shown, so what is left of it is.
        over = [one for one in timed if one.start_local.date() < on and one.ends_at > midnight]
        found += [_rows(one, on, midnight, scale, begins=False) for one in over]
    return sorted(found, key=lambda one: (one.top, -one.bottom))


def _rows(one: OccurrenceView, on: date, midnight: datetime, scale: Scale, *, begins: bool = True) -> _Placed:
    first = max(0, (one.starts_at - midnight) // QUARTER)
    last = -((midnight - one.ends_at) // QUARTER)
    top = scale.row(first, on)
    bottom = max(scale.row(min(last, LATEST), on, is_end=True), top + LEAST_TALL)
    return _Placed(one, top, bottom, begins)


def _shown(placed: Iterable[_Placed]) -> tuple[int, int]:
    """The rows to show of every day, in whole hours."""
    found = list(placed)
    top = min((one.top for one in found), default=USUAL[0])
    bottom = max((one.bottom for one in found), default=USUAL[1])
    return min(USUAL[0], top // HOUR * HOUR), max(USUAL[1], -(-bottom // HOUR) * HOUR)


def _column(
    on: date, placed: Sequence[_Placed], scale: Scale, top: int, bottom: int, *, now: datetime, zone: ZoneInfo
) -> Column:
    blocks, more = _side_by_side(placed, top)
    gap = Stretch(scale.at - top, scale.lost) if on == scale.on and scale.lost and scale.at >= top else None
    passed = (now - _midnight(on, zone)) // QUARTER
    is_today = zones.wall_clock(now, zone).date() == on
    row = scale.row(passed, on) - top
    marks_now = is_today and 0 <= row < bottom - top
    return Column(on, is_today, blocks, more, gap, Stretch(row, 0) if marks_now else None)


def _side_by_side(placed: Sequence[_Placed], top: int) -> tuple[list[Block], int]:
    """Each as wide as what overlaps it leaves room for, and how many are left out.

    When the other is busy is a ground on which the rest stands: it never makes an event narrow.
    """
    busy = [one for one in placed if one.one.shown is Shown.BUSY]
    others = [one for one in placed if one.one.shown is not Shown.BUSY]
    blocks = [_ground(one, others, top) for one in busy]
    more = 0
    for cluster in _clusters(others):
        lanes, left_out = _lanes(cluster)
        side = RAIL if any(one.overlaps(other) for one in cluster for other in busy) else 0
        blocks += [_block(one, n, lanes, side, top) for n, lane in enumerate(lanes) for one in lane]
        more += left_out
    return sorted(blocks, key=lambda block: (block.row, block.lane)), more


def _ground(one: _Placed, others: Sequence[_Placed], top: int) -> Block:
    width = RAIL if any(one.overlaps(other) for other in others) else COLUMNS
    return Block(one.one, one.top - top, one.bottom - one.top, 0, width, one.begins)


def _lanes(cluster: Sequence[_Placed]) -> tuple[list[list[_Placed]], int]:
    """Side by side, each in the first lane that is free, and how many find none."""
    lanes: list[list[_Placed]] = []
    left_out = 0
    for one in cluster:
        lane = next((lane for lane in lanes if lane[-1].bottom <= one.top), None)
        if lane is not None:
            lane.append(one)
        elif len(lanes) < MOST_LANES:
            lanes.append([one])
        else:
            left_out += 1
    return lanes, left_out


def _clusters(placed: Sequence[_Placed]) -> list[list[_Placed]]:
    """Parted where nothing overlaps."""
    clusters: list[list[_Placed]] = []
    bottom = -1
    for one in placed:
        if one.top >= bottom:
            clusters.append([])
        clusters[-1].append(one)
        bottom = max(bottom, one.bottom)
    return clusters


def _block(one: _Placed, lane: int, lanes: Sequence[Sequence[_Placed]], side: int, top: int) -> Block:
    """Into the lanes beside it, as far as they are free."""
    free = 1
    for beside in lanes[lane + 1 :]:
        if any(one.overlaps(other) for other in beside):
            break
        free += 1
    width = (COLUMNS - side) // len(lanes)
    return Block(one.one, one.top - top, one.bottom - one.top, side + lane * width, free * width, one.begins)


def _hours(scale: Scale, top: int, bottom: int) -> list[Hour]:
    """The scale at the side; hours are named as the clocks of most days show them."""
    found = []
    for row in range(top, bottom, HOUR):
        quarters = row - (scale.extra if scale.extra and row >= scale.at else 0)
        found.append(Hour(row - top, _wall_quarter(quarters), quarters >= DAY))
    return found
