"""An event as plain series, for readers that know of no RANGE=THISANDFUTURE and of one master under a UID.

Each part is a master cut where the next one begins, with the overrides that name its dates. A rule is cut
and moved where that gives the same dates as the event itself has; where it does not, the dates are listed.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise

from planner import errors
from planner.core.calendar import masters, recurrence, series, series_rules, spans, zones
from planner.core.calendar.events import UTC_TZID, Component, EventObject, Occurrence, Period, When
from planner.core.calendar.zones import UTC_ZONE as UTC

AHEAD = timedelta(days=28 * 366)  # after which the calendar repeats its weekdays and leap years
_BEGINNING, _END = datetime.min, datetime.max
_MOST = 20  # futures that are looked at one by one: who changes a series more often lists its dates
_NEAR = timedelta(days=2)
_Named = tuple[datetime, Component]


@dataclass(frozen=True, slots=True)
class Part:
    """A series that is read alike by all; `sources` are the places in the event of what speaks in it."""

    prefix: str
    """What tells its UID from that of the event; a function of the event alone."""
    event: EventObject
    sources: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Stretch:
    """The dates of one master from one change to the next, and what speaks for them: a future, or itself."""

    own: masters.Series
    since: datetime
    until: datetime
    future: Component | None
    spoken: tuple[_Named, ...]
    """All overrides by the wall they name."""
    is_first: bool
    """Whether its master is the first of its event, which the overrides belong to."""

    @property
    def speaker(self) -> Component:
        return self.future or self.own.master

    @property
    def speaks_for_itself(self) -> bool:
        """Whether the date that the future names is the future's own."""
        return self.is_first and any(one is self.future for _, one in self.spoken)

    @property
    def named(self) -> tuple[_Named, ...]:
        """What overrides the speaker."""
        return tuple((wall, one) for wall, one in self.spoken if self.holds(wall) and one is not self.future)

    def holds(self, wall: datetime) -> bool:
        return self.since <= wall < self.until

    def at(self, wall: datetime) -> When:
        """When the instance at a wall time of the master starts."""
        master = self.own.master
        if self.future is None:
            return masters.moved(master.start, wall)
        start = masters.start_after(self.own, self.since, self.future, wall)
        # UTC is nobody's clock: the rule goes on following the series' own.
        if start.tzid == UTC_TZID and zones.zone(master.start.tzid):
            return masters.moved(master.start, zones.wall_in(start, master.start.tzid))
        return start


@dataclass(frozen=True, slots=True)
class _Truth:
    """What the event itself has of a stretch, in a window."""

    dates: tuple[Occurrence, ...]
    start_at: datetime
    end_at: datetime

    def is_told_by(self, master: Component) -> bool:
        found = recurrence.occurrences(
            EventObject(master.uid, (master,)),
            self.start_at,
            self.end_at,
            home=UTC,
            limit=2 * recurrence.LIMIT,
        )
        return _spans(found) == _spans(self.dates)


def parts(event: EventObject) -> tuple[Part, ...]:
    """The series that together have the event's occurrences; itself, if it is plain already."""
    if len(event.masters) <= 1 and not any(one.this_and_future for one in event.overrides):
        return (Part("", event, tuple(range(len(event.components)))),)
    latest = masters.latest_overrides(event).values()
    if not event.masters:
        return (_part(event, "", [(replace(one, this_and_future=False), one) for one in latest]),)
    found = (part for master in event.masters for part in _of_master(event, master, tuple(latest)))
    return tuple(part for part in found if part.sources)


def _of_master(event: EventObject, master: Component, latest: tuple[Component, ...]) -> Iterator[Part]:
    is_first = master is event.components[0]
    own = masters.series_of(event, master, UTC)
    spoken = tuple((masters.named_wall(master, one), one) for one in latest)
    futures: list[tuple[datetime, Component | None]] = [(_BEGINNING, None), *dict(own.futures).items()]
    for (since, future), (until, _) in pairwise([*futures, (_END, None)]):
        stretch = _Stretch(own, since, until, future, spoken, is_first)
        begins = "" if is_first else f"{masters.key_at(master, master.start.wall)}-"
        prefix = f"since-{masters.key_at(master, since)}-{begins}" if future else begins
        yield _part(event, prefix, [*_master(stretch, len(futures)), *_overrides(stretch)])


def _part(event: EventObject, prefix: str, said: list[tuple[Component, Component]]) -> Part:
    places = {id(one): place for place, one in enumerate(event.components)}
    components = tuple(one for one, _ in said)
    return Part(prefix, EventObject(event.uid, components), tuple(places[id(source)] for _, source in said))


def _overrides(stretch: _Stretch) -> Iterator[tuple[Component, Component]]:
    if not stretch.is_first:
        return
    for wall, one in stretch.named:
        name = stretch.at(wall) if stretch.future else one.recurrence_id
        yield replace(one, recurrence_id=name, this_and_future=False), one


def _master(stretch: _Stretch, changes: int) -> Iterator[tuple[Component, Component]]:
    speaker = stretch.speaker
    if speaker.is_cancelled:
        return
    truth = _truth(stretch)
    if not truth.dates:
        return
    made = _by_rule(stretch) if changes <= _MOST else None
    yield (made if made and truth.is_told_by(made) else _listed(stretch, truth.dates)), speaker


def _truth(stretch: _Stretch) -> _Truth:
    own = stretch.own
    edges = {wall for wall, _ in own.futures}
    # Any other override is written beside the series, which has its date all the same.
    kept = [one for wall, one in stretch.spoken if wall in edges or not stretch.is_first]
    ranged = [one for _, one in own.futures if not any(one is other for other in kept)]
    event = EventObject(own.master.uid, (own.master, *kept, *ranged))
    start_at = _begin_of(stretch, event)
    end_at = zones.later(start_at, AHEAD)
    found = recurrence.occurrences(event, start_at, end_at, home=UTC)
    if len(found) == recurrence.LIMIT:
        end_at = found[-1].starts_at
    names = set() if stretch.is_first else {masters.key_at(own.master, wall) for wall, _ in stretch.spoken}
    dates = (one for one in found if one.component is stretch.speaker and one.recurrence_id not in names)
    return _Truth(tuple(one for one in dates if one.starts_at < end_at), start_at, end_at)


def _begin_of(stretch: _Stretch, event: EventObject) -> datetime:
    if stretch.future is None:
        return recurrence.bounds(event)[0]
    moves = masters.reach(stretch.own.master, stretch.future)
    return zones.later(zones.instant(stretch.since, stretch.own.tz), -moves - _NEAR)


def _spans(found: tuple[Occurrence, ...] | list[Occurrence]) -> set[tuple[datetime, datetime]]:
    return {(one.starts_at, one.ends_at) for one in found}


def _by_rule(stretch: _Stretch) -> Component | None:
    """The master with its rule cut at both ends and moved; None where that cannot be written."""
    try:
        cut = _cut(stretch)
        return cut and _moved(stretch, cut)
    except errors.Invalid:
        return None


def _cut(stretch: _Stretch) -> Component | None:
    own, cut = stretch.own, stretch.own.master
    if len(own.rules) != len(cut.rrules) or cut.start.wall >= stretch.until:
        return None
    if cut.start.wall < stretch.since:
        found = series.following(own, stretch.since) if len(own.rules) <= 1 and not own.exrules else None
        if found is None:
            return None
        cut = replace(cut, start=found[0], rrules=(found[1],) if found[1] else ())
    if stretch.until < _END:
        own = masters.series_of(EventObject(cut.uid, (cut,)), cut, UTC)
        cut = replace(cut, rrules=series.preceding(own, stretch.until))
    return cut if cut.start.wall < stretch.until else None


def _moved(stretch: _Stretch, cut: Component) -> Component:
    """What the speaker says, at the times of the series that was cut."""
    gone = _exdates(stretch)
    if stretch.future is None:
        held = tuple(one for one in cut.rdates if stretch.holds(masters.wall_at(cut, _start_of(one))))
        return replace(cut, rdates=held, exdates=gone)
    start = stretch.at(cut.start.wall)
    walls = sorted(wall for wall in stretch.own.rdates if stretch.holds(wall))
    rdates = [stretch.at(wall) for wall in walls]
    if stretch.speaks_for_itself and stretch.future.start not in (start, *rdates):
        rdates.append(stretch.future.start)
    rules, exrules = (
        tuple(series_rules.moved(text, cut.start, start) for text in texts)
        for texts in (cut.rrules, cut.exrules)
    )
    made = _plain(stretch.future, start, rrules=rules, rdates=tuple(rdates), exdates=gone)
    return replace(made, exrules=exrules)


def _exdates(stretch: _Stretch) -> tuple[When, ...]:
    """What is left out of it; of a second master also what overrides speak for beside the first."""
    own, given = stretch.own, {}
    for one in own.master.exdates:
        wall = masters.wall_at(own.master, one)
        is_said = stretch.speaks_for_itself and wall == stretch.since
        if stretch.holds(wall) and not is_said:
            given[wall] = stretch.at(wall) if stretch.future else one
    if not stretch.is_first:
        given |= {wall: stretch.at(wall) for wall, _ in stretch.spoken if stretch.holds(wall)}
    return tuple(given[wall] for wall in sorted(given))


def _listed(stretch: _Stretch, dates: tuple[Occurrence, ...]) -> Component:
    """The speaker once for each of its dates."""
    first, lasts = dates[0].start, spans.lasts(dates[0])
    each = ((one.start, spans.lasts(one)) for one in dates[1:])
    rdates = (start if length == lasts else Period(start, duration=length) for start, length in each)
    return replace(_plain(stretch.speaker, first, rdates=tuple(rdates)), duration=lasts)


def _plain(
    says: Component,
    start: When,
    *,
    rrules: tuple[str, ...] = (),
    rdates: tuple[When | Period, ...] = (),
    exdates: tuple[When, ...] = (),
) -> Component:
    """A master that says what this component says, at these times."""
    return replace(
        says,
        start=start,
        end=None,
        duration=spans.length(says),
        recurrence_id=None,
        this_and_future=False,
        rrules=rrules,
        exrules=(),
        rdates=rdates,
        exdates=exdates,
    )


def _start_of(rdate: When | Period) -> When:
    return rdate if isinstance(rdate, When) else rdate.start
