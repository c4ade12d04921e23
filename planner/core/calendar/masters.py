"""An event's master with all that its occurrences share, on the master's own clock."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from planner.core.calendar import spans, zones
from planner.core.calendar.events import UTC_TZID, Component, EventObject, Period, When, occurrence_key
from planner.core.calendar.rrules import Freq, Rule, parse

_UTC = ZoneInfo(UTC_TZID)
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
    exwalls: frozenset[datetime]
    exdays: frozenset[date]  # an EXDATE that names a day leaves out all of it
    overridden: frozenset[str]
    futures: tuple[tuple[datetime, Component], ...]  # RANGE=THISANDFUTURE, by the wall they begin at
    is_named: bool  # its occurrences carry a RECURRENCE-ID


def is_followable(rrule: str) -> bool:
    """True if the rule can be read; an event with another rule has its first instance only."""
    return _parsed(rrule) is not None


def all_series(event: EventObject, home: ZoneInfo) -> list[Series]:
    masters = [one for one in event.masters if not one.is_cancelled]
    return [series_of(event, master, home) for master in masters]


def series_of(event: EventObject, master: Component, home: ZoneInfo) -> Series:
    overrides = event.overrides
    futures = [(named_wall(master, one), one) for one in overrides if one.this_and_future]
    return Series(
        master=master,
        tz=zones.zone(master.start.tzid) or home,
        home=home,
        rules=rules_of(master),
        exrules=_fitting(master.exrules, master.start),
        length=spans.length(master),
        rdates=dict(_rdate(master, one) for one in master.rdates),
        exwalls=frozenset(_wall_at(master, one) for one in master.exdates),
        exdays=frozenset(one.wall.date() for one in master.exdates if one.is_date),
        overridden=frozenset(key_at(master, named_wall(master, one)) for one in overrides),
        futures=tuple(sorted(futures, key=lambda future: future[0])),
        is_named=event.is_recurring or len(event.masters) > 1,
    )


def rules_of(master: Component) -> tuple[Rule, ...]:
    """The rules of a master that can be followed."""
    return _fitting(master.rrules, master.start)


def _fitting(texts: tuple[str, ...], start: When) -> tuple[Rule, ...]:
    rules = (_parsed(text) for text in texts)
    return tuple(_fitted(rule, start) for rule in rules if rule and _can_fit(rule, start))


def _parsed(text: str) -> Rule | None:
    try:
        return parse(text)
    except ValueError:
        return None


def _can_fit(rule: Rule, start: When) -> bool:
    """A day has no second instance an hour later: such a rule is as good as unreadable."""
    return not (start.is_date and rule.freq >= Freq.HOURLY)


def _fitted(rule: Rule, start: When) -> Rule:
    """A rule for a DATE knows no times of day (RFC 5545 3.3.10)."""
    if start.is_date and rule.picks_times:
        return replace(rule, byhour=(), byminute=(), bysecond=())
    return rule


def _rdate(master: Component, rdate: When | Period) -> tuple[datetime, timedelta]:
    if isinstance(rdate, When):
        return _wall_at(master, rdate), spans.length(master)
    if rdate.end is not None:
        own = spans.between(rdate.start, rdate.end)
    else:
        own = rdate.duration or spans.NO_TIME
    return _wall_at(master, rdate.start), max(spans.NO_TIME, own)


def _wall_at(master: Component, when: When) -> datetime:
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
    return _wall_at(master, override.recurrence_id or override.start)


def key_at(master: Component, wall: datetime) -> str:
    return occurrence_key(moved(master.start, wall))


def until_of(rule: Rule, series: Series) -> datetime:
    """UNTIL on the series' own clock: a DATE includes that whole day, a Z is converted, all else is local.

    Where the clocks jump near it, what it lets through may still be beyond `until_at`.
    """
    until, moment = rule.until, until_at(rule, series)
    if until is None:
        return datetime.max
    if moment is not None:
        return zones.later(zones.wall_clock(moment, series.tz), zones.clock_change(moment, series.tz))
    if until.is_date or series.master.start.is_date:
        return until.wall.replace(hour=23, minute=59, second=59)
    return until.wall


def until_at(rule: Rule, series: Series) -> datetime | None:
    """UNTIL as a moment, if it is one to this series: a DATE or a floating start knows none."""
    if rule.until is None or not rule.until.is_utc or zones.zone(series.master.start.tzid) is None:
        return None
    return zones.instant(rule.until.wall, _UTC)


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
    if start.tzid == UTC_TZID != series.master.start.tzid:
        here = moved(series.master.start, zones.later(wall, _wall_at(series.master, start) - named))
        return moved(start, zones.wall_in(here, UTC_TZID))
    there = zones.later(wall, start.wall - named)
    return moved(start, datetime.combine(there, time()) if start.is_date else there)


def reach(master: Component, future: Component) -> timedelta:
    """How far RANGE=THISANDFUTURE may move an instance, at most, on the master's clock."""
    by = abs(_wall_at(master, future.start) - named_wall(master, future))
    is_same_clock = (
        future.start.tzid in (master.start.tzid, UTC_TZID) and future.start.is_date == master.start.is_date
    )
    return by if is_same_clock else by + BETWEEN_CLOCKS
