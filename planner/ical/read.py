"""Calendar bytes → scanned lines → components → events, each with its own text and problems.

One broken event never costs the others: it becomes a `Problem`.
"""

import re
from collections import defaultdict
from dataclasses import dataclass
from hashlib import blake2b

from planner.core.calendar.events import Component, EventObject, event_object, fingerprint, fingerprint_of
from planner.errors import UnreadableCalendar
from planner.ical import blocks, component, lines, quirks_zones
from planner.ical.parsed import TOLD, Parsed, ParsedEvent, Problem, Source
from planner.ical.scan import scan
from planner.ical.timezones import Timezones, year_of

HEAD = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Alongside//Alongside//EN")
TAIL = ("END:VCALENDAR",)
MAX_UID_CHARS = 255
_MADE_UP = re.compile("[0-9a-f]{32}@alongside")
MAX_PARTS = 5_000
"""Components of one UID: a daily series whose every instance was changed lasts 14 years."""
MAX_PAIRS = 100_000
"""Masters times overrides of one UID: each master looks at each override."""


_DATED = frozenset("DTSTART DTEND RDATE EXDATE RECURRENCE-ID".split())


@dataclass(frozen=True, slots=True)
class _Event:
    """One VEVENT on its way: values, raw lines, and its place in the file."""

    component: Component
    raw: list[str]
    tzids: frozenset[str]
    floats: bool  # a time of it is on the clock of the file's X-WR-TIMEZONE, if there is one


def read(data: bytes, *, source: Source = Source.UPLOAD) -> Parsed:
    """Every event of the file that can be read, and what could not.

    Raises NotACalendar, TooLarge or Hostile; for a refresh also UnreadableCalendar if the end is missing,
    because what is not there would be taken for deleted.
    """
    found = blocks.split(scan(data))
    if found.is_truncated and source is Source.REFRESH:
        raise UnreadableCalendar("The calendar arrived only in part, so nothing was changed.")
    year = year_of(line for raw in found.events for line in raw)
    zones = Timezones(found.timezones, year, default=quirks_zones.iana_name(_zone(found)))
    problems = _file_problems(found)
    events = _read_events(found.events, zones, problems)
    objects = tuple(_object(uid, group, zones, problems) for uid, group in events.items())
    told = {name: found.properties[name] for name in TOLD if name in found.properties}
    return Parsed(objects, tuple(problems), _name(found), zones.default, told)


def read_text(text: str) -> EventObject:
    """The event of a stored text; UnreadableCalendar if it holds none or several."""
    objects = read(text.encode()).objects
    if len(objects) != 1:
        raise UnreadableCalendar
    return objects[0].event


def _file_problems(found: blocks.Blocks) -> list[Problem]:
    problems = []
    if found.is_truncated:
        problems.append(_problem("truncated"))
    if found.skipped:
        problems.append(_problem("skipped", count=found.skipped))
    if not found.events:
        problems.append(_problem("no_events"))
    return problems


def _problem(code: str, uid: str = "", summary: str = "", **params: object) -> Problem:
    return Problem(uid, summary, code, component.MESSAGES[code].format(**params))


def _read_events(
    raw_events: list[list[str]], zones: Timezones, problems: list[Problem]
) -> dict[str, list[_Event]]:
    events: defaultdict[str, list[_Event]] = defaultdict(list)
    for raw in raw_events:
        event = _read_event(raw, zones, problems)
        if event:
            events[event.component.uid].append(event)
    return events


def _read_event(raw: list[str], zones: Timezones, problems: list[Problem]) -> _Event | None:
    own = blocks.own_lines(raw)
    notes: component.Notes = []
    zones.unresolved.clear()
    zones.guessed.clear()
    uid = _uid(own, raw, notes)
    summary = next((lines.unescape(line.value) for line in own if line.name == "SUMMARY"), "")
    try:
        values = component.read(uid, own, zones.resolve, notes)
    except component.Unreadable:
        values = None
        notes.append(("unreadable_start", component.MESSAGES["unreadable_start"]))
    except (ValueError, OverflowError):
        values = None
        notes = [("unreadable_event", component.MESSAGES["unreadable_event"])]
    problems += [Problem(uid, summary, code, message) for code, message in dict.fromkeys(notes)]
    problems += _zone_problems(zones, uid, summary)
    if values is None:
        return None
    return _Event(values, _with_uid(raw, own, uid), *_clocks(own))


def _with_uid(raw: list[str], own: list[lines.Line], uid: str) -> list[str]:
    if any(line.name == "UID" and line.value.strip() for line in own):
        return raw
    empty = {line.raw for line in own if line.name == "UID"}
    return [raw[0], f"UID:{uid}", *(line for line in raw[1:] if line.strip() not in empty)]


def _zone_problems(zones: Timezones, uid: str, summary: str) -> list[Problem]:
    unknown = [_problem("unknown_zone", uid, summary, tzid=tzid) for tzid in sorted(zones.unresolved)]
    near = [
        _problem("nearest_zone", uid, summary, tzid=tzid, name=zones.resolve(tzid))
        for tzid in sorted(zones.guessed)
    ]
    return unknown + near


def _clocks(own: list[lines.Line]) -> tuple[frozenset[str], bool]:
    """The zones that the lines name, and whether a time among them has none."""
    tzids = frozenset(line.params["TZID"].strip() for line in own if "TZID" in line.params)
    dated = (line for line in own if line.name in _DATED)
    return tzids, any(quirks_zones.is_floating(line) for line in dated)


def _uid(own: list[lines.Line], raw: list[str], notes: component.Notes) -> str:
    """The UID, or one made from the content, so that reading the same file again finds the same event."""
    uid = next((line.value for line in own if line.name == "UID"), "")
    if uid.strip() and len(uid) <= MAX_UID_CHARS:
        return uid
    if not uid.strip():
        notes.append(("no_uid", component.MESSAGES["no_uid"]))
    content = uid.strip() or fingerprint("\n".join(raw))
    return blake2b(content.encode(), digest_size=16).hexdigest() + "@alongside"


def is_made_up(uid: str) -> bool:
    """True if it is of our making, because the event had none that could be used."""
    return _MADE_UP.fullmatch(uid) is not None


def _object(uid: str, group: list[_Event], zones: Timezones, problems: list[Problem]) -> ParsedEvent:
    kept = _current(group)
    if len(kept) < len(group):
        problems.append(_problem("duplicate", uid, kept[0].component.summary))
    count, kept = len(kept), _within_bounds(kept)
    if len(kept) < count:
        left = count - len(kept)
        problems.append(_problem("too_many_parts", uid, kept[0].component.summary, count=count, left=left))
    event = event_object(uid, [one.component for one in kept])
    order = {id(one): at for at, one in enumerate(event.components)}
    kept.sort(key=lambda one: order[id(one.component)])
    content = _lines_of(kept, zones)
    return ParsedEvent(event, lines.folded(content), fingerprint_of(content))


def _current(group: list[_Event]) -> list[_Event]:
    """Without superseded masters: of one start, or of several SEQUENCEs, the newest; else all are kept."""
    if len(group) == 1:
        return group
    newest = max((one.component.sequence for one in group if one.component.recurrence_id is None), default=0)
    latest: dict[object, _Event] = {}
    for one in sorted(group, key=_revision):
        values = one.component
        if values.recurrence_id is not None:
            latest[(values.recurrence_id, values.this_and_future)] = one
        elif values.sequence == newest:
            latest[values.start] = one
    return list(latest.values())


def _within_bounds(group: list[_Event]) -> list[_Event]:
    """The newest masters, then as many overrides as can be looked at in good time."""
    if len(group) == 1:
        return group
    masters = [one for one in group if one.component.recurrence_id is None][-MAX_PARTS:]
    overrides = [one for one in group if one.component.recurrence_id is not None]
    room = min(MAX_PARTS - len(masters), MAX_PAIRS // max(1, len(masters)))
    return masters + overrides[len(overrides) - min(room, len(overrides)) :]


def _revision(event: _Event) -> tuple[int, str, str]:
    values = event.component
    return values.sequence, str(values.last_modified or values.dtstamp or ""), "\n".join(event.raw)


def _lines_of(events: list[_Event], zones: Timezones) -> list[str]:
    """The events' own lines, wrapped to be read alone, with the zones that only they explain."""
    body = [line for one in events for line in one.raw]
    if not zones.has_own:
        return [*HEAD, *body, *TAIL]
    used = frozenset[str]().union(*(one.tzids for one in events))
    foreign = sorted(tzid for tzid in used & zones.blocks.keys() if zones.resolve(tzid) != tzid)
    floats = zones.default and any(one.floats for one in events)
    head = [*HEAD, f"X-WR-TIMEZONE:{zones.default}"] if floats else [*HEAD]
    explained = zones.explained(foreign, year_of(body)) if foreign else ()
    return [*head, *explained, *body, *TAIL]


def _name(found: blocks.Blocks) -> str:
    return lines.unescape(found.properties.get("NAME") or found.properties.get("X-WR-CALNAME") or "").strip()


def _zone(found: blocks.Blocks) -> str:
    return found.properties.get("X-WR-TIMEZONE", "").strip()
