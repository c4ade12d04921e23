"""An event's master with all that its occurrences share, on the master's own clock."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from planner.core.calendar import spans, zones
from planner.core.calendar.events import Component, EventObject, Period, When, occurrence_key
from planner.core.calendar.rrules import Freq, Rule, parse


@dataclass(frozen=True, slots=True)
class Series:
    """A master with all that its occurrences share."""

    master: Component
    tz: ZoneInfo
    home: ZoneInfo
    rules: tuple[Rule, ...]
    length: timedelta
    rdates: dict[datetime, timedelta]  # wall → length, which a PERIOD sets for itself
    exwalls: frozenset[datetime]
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
        length=spans.length(master),
        rdates=dict(_rdate(master, one) for one in master.rdates),
        exwalls=frozenset(_wall_at(master, one) for one in master.exdates),
        overridden=frozenset(key_at(master, named_wall(master, one)) for one in overrides),
        futures=tuple(sorted(futures, key=lambda future: future[0])),
        is_named=event.is_recurring or len(event.masters) > 1,
    )


def rules_of(master: Component) -> tuple[Rule, ...]:
    """The rules of a master that can be followed."""
    read = (_parsed(text) for text in master.rrules)
    return tuple(_fitted(rule, master.start) for rule in read if rule and _can_fit(rule, master.start))


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
    return zones.wall_in(when, start.tzid)


def named_wall(master: Component, override: Component) -> datetime:
    return _wall_at(master, override.recurrence_id or override.start)


def key_at(master: Component, wall: datetime) -> str:
    return occurrence_key(moved(master.start, wall))


def until_of(rule: Rule, series: Series) -> datetime:
    """UNTIL on the series' own clock: a DATE includes that whole day, a Z is converted, all else is local."""
    until = rule.until
    if until is None:
        return datetime.max
    if until.is_date or series.master.start.is_date:
        return until.wall.replace(hour=23, minute=59, second=59)
    return zones.wall_in(When(until.wall, "UTC"), series.master.start.tzid) if until.is_utc else until.wall


def moved(when: When, wall: datetime) -> When:
    return When(wall, when.tzid, when.is_date)


def shift_of(master: Component, named: datetime, future: Component) -> timedelta:
    return _wall_at(master, future.start) - named
