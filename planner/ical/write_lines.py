"""A stored text taken apart into its components, and lines put in their place. Nothing is serialised anew."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from planner.core.calendar.events import UTC_TZID, Component, EventObject, When
from planner.errors import UnreadableCalendar
from planner.ical import blocks
from planner.ical.lines import escape, folded
from planner.ical.read import read
from planner.ical.scan import scan

Lines = Mapping[str, list[str]]
"""The new lines of each property; an empty list takes it away."""


@dataclass(frozen=True, slots=True)
class Block:
    """One VEVENT: its lines and what they say."""

    lines: list[str]
    says: Component


@dataclass(frozen=True, slots=True)
class Document:
    """One stored event: what stands around its VEVENTs, and these, the master or masters first."""

    head: list[str]
    blocks: tuple[Block, ...]
    tail: list[str]

    @property
    def event(self) -> EventObject:
        return EventObject(self.blocks[0].says.uid, tuple(block.says for block in self.blocks))

    def text(self) -> str:
        return folded([*self.head, *(line for block in self.blocks for line in block.lines), *self.tail])

    def holding(self, kept: list[Block]) -> "Document":
        return replace(self, blocks=tuple(kept))


def opened(text: str) -> Document:
    """The document of a stored text. Raises `UnreadableCalendar` if it holds no event, or several."""
    objects = read(text.encode()).objects
    if len(objects) != 1:
        raise UnreadableCalendar
    event, lines = objects[0].event, scan(objects[0].text.encode())
    starts = [at for at, line in enumerate(lines) if line == "BEGIN:VEVENT"]
    ends = [at + 1 for at, line in enumerate(lines) if line == "END:VEVENT"]
    found = tuple(
        Block(lines[begin:end], says) for begin, end, says in zip(starts, ends, event.components, strict=True)
    )
    return Document(lines[: starts[0]], found, lines[ends[-1] :])


def replaced(block: list[str], changed: Lines) -> list[str]:
    """The VEVENT with each changed property where it stood, or in front of its own properties."""
    own = {line.raw: line.name for line in blocks.own_lines(block)}
    kept: list[str] = []
    written: set[str] = set()
    depth = 0
    for raw in block:
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


def added(block: list[str], *lines: str) -> list[str]:
    """The VEVENT with further properties of its own."""
    return [block[0], *lines, *block[1:]]


def stamp(moment: datetime) -> str:
    """An aware moment in UTC form."""
    return when_text(When(moment.astimezone(UTC), UTC_TZID))


def stamps(now: datetime) -> dict[str, list[str]]:
    """What every change writes."""
    return {name: [f"{name}:{stamp(now)}"] for name in ("DTSTAMP", "LAST-MODIFIED")}


def text_line(name: str, text: str) -> list[str]:
    return [f"{name}:{escape(text)}"] if text else []


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


def when_text(when: When) -> str:
    return when_line("", when).rpartition(":")[2]


def period_line(name: str, start: When, lasts: timedelta) -> str:
    """An RDATE that brings its own length."""
    head, _, value = when_line(name, start).rpartition(":")
    return f"{head};VALUE=PERIOD:{value}/PT{int(lasts.total_seconds())}S"
