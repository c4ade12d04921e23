"""Checked lines to the pieces of a calendar: its events, its time zones, and what it says about itself."""

from dataclasses import dataclass, field

from planner.ical import lines as content
from planner.ical import quirks

SKIPPED = ("VTODO", "VJOURNAL", "VFREEBUSY", "VPOLL")  # the events in a poll are proposals
_HELD = ("VEVENT", "VTIMEZONE", *SKIPPED)


@dataclass(slots=True)
class Blocks:
    """The raw lines of each component, and what only the whole file can tell."""

    events: list[list[str]] = field(default_factory=list)
    timezones: list[list[str]] = field(default_factory=list)
    skipped: int = 0
    properties: dict[str, str] = field(default_factory=dict)
    is_truncated: bool = False
    has_calendar: bool = False


def split(lines: list[str]) -> Blocks:
    """The components of one file; several calendars in it are read as one."""
    blocks = Blocks()
    block: list[str] = []
    kind, depth = "", 0
    for line in lines:
        mark = _mark(line)
        if kind and mark == f"BEGIN:{kind}" and kind == "VEVENT":
            # An event that was never ended (sets of files glued together): the next BEGIN ends it.
            _keep(blocks, kind, [*block, f"END:{kind}"])
            block, depth = [], 0
        if not kind:
            kind, block = _outside(blocks, line, mark), []
            if not kind:
                continue
        block.append(line)
        depth += mark.startswith("BEGIN:") - mark.startswith("END:")
        if depth <= 0 or mark == f"END:{kind}":
            _keep(blocks, kind, block)
            kind, depth = "", 0
    blocks.is_truncated = bool(kind) or (blocks.has_calendar and _mark(lines[-1]) != "END:VCALENDAR")
    return blocks


def _mark(line: str) -> str:
    """BEGIN and END lines, "" for the rest; `quirks` has given them one spelling."""
    return line if line[:1] in "BE" and line.startswith(("BEGIN:", "END:")) else ""


def _outside(blocks: Blocks, line: str, mark: str) -> str:
    """The kind of component that a line opens; other lines describe the calendar."""
    if mark.startswith("BEGIN:"):
        blocks.has_calendar = blocks.has_calendar or mark == "BEGIN:VCALENDAR"
        return mark[6:] if mark[6:] in _HELD else ""
    parsed = content.parse(line)
    if parsed and not mark:
        blocks.properties.setdefault(parsed.name, parsed.value)
    return ""


def _keep(blocks: Blocks, kind: str, block: list[str]) -> None:
    if kind == "VEVENT":
        blocks.events.append([f"BEGIN:{kind}", *block[1:-1], f"END:{kind}"])
    elif kind == "VTIMEZONE":
        blocks.timezones.append(block)
    else:
        blocks.skipped += 1


def own_lines(block: list[str]) -> list[content.Line]:
    """The properties of a component itself, without those of its alarms or other children."""
    found, depth = [], 0
    for raw in block:
        if raw[:1] in "BE" and (mark := _mark(raw)):
            depth += 1 if mark.startswith("BEGIN:") else -1
        elif depth == 1:
            line = _property(raw)
            if line:
                found.append(quirks.with_colon_in_tzid(line) if line.params else line)
    return found


def _property(raw: str) -> content.Line | None:
    """The property on a line; blanks before its name mean nothing, those behind are part of the value."""
    text = raw.strip()
    line = content.parse(text)
    if line and len(text) < len(raw.lstrip()):
        return line._replace(value=line.value + raw[len(raw.rstrip()) :])
    return line


def children(block: list[str]) -> list[list[str]]:
    """The raw lines of each component directly inside."""
    found: list[list[str]] = []
    depth = 0
    for raw in block:
        mark = _mark(raw)
        depth += mark.startswith("BEGIN:")
        if depth == 2 and mark.startswith("BEGIN:"):
            found.append([])
        if depth >= 2:
            found[-1].append(raw)
        depth -= mark.startswith("END:")
    return found
