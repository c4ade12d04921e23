"""What an edit or a deletion comes to, by how far it reaches: one text, two, or none, and who is renamed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from planner.core.calendar import series, series_rules, spans, zones
from planner.core.calendar.events import EventObject, When
from planner.core.calendar.series import Instance, Scope, at_wall
from planner.core.calendar.series_names import Naming
from planner.ical import write_series
from planner.ical.read import read_text
from planner.ical.write_series import Changes, said


@dataclass(frozen=True, slots=True)
class Wanted:
    """How an occurrence is to be, as a form says it; `rule` None leaves its repeating as it is.

    `texts` are by property name; what is left out stays as it is.
    """

    start: When
    end: When
    rule: str | None = None
    texts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Edit:
    """The text that is left under the old UID, that under a new one, and what occurrences are called now."""

    kept: str | None
    following: str | None
    naming: Naming


@dataclass(frozen=True, slots=True)
class _Whole:
    changes: Changes
    move: timedelta
    is_nearest: bool


def changed(text: str, one: Instance, scope: Scope, wanted: Wanted, *, uid: str, now: datetime) -> Edit:
    """The occurrence as it is wanted, and as many of its series as the scope says in step with it.

    `uid` is for a half that is split off. Raises `Invalid` for a rule that cannot be moved.
    """
    event = read_text(text)
    if scope is Scope.ONE and event.is_recurring or len(event.masters) != 1:
        kept = write_series.one_changed(text, one, _one(one, wanted, now))
        return Edit(kept, None, Naming(event, read_text(kept)))
    cut = series.cut(event, one.name.wall) if scope is Scope.FOLLOWING else None
    if cut is None:
        whole = _whole(event, event, one, wanted, now)
        kept = write_series.all_changed(text, whole.changes)
        return Edit(kept, None, Naming(event, read_text(kept), move=whole.move, is_nearest=whole.is_nearest))
    kept = write_series.first_half(text, cut, now=now)
    half = write_series.second_half(text, cut, uid, now=now)
    whole = _whole(event, read_text(half), one, wanted, now)
    half = write_series.all_changed(half, whole.changes)
    naming = Naming(event, read_text(kept), read_text(half), cut.at, whole.move, whole.is_nearest)
    return Edit(kept, half, naming)


def deleted(text: str, one: Instance, scope: Scope, *, now: datetime) -> Edit:
    """Without the occurrence, and as many others as the scope says."""
    event = read_text(text)
    kept = None
    if scope is Scope.ONE and (event.is_recurring or len(event.masters) > 1):
        kept = write_series.one_deleted(text, one, now=now)
    elif scope is Scope.FOLLOWING:
        cut = series.cut(event, one.name.wall)
        kept = write_series.first_half(text, cut, now=now) if cut else None
    return Edit(kept, None, Naming(event, read_text(kept) if kept else None))


def gone(event: EventObject) -> Naming:
    """What its occurrences are called when nothing of it is left: as before."""
    return Naming(event, None)


def _one(one: Instance, wanted: Wanted, now: datetime) -> Changes:
    if (wanted.start, wanted.end) == (one.start, one.end):
        return Changes(now, texts=_said_anew(one, wanted))
    return Changes(now, wanted.start, wanted.end, texts=_said_anew(one, wanted))


def _said_anew(one: Instance, wanted: Wanted) -> dict[str, str]:
    before = said(one.occurrence.component)
    return {name: text for name, text in wanted.texts.items() if text != before[name]}


def _whole(was: EventObject, event: EventObject, one: Instance, wanted: Wanted, now: datetime) -> _Whole:
    """What becomes of the master of `event` (`was`, or its later half) when one of its dates changes so."""
    master = event.masters[0]
    rule = was.masters[0].rrules[0] if was.masters[0].rrules else ""
    is_new = wanted.rule is not None and not series_rules.is_same(
        rule, was.masters[0].start, wanted.rule, wanted.start
    )
    if is_new and not wanted.rule and was.is_recurring:
        # The one that is being looked at stays.
        changes = Changes(now, wanted.start, wanted.end, "", wanted.texts)
        return _Whole(changes, wanted.start.wall - one.name.wall, False)
    move = wanted.start.wall - one.start.wall
    start = at_wall(wanted.start, zones.later(master.start.wall, move))
    lasts = spans.length(master)
    if spans.between(wanted.start, wanted.end) != spans.between(one.start, one.end):
        lasts = spans.between(wanted.start, wanted.end)
    end = series.end_of(start, lasts)
    is_retimed = (start, end) != (master.start, series.end_of(master.start, spans.length(master)))
    texts = _said_anew(one, wanted)
    changes = Changes(now, start, end, texts=texts) if is_retimed else Changes(now, texts=texts)
    return _Whole(
        _with_rule(changes, master.rrules, master.start, wanted.rule if is_new else None),
        start.wall - master.start.wall,
        not is_new and bool(start.wall.toordinal() - master.start.wall.toordinal()),
    )


def _with_rule(changes: Changes, rules: tuple[str, ...], was: When, wanted: str | None) -> Changes:
    rule = wanted
    if wanted is None and rules and changes.start and changes.start != was:
        rule = series_rules.moved(rules[0], was, changes.start)
    return Changes(changes.now, changes.start, changes.end, rule, changes.texts)
