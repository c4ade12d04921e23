"""Editing a repeating event: which of its instances is meant, and where a series is cut in two."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from planner import errors
from planner.core.calendar import masters, recurrence, series_rules, spans, zones
from planner.core.calendar.allowance import Allowance
from planner.core.calendar.events import Component, EventObject, Occurrence, When
from planner.core.calendar.masters import Series
from planner.core.calendar.rrules import Rule
from planner.core.calendar.walk import walk

ONE_SECOND = timedelta(seconds=1)


class Scope(StrEnum):
    """How far an edit of one occurrence reaches."""

    ONE = "one"
    FOLLOWING = "following"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Instance:
    """One occurrence, the master it comes of (None if only overrides arrived), and its own name there."""

    occurrence: Occurrence
    name: When
    master: Component | None

    @property
    def start(self) -> When:
        return self.occurrence.start

    @property
    def end(self) -> When:
        """The exclusive end, on the clock of its start where that can tell it."""
        lasts = self.occurrence.ends_at - self.occurrence.starts_at
        if self.start.is_date:
            lasts = spans.length(self.occurrence.component)
        return end_of(self.start, lasts)


@dataclass(frozen=True, slots=True)
class Cut:
    """Where a series falls in two halves, and what begins and repeats each; a rule may be ""."""

    at: datetime
    start_before: When
    rule_before: str
    start_after: When
    rule_after: str


def scopes(event: EventObject) -> tuple[Scope, ...]:
    """How far an edit of it can reach: what no form can hold as a whole is edited a single time only."""
    rules = [rule for one in event.masters for rule in (*one.rrules, *one.exrules)]
    if len(event.masters) == 1 and rules == list(event.masters[0].rrules[:1]):
        if not event.is_recurring:
            return (Scope.ALL,)
        # RANGE=THISANDFUTURE says for later instances what no half could say alone.
        is_plain = not any(one.this_and_future for one in event.overrides)
        return (Scope.ONE, Scope.FOLLOWING, Scope.ALL) if is_plain else (Scope.ONE, Scope.ALL)
    # An override names its instance on the clock of the first master.
    clocks = {(one.start.tzid, one.start.is_date) for one in event.masters}
    return (Scope.ONE,) if len(clocks) <= 1 else ()


def instance(event: EventObject, key: str, *, home: ZoneInfo) -> Instance | None:
    """The instance of that name, wherever it has been moved to; None if it does not take place."""
    found = recurrence.find(event, key, home=home)
    if found is None:
        return None
    master = _master_of(event, key)
    if master is None:
        named = found.component.recurrence_id
        return Instance(found, named or found.start, None)
    wall = wall_of(key) if key else master.start.wall
    return Instance(found, masters.moved(master.start, wall or master.start.wall), master)


def of_component(first: Component, *, home: ZoneInfo) -> Instance:
    """An event's first component as an instance of it: what a form about the whole begins with."""
    once = replace(first, rrules=(), rdates=(), exdates=(), recurrence_id=None, status="")
    found = recurrence.find(EventObject(first.uid, (once,)), "", home=home)
    assert found is not None
    return Instance(replace(found, component=first), first.start, first)


def wall_of(key: str) -> datetime | None:
    """The wall time that an occurrence's key spells; None for "" and for what spells none."""
    digits = key.removesuffix("Z").replace("T", "")
    try:
        return datetime.strptime(digits.ljust(14, "0"), "%Y%m%d%H%M%S") if digits else None
    except ValueError:
        return None


def end_of(start: When, lasts: timedelta) -> When:
    """The end of what begins then; in UTC where the hour is told twice and the first would be meant."""
    tz = zones.zone(start.tzid)
    if start.is_date or tz is None:
        return masters.moved(start, zones.later(start.wall, lasts))
    ends_at = zones.later(zones.instant(start.wall, tz), lasts)
    wall = zones.wall_clock(ends_at, tz)
    if zones.instant(wall, tz) == ends_at:
        return masters.moved(start, wall)
    return When(ends_at.replace(tzinfo=None), "UTC")


def at_wall(like: When, wall: datetime) -> When:
    """That wall time in the value type and zone of another value; a date has no time of day."""
    return masters.moved(like, datetime.combine(wall.date(), time()) if like.is_date else wall)


def recurs_at(event: EventObject, master: Component, wall: datetime) -> bool:
    """Whether the master's own dates hold this one, whatever EXDATEs and overrides say of it."""
    own = masters.series_of(event, master, zones.UTC_ZONE)
    return wall in {master.start.wall, *own.rdates} or any(
        next(_walls(own, rule, wall, wall), None) is not None for rule in own.rules
    )


def takes_place(event: EventObject) -> bool:
    """Whether anything of it is left."""
    return recurrence.next_from(event, recurrence.bounds(event)[0], home=zones.UTC_ZONE) is not None


def cut(event: EventObject, at: datetime) -> Cut | None:
    """The halves before and from `at` on, a wall time of its one master; None if nothing comes before."""
    (master,) = event.masters
    own = masters.series_of(event, master, zones.UTC_ZONE)
    if not _takes_place_before(event, own, at):
        return None
    if master.start.wall >= at:  # Only RDATEs come before.
        text = master.rrules[0] if own.rules else ""
        return Cut(at, masters.moved(master.start, min(own.rdates)), "", master.start, text)
    text, rule = _rule(own)
    before = _dates(own, rule, until=at - ONE_SECOND)
    start_after, rule_after = following(own, at) or (masters.moved(master.start, at), "")
    return Cut(
        at,
        master.start,
        series_rules.ended(text, rule, before, at, master.start) if rule and before else "",
        start_after,
        rule_after,
    )


def following(own: Series, at: datetime) -> tuple[When, str] | None:
    """Where a master of one rule at most begins from `at` on, and the rule from there; None if nowhere."""
    (text, rule), start = _rule(own), own.master.start
    if start.wall >= at:
        return start, text
    first = next(_walls(own, rule, at, datetime.max), None) if rule else None
    if rule and first:
        gone = len(_dates(own, rule, until=at - ONE_SECOND)) if rule.count is not None else 0
        return masters.moved(start, first), series_rules.counted(text, rule, -gone)
    single = min((wall for wall in own.rdates if wall >= at), default=None)
    return (masters.moved(start, single), "") if single else None


def preceding(own: Series, at: datetime) -> tuple[str, ...]:
    """The rules of a master as they end before `at`, by their last moment and not by their number."""
    ended = []
    for text, rule in zip(own.master.rrules, own.rules, strict=True):
        before = _dates(own, rule, until=at - ONE_SECOND)
        if rule.count is not None and len(before) == rule.count:
            ended.append(text)
        elif before:
            uncounted = replace(rule, count=None)
            ended.append(series_rules.ended(text, uncounted, before, at, own.master.start))
    return tuple(ended)


def _rule(own: Series) -> tuple[str, Rule | None]:
    return (own.master.rrules[0], own.rules[0]) if own.rules else ("", None)


def _master_of(event: EventObject, key: str) -> Component | None:
    """The master that has the date, else the first: an override may name a date of no master."""
    wall = wall_of(key)
    for master in event.masters:
        if wall and masters.key_at(master, wall) == key and recurs_at(event, master, wall):
            return master
    return event.master


def _takes_place_before(event: EventObject, own: Series, at: datetime) -> bool:
    named = {masters.named_wall(own.master, one): one for one in event.overrides}
    if any(wall < at and not one.is_cancelled for wall, one in named.items()):
        return True
    cancelled = own.exwalls | named.keys()
    single = {own.master.start.wall, *own.rdates}
    if any(wall < at and wall not in cancelled for wall in single):
        return True
    walls = (wall for rule in own.rules for wall in _walls(own, rule, own.master.start.wall, at - ONE_SECOND))
    return any(wall not in cancelled for wall in walls)


def _dates(own: Series, rule: Rule | None, *, until: datetime) -> list[datetime]:
    """What the rule gives up to then. Only a COUNT needs them all, else the last will do."""
    if rule is None:
        return []
    allowance = Allowance()
    start = own.master.start.wall
    since = start if rule.count is not None else max(start, until - timedelta(days=366 * 8))
    found = list(walk(rule, start, since, min(until, masters.until_of(rule, own)), allowance))
    if not found and since > start:
        found = list(walk(rule, start, start, min(until, masters.until_of(rule, own)), allowance))
    if allowance.is_spent:
        raise errors.Invalid("This series is too long to be divided.", field="scope")
    return found


def _walls(own: Series, rule: Rule, since: datetime, until: datetime) -> Iterator[datetime]:
    return walk(rule, own.master.start.wall, since, min(until, masters.until_of(rule, own)), Allowance())
