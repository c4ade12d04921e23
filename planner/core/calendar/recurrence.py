"""From an event to its dated occurrences, in a window, with a limit.

A rule is walked on the naive wall clock of its own zone and each moment is localised afterwards, so a ten
o'clock event stays at ten. A window selects by start and is half-open.
"""

import heapq
from bisect import bisect_right
from collections import deque
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from functools import lru_cache
from itertools import islice, takewhile
from operator import attrgetter
from zoneinfo import ZoneInfo

from planner.core.calendar import masters, spans, zones
from planner.core.calendar.allowance import Allowance
from planner.core.calendar.events import Component, EventObject, Occurrence, When, occurrence_key
from planner.core.calendar.rrules import Rule
from planner.core.calendar.walk import last_by_count, walk

LIMIT = 1000
STEPS_TO_LAST = 5_000  # who counts further is taken for endless
_ORDER = attrgetter("starts_at", "uid", "recurrence_id")
_ANYWHERE = timedelta(hours=14)  # how far a floating time can lie from UTC
_HORIZONS = tuple(timedelta(days=365 * years) for years in (1, 20, 400))


def occurrences(
    event: EventObject,
    start_at: datetime,
    end_at: datetime,
    *,
    home: ZoneInfo,
    limit: int = LIMIT,
    per_day: int | None = None,
    allowance: Allowance | None = None,
) -> list[Occurrence]:
    """The occurrences that start in the window, in order; floating values and dates are read at `home`.

    `per_day` keeps the first of each day on the event's own clock and passes over the rest.
    """
    allowance, changed = allowance or Allowance(), masters.latest_overrides(event)
    found = [one for one in _overrides(changed, home) if start_at <= one.starts_at < end_at]
    for series in masters.all_series(event, changed, home, allowance):
        found += _first(series, _in_window(series, start_at, end_at, per_day, allowance), limit)
    return sorted(found, key=_ORDER)[:limit]


def find(event: EventObject, recurrence_id: str, *, home: ZoneInfo) -> Occurrence | None:
    """The occurrence of that name, wherever an override has moved it; None if it does not take place."""
    allowance, changed = Allowance(), masters.latest_overrides(event)
    if recurrence_id in changed:
        return next(_overrides({recurrence_id: changed[recurrence_id]}, home), None)
    for series in masters.all_series(event, changed, home, allowance):
        wall = _wall_of_key(recurrence_id) if recurrence_id else series.master.start.wall
        if wall is None:
            continue
        for one in _walls(series, wall, wall, allowance):
            found = _describe(series, one)
            if found and found.recurrence_id == recurrence_id:
                return found
    return None


def next_from(
    event: EventObject, at: datetime, *, home: ZoneInfo, allowance: Allowance | None = None
) -> Occurrence | None:
    """The first occurrence that starts at `at` or later, looking four centuries ahead at most."""
    for horizon in _HORIZONS:
        found = occurrences(event, at, zones.later(at, horizon), home=home, limit=1, allowance=allowance)
        if found:
            return found[0]
    return None


def bounds(event: EventObject) -> tuple[datetime, datetime | None]:
    """The earliest start and the last end that any reader can see; None for a series without end.

    Conservative: floating values and dates are widened by 14 hours, EXDATEs do not count.
    """
    moves, longest = _futures_reach(event)
    edges = [_bounds_of_component(one) for one in event.components]
    starts_at = zones.later(min(start for start, _ in edges), -moves)
    ends = [end for _, end in edges]
    if None in ends:
        return starts_at, None
    return starts_at, zones.later(zones.later(max(end for end in ends if end is not None), moves), longest)


def _futures_reach(event: EventObject) -> tuple[timedelta, timedelta]:
    """How far RANGE=THISANDFUTURE may move what follows, and how long that may last."""
    futures = [one for one in event.overrides if one.this_and_future]
    if not futures or event.master is None:
        return spans.NO_TIME, spans.NO_TIME
    moves = max(masters.reach(event.master, one) for one in futures)
    alone = len(event.masters) == 1
    return moves if alone else moves + masters.BETWEEN_CLOCKS, max(map(spans.length, futures))


def _first(series: masters.Series, found: Iterator[Occurrence], limit: int) -> list[Occurrence]:
    """The `limit` that start first, and perhaps some more: near a jump the order of the clock is another."""
    first = list(islice(found, limit))
    if not first or len(first) < limit:
        return first
    latest = max(one.starts_at for one in first)
    slack = 2 * _reach(series) + zones.clock_change(latest, series.tz)
    if slack:
        first += takewhile(lambda one: one.starts_at <= zones.later(latest, slack), found)
    return first


def _reach(series: masters.Series) -> timedelta:
    return max((masters.reach(series.master, one) for _, one in series.futures), default=spans.NO_TIME)


def _in_window(
    series: masters.Series, start_at: datetime, end_at: datetime, per_day: int | None, allowance: Allowance
) -> Iterator[Occurrence]:
    since, until = _wall_window(start_at, end_at, series.tz)
    if series.futures:
        moves = _reach(series)
        since, until = zones.later(since, -moves), zones.later(until, moves)
    if per_day is None:
        walls = _walls(series, since, until, allowance)
    else:
        walls = _first_of_each_day(series, since, until, per_day, allowance)
    for wall in walls:
        one = _describe(series, wall)
        if one and start_at <= one.starts_at < end_at:
            yield one


@lru_cache(maxsize=1024)
def _wall_window(start_at: datetime, end_at: datetime, tz: ZoneInfo) -> tuple[datetime, datetime]:
    """What the clocks of `tz` show in the window, wide enough for those that jump at one of its ends."""
    since = zones.later(zones.wall_clock(start_at, tz), -zones.clock_change(start_at, tz))
    return since, zones.later(zones.wall_clock(end_at, tz), zones.clock_change(end_at, tz))


def _first_of_each_day(
    series: masters.Series, since: datetime, until: datetime, per_day: int, allowance: Allowance
) -> Iterator[datetime]:
    """The series' moments, of each day the first so many from its midnight on; the rest is jumped over."""
    onward: datetime | None = datetime.combine(since, time())
    while onward is not None and onward <= until:
        since, onward, day, number = onward, None, None, 0
        for wall in _walls(series, since, until, allowance):
            number = number + 1 if wall.date() == day else 1
            day = wall.date()
            if number > per_day:
                onward = zones.later(datetime.combine(day, time()), spans.ONE_DAY)
                break
            yield wall


def _walls(
    series: masters.Series, since: datetime, until: datetime, allowance: Allowance
) -> Iterator[datetime]:
    """The series' moments in order, each once; if there is any, DTSTART is (RFC 5545 3.8.5.3)."""
    found = [_of_rule(rule, series, since, until, allowance) for rule in series.rules]
    single = [wall for wall in _single(series) if since <= wall <= until]
    walls = heapq.merge(single, *found) if single or len(found) != 1 else found[0]
    if series.exrules:
        gone = heapq.merge(*(_of_rule(rule, series, since, until, allowance) for rule in series.exrules))
        walls = _without(gone, walls)
    exwalls, exdays, previous = series.exwalls, series.exdays, None
    for wall in walls:
        if wall != previous and wall not in exwalls and not (exdays and wall.date() in exdays):
            yield wall
        previous = wall


def _single(series: masters.Series) -> list[datetime]:
    """The moments that no rule makes, in order."""
    begin = [] if masters.is_over_before_it_begins(series) else [series.master.start.wall]
    return sorted({*begin, *series.rdates}) if series.rdates else begin


def _of_rule(
    rule: Rule, series: masters.Series, since: datetime, until: datetime, allowance: Allowance
) -> Iterator[datetime]:
    start = series.master.start.wall
    if rule.until is None:
        return walk(rule, start, since, until, allowance)
    walls = walk(rule, start, since, min(until, masters.until_of(rule, series)), allowance)
    until_at = masters.until_at(rule, series)
    if until_at is None or not zones.clock_change(until_at, series.tz):
        return walls
    # In a gap or a fold the order of the clock is not that of time.
    return (wall for wall in walls if zones.instant(wall, series.tz) <= until_at)


def _without(gone: Iterator[datetime], walls: Iterator[datetime]) -> Iterator[datetime]:
    """Those of one ordered row that another one does not have."""
    out = next(gone, None)
    for wall in walls:
        while out is not None and out < wall:
            out = next(gone, None)
        if wall != out:
            yield wall


def _describe(series: masters.Series, wall: datetime) -> Occurrence | None:
    """The occurrence at a wall time of the series, unless an override speaks for it."""
    master, meant = series.master, series.master.start
    start = When(wall, meant.tzid, meant.is_date)
    key = occurrence_key(start) if series.is_named else ""
    if key in series.overridden:
        return None
    begun = bisect_right(series.futures, wall, key=masters.BEGUN) if series.futures else 0
    if begun:
        return _following(series, key, *series.futures[begun - 1], wall)
    lasts = series.rdates.get(wall, series.length) if series.rdates else series.length
    return _occurrence(key, start, master, series.tz, lasts)


def _following(
    series: masters.Series, key: str, named: datetime, future: Component, wall: datetime
) -> Occurrence | None:
    if future.is_cancelled:
        return None
    start = masters.start_after(series, named, future, wall)
    tz = zones.zone(start.tzid) or series.home
    return _occurrence(key, start, future, tz, spans.length(future))


def _occurrence(key: str, start: When, component: Component, tz: ZoneInfo, lasts: timedelta) -> Occurrence:
    starts_at = zones.instant(start.wall, tz)
    if start.is_date:
        ends_at = zones.instant(zones.later(start.wall, lasts), tz)
    else:
        ends_at = zones.later(starts_at, lasts)
    return Occurrence(component.uid, key, starts_at, ends_at, start, start.is_date, component)


def _overrides(changed: dict[str, Component], home: ZoneInfo) -> Iterator[Occurrence]:
    for key, one in changed.items():
        if not one.is_cancelled:
            tz = zones.zone(one.start.tzid) or home
            yield _occurrence(key, one.start, one, tz, spans.length(one))


def _wall_of_key(recurrence_id: str) -> datetime | None:
    digits = recurrence_id.removesuffix("Z").replace("T", "")
    try:
        return datetime.strptime(digits.ljust(14, "0"), "%Y%m%d%H%M%S")
    except ValueError:
        return None


def _bounds_of_component(one: Component) -> tuple[datetime, datetime | None]:
    if not one.is_recurring:
        return _bounds_of_once(one)
    series = masters.series_of(EventObject(one.uid, (one,)), one, zones.UTC_ZONE)
    margin = _ANYWHERE if zones.zone(one.start.tzid) is None else spans.NO_TIME
    first = min([one.start.wall, *series.rdates])
    last = _last_wall(series)
    starts_at = zones.later(zones.instant(first, series.tz), -margin)
    if last is None:
        return starts_at, None
    lasts = max([series.length, *series.rdates.values()])
    return starts_at, zones.later(zones.later(zones.instant(last, series.tz), lasts), margin)


def _bounds_of_once(one: Component) -> tuple[datetime, datetime]:
    tz = zones.zone(one.start.tzid)
    margin = _ANYWHERE if tz is None else spans.NO_TIME
    at = zones.instant(one.start.wall, tz or zones.UTC_ZONE)
    return zones.later(at, -margin), zones.later(zones.later(at, spans.length(one)), margin)


def _last_wall(series: masters.Series) -> datetime | None:
    walls = [series.master.start.wall, *series.rdates]
    for rule in series.rules:
        last = _last_of(rule, series)
        if last is None:
            return None
        walls.append(last)
    return max(walls)


def _last_of(rule: Rule, series: masters.Series) -> datetime | None:
    """The last moment of a rule that ends, or a later one; None if it does not, or nobody can wait for it."""
    if rule.until is not None:
        return masters.until_of(rule, series)
    start, allowance = series.master.start.wall, Allowance(STEPS_TO_LAST)
    if rule.count is None:
        return None
    last = last_by_count(rule, start)
    if last is not None:
        return last
    found = deque(walk(rule, start, start, datetime.max, allowance), maxlen=1)
    return None if allowance.is_spent else max(found, default=start)
