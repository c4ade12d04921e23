"""An event's master with all that its occurrences share, on the master's own clock."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from operator import itemgetter
from zoneinfo import ZoneInfo

from planner.core.calendar import spans, zones
from planner.core.calendar.allowance import Allowance
from planner.core.calendar.events import UTC_TZID, Component, EventObject, Period, When, occurrence_key
from planner.core.calendar.rrules import Freq, Rule, parse

BEGUN = itemgetter(0)  # of a future: the wall it begins at
BETWEEN_CLOCKS = timedelta(hours=52)  # two zones differ by 26 hours at most, and each may change its own law


@dataclass(frozen=True, slots=True)
class Series:
    """A master with all that its occurrences share."""

    master: Component
    tz: ZoneInfo
    home: ZoneInfo
    rules: tuple[Rule, ...]
    exrules: tuple[Rule, ...]
    length: timedelta
    rdates: dict[datetime, timedelta]  # wall → length, which a PERIOD sets for itself
    exwalls: set[datetime]
    exdays: set[date]  # an EXDATE that names a day leaves out all of it
    overridden: Collection[str]
    futures: list[tuple[datetime, Component]]  # RANGE=THISANDFUTURE, by the wall they begin at
    is_named: bool  # its occurrences carry a RECURRENCE-ID


def is_followable(rrule: str) -> bool:
    """True if the rule can be read; an event with another rule has its first instance only."""
    return _parsed(rrule) is not None


def latest_overrides(event: EventObject) -> dict[str, Component]:
    """The overrides by the name each has in the master's own value type and zone, of several the newest."""
    latest: dict[str, Component] = {}
    for one in event.overrides:
        key = _override_key(event.master, one)
        known = latest.get(key)
        if known is None or _revision(one) >= _revision(known):
            latest[key] = one
    return latest


def _override_key(master: Component | None, override: Component) -> str:
    if master is None:
        return occurrence_key(override.recurrence_id or override.start)
    return key_at(master, named_wall(master, override))


def _revision(one: Component) -> tuple[int, str]:
    return one.sequence, str(one.last_modified or one.dtstamp or "")


def all_series(
    event: EventObject, overridden: Collection[str], home: ZoneInfo, allowance: Allowance
) -> Iterator[Series]:
    """Each master that takes place; `overridden` are the names that the overrides have in the first of them.

    In any further one the overrides are placed anew, which is paid for.
    """
    overrides, several = event.overrides, event.masters
    is_named, clock = event.is_recurring or len(several) > 1, several and _clock(several[0])
    ranged = sorted([one for one in overrides if one.this_and_future], key=_revision)
    for number, master in enumerate(several):
        if number and overrides:
            named = () if _clock(master) == clock else overrides
            allowance.left -= 10 * (len(named) + len(ranged))
            if allowance.is_spent:
                return
            overridden = {_override_key(master, one) for one in named} or overridden
        if not master.is_cancelled:
            yield _series(master, ranged, overridden, home, is_named=is_named)


def _clock(master: Component) -> tuple[str, bool]:
    return master.start.tzid, master.start.is_date


def series_of(event: EventObject, master: Component, home: ZoneInfo) -> Series:
    """One master of an event with all that its occurrences share."""
    overrides = event.overrides
    return _series(
        master,
        sorted([one for one in overrides if one.this_and_future], key=_revision),
        {_override_key(master, one) for one in overrides},
        home,
        is_named=event.is_recurring or len(event.masters) > 1,
    )


def _series(
    master: Component,
    ranged: list[Component],
    overridden: Collection[str],
    home: ZoneInfo,
    *,
    is_named: bool,
) -> Series:
    start, exdates = master.start, master.exdates
    return Series(
        master=master,
        tz=zones.zone(start.tzid) or home,
        home=home,
        rules=rules_of(master),
        exrules=_fitting(master.exrules, start.is_date),
        length=spans.length(master),
        rdates=dict([_rdate(master, one) for one in master.rdates]),
        exwalls={wall_at(master, one) for one in exdates},
        exdays={one.wall.date() for one in exdates if one.is_date},
        overridden=overridden,
        futures=sorted([(named_wall(master, one), one) for one in ranged], key=BEGUN),
        is_named=is_named,
    )


def rules_of(master: Component) -> tuple[Rule, ...]:
    """The rules of a master that can be followed."""
    return _fitting(master.rrules, master.start.is_date)


@lru_cache(maxsize=4096)
def _fitting(texts: tuple[str, ...], is_date: bool) -> tuple[Rule, ...]:
    rules = (_parsed(text) for text in texts)
    return tuple(_of_dates(rule) if is_date else rule for rule in rules if rule and _can_fit(rule, is_date))


def _parsed(text: str) -> Rule | None:
    try:
        return parse(text)
    except ValueError:
        return None


def _can_fit(rule: Rule, is_date: bool) -> bool:
    """A day has no second instance an hour later: such a rule is as good as unreadable."""
    return not (is_date and rule.freq >= Freq.HOURLY)


def _of_dates(rule: Rule) -> Rule:
    """A rule for a DATE knows no times of day (RFC 5545 3.3.10)."""
    return replace(rule, byhour=(), byminute=(), bysecond=()) if rule.picks_times else rule


def _rdate(master: Component, rdate: When | Period) -> tuple[datetime, timedelta]:
    if isinstance(rdate, When):
        return wall_at(master, rdate), spans.length(master)
    if rdate.end is not None:
        own = spans.between(rdate.start, rdate.end)
    else:
        own = rdate.duration or spans.NO_TIME
    return wall_at(master, rdate.start), max(spans.NO_TIME, own)


def wall_at(master: Component, when: When) -> datetime:
    """`when` on the master's clock: another zone is converted, a DATE takes the master's time of day."""
    start = master.start
    if start.is_date:
        return when.wall.replace(hour=0, minute=0, second=0)
    if when.is_date:
        return datetime.combine(when.wall.date(), start.wall.time())
    return when.wall if when.tzid == start.tzid else _converted(when, start)


def _converted(when: When, start: When) -> datetime:
    """`when` of another zone; if it is where a gap has put the series' own time of day, that one is meant."""
    wall = zones.wall_in(when, start.tzid)
    here, there = zones.zone(when.tzid), zones.zone(start.tzid)
    if here is None or there is None or wall.time() == start.wall.time():
        return wall
    skipped = zones.skipped_wall(zones.instant(when.wall, here), there)
    return skipped if skipped and skipped.time() == start.wall.time() else wall


def named_wall(master: Component, override: Component) -> datetime:
    """The instance that an override speaks of, on the master's clock."""
    return wall_at(master, override.recurrence_id or override.start)


def key_at(master: Component, wall: datetime) -> str:
    """The name of the instance at that wall time."""
    return occurrence_key(moved(master.start, wall))


def until_of(rule: Rule, series: Series) -> datetime:
    """UNTIL on the series' own clock: a DATE includes that whole day, a Z is converted, all else is local.

    Where the clocks jump near it, what it lets through may still be beyond `until_at`.
    """
    until = rule.until
    if until is None:
        return datetime.max
    moment = until_at(rule, series)
    if moment is not None:
        return zones.later(zones.wall_clock(moment, series.tz), zones.clock_change(moment, series.tz))
    if until.is_date or series.master.start.is_date:
        return until.wall.replace(hour=23, minute=59, second=59)
    return until.wall


def until_at(rule: Rule, series: Series) -> datetime | None:
    """UNTIL as a moment, if it is one to this series: a DATE or a floating start knows none."""
    if rule.until is None or not rule.until.is_utc or zones.zone(series.master.start.tzid) is None:
        return None
    return zones.instant(rule.until.wall, zones.UTC_ZONE)


def is_over_before_it_begins(series: Series) -> bool:
    """True if every rule ended before the start: so a series is left that was cut at its first date."""
    start = series.master.start.wall
    return bool(series.rules) and all(until_of(rule, series) < start for rule in series.rules)


def moved(when: When, wall: datetime) -> When:
    return When(wall, when.tzid, when.is_date)


def start_after(series: Series, named: datetime, future: Component, wall: datetime) -> When:
    """When the instance at `wall` starts since RANGE=THISANDFUTURE moved the one named and all that follow.

    A change to another zone brings the clock of that zone. UTC is nobody's clock: the series' own stays.
    """
    start = future.start
    if start.tzid == UTC_TZID != series.master.start.tzid and zones.zone(series.master.start.tzid):
        here = moved(series.master.start, zones.later(wall, wall_at(series.master, start) - named))
        return moved(start, zones.wall_in(here, UTC_TZID))
    there = zones.later(wall, start.wall - named)
    return moved(start, datetime.combine(there, time()) if start.is_date else there)


def reach(master: Component, future: Component) -> timedelta:
    """How far RANGE=THISANDFUTURE may move an instance, at most, on the master's clock."""
    by = abs(wall_at(master, future.start) - named_wall(master, future))
    is_same_clock = (
        future.start.tzid in (master.start.tzid, UTC_TZID) and future.start.is_date == master.start.is_date
    )
    return by if is_same_clock else by + BETWEEN_CLOCKS
