"""Edits of a stored event: one instance of it, all that follow, or the whole.

Whatever an edit does not say stays as it was: alarms, people, unknown properties.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from planner.core.calendar import masters, series, spans, zones
from planner.core.calendar.events import Component, When
from planner.core.calendar.series import Cut, Instance, at_wall
from planner.ical.lines import escape
from planner.ical.write import rule_line
from planner.ical.write_lines import (
    Block,
    Document,
    added,
    opened,
    period_line,
    replaced,
    stamps,
    text_line,
    when_line,
)

_OF_A_SERIES: Mapping[str, list[str]] = {name: [] for name in ("RRULE", "RDATE", "EXDATE", "EXRULE")}
_SAID = {"SUMMARY": "summary", "LOCATION": "location", "DESCRIPTION": "description"}


@dataclass(frozen=True, slots=True)
class Changes:
    """What an edit changes; None leaves a thing as it is. `texts` are by property name."""

    now: datetime
    start: When | None = None
    end: When | None = None
    rule: str | None = None
    texts: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_retimed(self) -> bool:
        return self.start is not None or self.rule is not None


def said(component: Component) -> dict[str, str]:
    """The texts of a component, by property name."""
    return {name: getattr(component, attribute) for name, attribute in _SAID.items()}


def one_changed(text: str, one: Instance, changes: Changes) -> str:
    """The text with this instance changed: its override edited, or one made as a copy of what it came of."""
    doc = opened(text)
    known = _override(doc, one)
    if known is None:
        fresh = _copied(_source(doc, one), one)
        return doc.holding(
            [*doc.blocks, Block(_patched(fresh.lines, fresh.says, changes), fresh.says)]
        ).text()
    patched = Block(_patched(known.lines, known.says, changes), known.says)
    return doc.holding([patched if block is known else block for block in doc.blocks]).text()


def one_deleted(text: str, one: Instance, *, now: datetime) -> str | None:
    """The text without this instance; None when nothing else takes place."""
    doc = opened(text)
    if any(block.says.this_and_future and _names(block.says, one) for block in doc.blocks):
        # An EXDATE would not silence it: it speaks for itself, and for what follows.
        doc = opened(_cancelled(text, one, now))
    else:
        doc = doc.holding([block for block in doc.blocks if not _names(block.says, one)])
        doc = doc.holding([left for block in doc.blocks if (left := _without(doc, block, one, now))])
    return doc.text() if doc.blocks and series.takes_place(opened(doc.text()).event) else None


def first_half(text: str, cut: Cut, *, now: datetime) -> str:
    """The series, ended before the cut."""
    doc = opened(text)
    return _half(doc, cut.start_before, cut.rule_before, now, until=cut.at).text()


def second_half(text: str, cut: Cut, uid: str, *, now: datetime) -> str:
    """The series from the cut on, under a UID of its own that names the one it came of."""
    doc = opened(text)
    related = f"RELATED-TO;RELTYPE=SIBLING:{escape(doc.event.uid)}"
    half = _half(doc, cut.start_after, cut.rule_after, now, since=cut.at)
    renamed = [
        Block(replaced(block.lines, {"UID": [f"UID:{escape(uid)}"]}), block.says) for block in half.blocks
    ]
    renamed[0] = Block(added(renamed[0].lines, related), renamed[0].says)
    return half.holding(renamed).text()


def all_changed(text: str, changes: Changes) -> str:
    """The text with its one master changed, and its overrides in step with it.

    An override goes on naming its instance. It follows the series in what it had in common with it, its time
    included, and keeps what it says itself. One whose instance is no more goes.
    """
    doc = opened(text)
    was = doc.blocks[0].says
    lines = _patched(doc.blocks[0].lines, was, changes)
    if changes.rule == "":
        return doc.holding([Block(replaced(lines, _OF_A_SERIES), was)]).text()
    if changes.start:
        own = masters.series_of(doc.event, was, zones.UTC_ZONE)
        lines = replaced(lines, _dates(own, changes.start, changes.start.wall - was.start.wall))
    moved = doc.holding([Block(lines, was), *(_in_step(one, was, changes) for one in doc.blocks[1:])])
    return _without_the_lost(doc, moved, changes).text()


def _patched(lines: list[str], was: Component, changes: Changes) -> list[str]:
    changed: dict[str, list[str]] = {name: text_line(name, text) for name, text in changes.texts.items()}
    if changes.start and changes.end:
        changed |= _timed(was, changes.start, changes.end)
    if changes.rule is not None:
        changed["RRULE"] = rule_line(changes.rule)
    if changes.is_retimed:
        # Google ignores a move without it.
        changed["SEQUENCE"] = [f"SEQUENCE:{was.sequence + 1}"]
    return replaced(lines, changed | stamps(changes.now))


def _override(doc: Document, one: Instance) -> Block | None:
    """The override that speaks for this instance alone: as in reading, the newest."""
    found = [block for block in doc.blocks if _names(block.says, one) and not block.says.this_and_future]
    return max(found, key=lambda block: (block.says.sequence, str(block.says.last_modified)), default=None)


def _names(says: Component, one: Instance) -> bool:
    if says.recurrence_id is None:
        return False
    if one.master is None:
        return says.recurrence_id == one.name
    return masters.named_wall(one.master, says) == one.name.wall


def _source(doc: Document, one: Instance) -> Block:
    """What speaks for an instance without an override of its own: its master, or a RANGE=THISANDFUTURE."""
    says = one.occurrence.component
    return next((block for block in doc.blocks if block.says == says), doc.blocks[0])


def _copied(source: Block, one: Instance) -> Block:
    """An override for the instance, with all that its source says and nothing of a series."""
    named = {"RECURRENCE-ID": [when_line("RECURRENCE-ID", one.name)]}
    return Block(
        replaced(source.lines, {**_OF_A_SERIES, **named, **_timed(source.says, one.start, one.end)}),
        source.says,
    )


def _timed(says: Component, start: When, end: When) -> dict[str, list[str]]:
    """The lines of a start and an end; no end where there was none and it lasts as long as that says."""
    is_unsaid = says.end is None and says.duration is None
    if is_unsaid and end == series.end_of(start, spans.length(says)):
        return {"DTSTART": [when_line("DTSTART", start)]}
    return {
        "DTSTART": [when_line("DTSTART", start)],
        "DTEND": [when_line("DTEND", end)],
        "DURATION": [],
    }


def _cancelled(text: str, one: Instance, now: datetime) -> str:
    """The text with an override that says only that this instance does not take place."""
    doc = opened(text)
    copy = _copied(_source(doc, one), one)
    sequence = max(block.says.sequence for block in doc.blocks) + 1
    more = {"STATUS": ["STATUS:CANCELLED"], "SEQUENCE": [f"SEQUENCE:{sequence}"]}
    kept = [block for block in doc.blocks if block.says.this_and_future or not _names(block.says, one)]
    return doc.holding([*kept, Block(replaced(copy.lines, more | stamps(now)), copy.says)]).text()


def _without(doc: Document, block: Block, one: Instance, now: datetime) -> Block | None:
    """The master with an EXDATE for the instance; None for one of several that has no other date."""
    if block.says != one.master:
        return block
    if not block.says.is_recurring and len(doc.event.masters) > 1:
        return None
    sequence = {"SEQUENCE": [f"SEQUENCE:{block.says.sequence + 1}"]}
    lines = added(block.lines, when_line("EXDATE", one.name))
    return Block(replaced(lines, sequence | stamps(now)), block.says)


def _half(
    doc: Document,
    start: When,
    rule: str,
    now: datetime,
    *,
    since: datetime = datetime.min,
    until: datetime = datetime.max,
) -> Document:
    """The part of a series between two walls: its master begun and ended anew, and the overrides in it."""
    was = doc.blocks[0].says
    own = masters.series_of(doc.event, was, zones.UTC_ZONE)
    changed = _dates(own, start, kept=lambda wall: since <= wall < until)
    if start != was.start:
        changed |= _timed(was, start, series.end_of(start, own.length))
    changed |= {"RRULE": rule_line(rule), "SEQUENCE": [f"SEQUENCE:{was.sequence + 1}"]}
    kept = [one for one in doc.blocks[1:] if since <= masters.named_wall(was, one.says) < until]
    return doc.holding([Block(replaced(doc.blocks[0].lines, changed | stamps(now)), was), *kept])


def _dates(
    own: masters.Series,
    start: When,
    move: timedelta = spans.NO_TIME,
    kept: Callable[[datetime], bool] = lambda _: True,
) -> dict[str, list[str]]:
    """A master's EXDATEs and RDATEs, in the value type and zone of its new start and on the moved days."""
    changed: dict[str, list[str]] = {}
    is_same = not move and (start.tzid, start.is_date) == (own.master.start.tzid, own.master.start.is_date)
    if own.exwalls and not (is_same and all(map(kept, own.exwalls))):
        walls = sorted(filter(kept, own.exwalls))
        changed["EXDATE"] = [when_line("EXDATE", at_wall(start, zones.later(wall, move))) for wall in walls]
    if own.rdates and not (is_same and all(map(kept, own.rdates))):
        walls = sorted(filter(kept, own.rdates))
        changed["RDATE"] = [
            _rdate_line(own, at_wall(start, zones.later(wall, move)), own.rdates[wall]) for wall in walls
        ]
    return changed


def _rdate_line(own: masters.Series, when: When, lasts: timedelta) -> str:
    if lasts == own.length or when.is_date:
        return when_line("RDATE", when)
    return period_line("RDATE", when, lasts)


def _in_step(block: Block, was: Component, changes: Changes) -> Block:
    """An override after its master has changed."""
    says = block.says
    common = {name for name, text in said(says).items() if text == said(was)[name]}
    changed = {name: text_line(name, text) for name, text in changes.texts.items() if name in common}
    if changes.start and changes.end:
        changed |= _renamed(says, was, changes.start, changes.end)
    return Block(replaced(block.lines, changed | stamps(changes.now)), says) if changed else block


def _renamed(says: Component, was: Component, start: When, end: When) -> dict[str, list[str]]:
    """An override names the same instance as before; one that was not moved itself moves with it."""
    wall = masters.named_wall(was, says)
    named = at_wall(start, zones.later(wall, start.wall - was.start.wall))
    line = when_line("RECURRENCE-ID", named)
    if says.this_and_future:
        line = line.replace("RECURRENCE-ID", "RECURRENCE-ID;RANGE=THISANDFUTURE", 1)
    changed = {"RECURRENCE-ID": [line], "SEQUENCE": [f"SEQUENCE:{says.sequence + 1}"]}
    if says.start.is_date != was.start.is_date or zones.wall_in(says.start, was.start.tzid) != wall:
        return changed
    lasts = spans.length(says)
    if lasts == spans.length(was) or start.is_date != was.start.is_date:
        lasts = spans.between(start, end)
    return changed | _timed(says, named, series.end_of(named, lasts))


def _without_the_lost(doc: Document, moved: Document, changes: Changes) -> Document:
    """Without the overrides whose instance the series had, and has no more."""
    was, becomes = doc.blocks[0].says, opened(moved.text()).blocks[0].says
    move = becomes.start.wall - was.start.wall
    kept = [moved.blocks[0]]
    for old, new in zip(doc.blocks[1:], moved.blocks[1:], strict=True):
        wall = masters.named_wall(was, old.says)
        after = at_wall(becomes.start, zones.later(wall, move)).wall
        is_lost = changes.is_retimed and not series.recurs_at(moved.event, becomes, after)
        if not (is_lost and series.recurs_at(doc.event, was, wall)):
            kept.append(new)
    return doc.holding(kept)
