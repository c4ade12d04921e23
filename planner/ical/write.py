"""Values and stored text to calendar text. Lines are moved about, never parsed and serialised again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from planner.core.calendar.events import UTC_TZID, Component, When
from planner.core.calendar.zones import wall_in
from planner.ical import blocks
from planner.ical.lines import escape, folded, parse
from planner.ical.read import HEAD, TAIL, read_text
from planner.ical.scan import scan
from planner.ical.vtimezone import vtimezone

_TIMING = ("DTSTART", "DTEND", "DURATION", "RRULE")


@dataclass(frozen=True, slots=True)
class EventDraft:
    """What our own form says of an event."""

    uid: str
    summary: str
    start: When
    end: When
    dtstamp: datetime
    rrule: str = ""
    location: str = ""
    description: str = ""
    sequence: int = 0
    created: datetime | None = None


def event_text(draft: EventDraft) -> str:
    """A new object, wrapped as `read_text` expects it."""
    body = [
        "BEGIN:VEVENT",
        f"UID:{escape(draft.uid)}",
        f"DTSTAMP:{stamp(draft.dtstamp)}",
        f"CREATED:{stamp(draft.created or draft.dtstamp)}",
        f"LAST-MODIFIED:{stamp(draft.dtstamp)}",
        f"SEQUENCE:{draft.sequence}",
        *_timing(draft),
        *_words(draft),
        "END:VEVENT",
    ]
    return folded([*HEAD, *body, *TAIL])


def edited(text: str, draft: EventDraft) -> str:
    """The text with the master changed to what the draft says; all that it does not say stays as it was.

    SEQUENCE grows when the time or the rule changes (Google ignores an update without it).
    """
    was = read_text(text).components[0]
    retimed = _is_retimed(was, draft)
    changed = _changes(was, draft, retimed)
    before, master, after = _around_master(text)
    shifted = [_with_shifted_exdates(line, was, draft) if retimed else line for line in master]
    return folded([*before, *_replaced(shifted, changed), *after])


def calendar(
    name: str, events: Iterable[str], tzids: Iterable[str], *, properties: Iterable[str] = ()
) -> bytes:
    """One calendar of component texts (as `project` gives them) with a VTIMEZONE for each zone they use."""
    return calendar_of(name, (each.encode() for each in events), tzids, properties=properties)


def calendar_of(
    name: str, events: Iterable[bytes], tzids: Iterable[str], *, properties: Iterable[str] = ()
) -> bytes:
    """The same of texts that are bytes already."""
    head = [*HEAD, "CALSCALE:GREGORIAN", f"NAME:{escape(name)}", f"X-WR-CALNAME:{escape(name)}", *properties]
    zones = (vtimezone(tzid) for tzid in sorted(set(tzids)))
    return b"".join(
        [folded(head).encode(), *(zone.encode() for zone in zones), *events, folded(TAIL).encode()]
    )


def stamp(moment: datetime) -> str:
    """An aware moment in UTC form."""
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def when_line(name: str, when: When) -> str:
    """A DATE or DATE-TIME property in its own value type and zone."""
    wall = when.wall
    date = f"{wall.year:04d}{wall.month:02d}{wall.day:02d}"
    if when.is_date:
        return f"{name};VALUE=DATE:{date}"
    clock = f"{date}T{wall.hour:02d}{wall.minute:02d}{wall.second:02d}"
    if when.tzid == UTC_TZID:
        return f"{name}:{clock}Z"
    return f"{name};TZID={when.tzid}:{clock}" if when.tzid else f"{name}:{clock}"


def _timing(draft: EventDraft) -> list[str]:
    rule = [f"RRULE:{_one_line(draft.rrule)}"] if draft.rrule else []
    return [when_line("DTSTART", draft.start), when_line("DTEND", draft.end), *rule]


def _words(draft: EventDraft) -> list[str]:
    texts = {"SUMMARY": draft.summary, "LOCATION": draft.location, "DESCRIPTION": draft.description}
    return [f"{name}:{escape(text)}" for name, text in texts.items() if text]


def _one_line(value: str) -> str:
    return "".join(value.split())


def _is_retimed(was: Component, draft: EventDraft) -> bool:
    rule = (draft.rrule,) if draft.rrule else ()
    return (was.start, _end(was), was.rrules) != (draft.start, draft.end, rule)


def _end(was: Component) -> When | None:
    if was.end is not None or was.duration is None:
        return was.end
    return When(was.start.wall + was.duration, was.start.tzid, was.start.is_date)


def _changes(was: Component, draft: EventDraft, retimed: bool) -> dict[str, list[str]]:
    """The new lines of each property that changes; an empty list takes it away."""
    changed: dict[str, list[str]] = {}
    words = {"SUMMARY": draft.summary, "LOCATION": draft.location, "DESCRIPTION": draft.description}
    known = {"SUMMARY": was.summary, "LOCATION": was.location, "DESCRIPTION": was.description}
    for name, text in words.items():
        if text != known[name]:
            changed[name] = [f"{name}:{escape(text)}"] if text else []
    if retimed:
        changed |= dict.fromkeys(_TIMING, []) | {"DTSTART": _timing(draft)}
        changed["SEQUENCE"] = [f"SEQUENCE:{max(was.sequence, draft.sequence) + 1}"]
    changed["DTSTAMP"] = [f"DTSTAMP:{stamp(draft.dtstamp)}"]
    changed["LAST-MODIFIED"] = [f"LAST-MODIFIED:{stamp(draft.dtstamp)}"]
    return changed


def _around_master(text: str) -> tuple[list[str], list[str], list[str]]:
    """The lines before the first VEVENT, its own, and those after it: stored text has its master first."""
    lines = scan(text.encode())
    begin = lines.index("BEGIN:VEVENT")
    end = lines.index("END:VEVENT", begin) + 1
    return lines[:begin], lines[begin:end], lines[end:]


def _replaced(master: list[str], changed: dict[str, list[str]]) -> list[str]:
    """Each changed property where it stood, or at the end of the component's own properties."""
    own = {line.raw: line.name for line in blocks.own_lines(master)}
    kept: list[str] = []
    written: set[str] = set()
    depth = 0
    for raw in master:
        depth += raw.startswith("BEGIN:")
        name = own.get(raw.strip(), "") if depth == 1 else ""
        depth -= raw.startswith("END:")
        if name not in changed:
            kept.append(raw)
        elif name not in written:
            kept += changed[name]
            written.add(name)
    missing = [line for name, lines in changed.items() if name not in written for line in lines]
    return [kept[0], *missing, *kept[1:]]


def _with_shifted_exdates(raw: str, was: Component, draft: EventDraft) -> str:
    """An EXDATE keeps naming the same instance when the series moves to another hour or zone."""
    line = parse(raw) if raw[:6].upper() == "EXDATE" else None
    if line is None or was.start.is_date or draft.start.is_date:
        return raw
    move = _time_of_day(draft.start) - _time_of_day(was.start)
    walls = [_moved(one, was, move) for one in was.exdates if when_text(one) in line.value]
    names = [when_line("EXDATE", When(wall, draft.start.tzid)) for wall in walls]
    head = names[0].rpartition(":")[0] if names else ""
    return f"{head}:{','.join(name.rpartition(':')[2] for name in names)}" if names else raw


def _moved(exdate: When, was: Component, move: timedelta) -> datetime:
    if exdate.is_date:
        return datetime.combine(exdate.wall.date(), was.start.wall.time()) + move
    return wall_in(exdate, was.start.tzid) + move


def _time_of_day(when: When) -> timedelta:
    return timedelta(hours=when.wall.hour, minutes=when.wall.minute, seconds=when.wall.second)


def when_text(when: When) -> str:
    return when_line("", when).rpartition(":")[2]
