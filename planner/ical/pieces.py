"""A calendar's bytes taken apart without reading them: enough to tell what changed since last time.

Each UID gets a mark, a hash of what its lines say. The order of events and of their properties, and what
sources renew at every fetch (DTSTAMP, LAST-MODIFIED, CREATED), do not count. Only plain files come apart so;
`split` gives None for any other, and the whole of it has to be read.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b

from planner.ical import quirks
from planner.ical.parsed import Parsed, Problem
from planner.ical.read import MAX_UID_CHARS

_BEGIN, _END = b"\nBEGIN:VEVENT\n", b"\nEND:VEVENT"
_ANY_MARK = re.compile(rb"^[ \t]*(?:BEGIN|END)[ \t]*[;:][^\n]*VEVENT", re.IGNORECASE | re.MULTILINE)
_ANY_UID = re.compile(rb"^[ \t]*UID[ \t]*[;:]", re.IGNORECASE | re.MULTILINE)
_RENEWED = (b"DTSTAMP", b"LAST-MODIFIED", b"CREATED")
_NAMED = (b"UID:", b"SEQUENCE:")
_OF_ITS_OWN = frozenset((b"VTODO", b"VJOURNAL", b"VFREEBUSY", b"VALARM", b"STANDARD", b"DAYLIGHT"))
_MADE = "@alongside"


class _NotPlain(Exception):
    """Something in this file is not where a plain file has it."""


@dataclass(slots=True)
class Pieces:
    """The components of each UID as they came, their marks, and what stands around them.

    `problems` are those of a calendar that had to be read as a whole.
    """

    groups: dict[str, list[bytes]] = field(default_factory=dict)
    marks: dict[str, str] = field(default_factory=dict)
    zones: list[bytes] = field(default_factory=list)
    properties: dict[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    @property
    def digest(self) -> str:
        """A hash of what the whole says."""
        pairs = sorted(f"{uid}\n{mark}" for uid, mark in self.marks.items())
        return blake2b("\n".join(pairs).encode(), digest_size=32).hexdigest()

    def content(self, uid: str) -> str:
        """A hash of what it says under any name: sources that change their UIDs are known by it."""
        hashes = [blake2b(b"\n".join(_lines(one, _NAMED)), digest_size=12) for one in self.groups[uid]]
        return _joint([one.digest() for one in hashes], 12)

    def title(self, uid: str) -> str:
        """A hash of what it is called."""
        lines = [line for one in self.groups[uid] for line in one.split(b"\n")]
        titles = sorted({line for line in lines if line.startswith(b"SUMMARY")})
        return blake2b(b"\n".join(titles), digest_size=6).hexdigest()

    def document(self, names: Mapping[str, str]) -> bytes:
        """A calendar of these UIDs alone, each under the name it is given, with all that explains them."""
        zone = self.properties.get("X-WR-TIMEZONE")
        head = [b"BEGIN:VCALENDAR", b"VERSION:2.0", *([f"X-WR-TIMEZONE:{zone}".encode()] if zone else [])]
        bodies = [_named(body, name) for uid, name in names.items() for body in self.groups[uid]]
        return b"\n".join([*head, *self.zones, *bodies, b"END:VCALENDAR", b""])


def split(data: bytes) -> Pieces | None:
    """The pieces of a plain, whole calendar; None for a file that is anything else."""
    text = _plain(data)
    try:
        return _split(text)
    except _NotPlain:
        return None


def of(parsed: Parsed) -> Pieces:
    """The pieces of a calendar that had to be read as a whole."""
    whole = Pieces(properties=dict(parsed.properties), problems=parsed.problems)
    for one in parsed.objects:
        pieces = _split(_plain(one.text.encode()))
        whole.groups |= pieces.groups
        whole.marks |= pieces.marks
        whole.zones += [zone for zone in pieces.zones if zone not in whole.zones]
        whole.properties |= pieces.properties
    return whole


def made_uid(seed: str) -> str:
    """A UID for what came without one, or with one that cannot be kept."""
    return blake2b(seed.encode(), digest_size=16).hexdigest() + _MADE


def is_made(uid: str) -> bool:
    return uid.endswith(_MADE)


def _plain(data: bytes) -> bytes:
    """One line end, no folds, as the reader undoes them."""
    clean = quirks.without_controls(quirks.utf16_as_utf8(data).removeprefix(b"\xef\xbb\xbf"))
    unfolded = quirks.with_lf(clean).replace(b"\n ", b"").replace(b"\n\t", b"")
    return b"\n" + unfolded.strip() + b"\n"


def _split(text: bytes) -> Pieces:
    first, *parts = text.split(_BEGIN)
    # Any other spelling of a mark is one that the reader would see and this would not.
    if text.lower().count(b"vevent") != 2 * len(parts) != len(_ANY_MARK.findall(text)):
        raise _NotPlain
    around = _Around()
    around.read(first)
    bodies = [_body(part, around) for part in parts]
    around.check_end()
    return _marked(bodies, around)


def _body(part: bytes, around: "_Around") -> bytes:
    """One event's lines, each after a line end; what follows the event is read as the calendar's own."""
    around.check_open()
    body, end, rest = part.partition(_END)
    if not end or rest[:1] not in (b"", b"\n"):
        raise _NotPlain
    if rest:
        around.read(rest)
    return b"\n" + body


class _Around:
    """What stands outside the events: zones, properties, other components."""

    def __init__(self) -> None:
        self.zones: list[bytes] = []
        self.properties: dict[str, str] = {}
        self._stack: list[bytes] = []
        self._has_calendar = False
        self._zone: list[bytes] = []

    def read(self, text: bytes) -> None:
        for line in filter(None, text.split(b"\n")):
            if line.startswith((b"BEGIN:", b"END:")):
                self._nest(line)
            elif len(self._stack) == 1:
                name, _, value = quirks.latin1_where_needed(line).partition(":")
                self.properties.setdefault(name.partition(";")[0].upper(), value.strip())
            elif not self._stack:
                raise _NotPlain
            elif self._stack[1] == b"VTIMEZONE":
                self._zone.append(line)

    def check_open(self) -> None:
        """Events stand in a calendar and in nothing else."""
        if self._stack != [b"VCALENDAR"]:
            raise _NotPlain

    def check_end(self) -> None:
        """A calendar was there, and every one was ended: nothing less may pass for an empty one."""
        if self._stack or not self._has_calendar:
            raise _NotPlain

    def _nest(self, line: bytes) -> None:
        mark, _, kind = line.partition(b":")
        if self._stack[1:2] == [b"VTIMEZONE"] or kind == b"VTIMEZONE":
            self._zone.append(line)
        if mark == b"END":
            if not self._stack or self._stack.pop() != kind:
                raise _NotPlain
        elif kind == b"VCALENDAR" and not self._stack:
            self._stack.append(kind)
            self._has_calendar = True
        elif self._stack and (kind in _OF_ITS_OWN or (kind == b"VTIMEZONE" and len(self._stack) == 1)):
            self._stack.append(kind)
        else:
            raise _NotPlain
        if kind == b"VTIMEZONE" and mark == b"END":
            self.zones.append(b"\n".join(self._zone))
            self._zone = []


def _marked(bodies: Iterable[bytes], around: _Around) -> Pieces:
    pieces = Pieces(zones=around.zones, properties=around.properties)
    context = _context(around)
    found: dict[str, list[bytes]] = {}
    for body in bodies:
        lines = _lines(body, ())
        hashed = context.copy()
        hashed.update(b"\n".join(lines))
        mark = hashed.digest()
        uid = _uid(body, lines, mark)
        pieces.groups.setdefault(uid, []).append(body)
        found.setdefault(uid, []).append(mark)
    pieces.marks = {uid: _joint(marks, 16) if marks[1:] else marks[0].hex() for uid, marks in found.items()}
    return pieces


def _context(around: _Around) -> "blake2b":
    """What the times of all events hang on: another zone of the same name moves them."""
    zones = sorted(
        b"\n".join(line for line in zone.split(b"\n") if not line.startswith(_RENEWED))
        for zone in around.zones
    )
    default = around.properties.get("X-WR-TIMEZONE", "").encode()
    return blake2b(b"\n\n".join([default, *zones, b""]), digest_size=16)


def _lines(body: bytes, without: tuple[bytes, ...]) -> list[bytes]:
    """What counts of an event: its own lines in order, then its alarms as they came."""
    own, _, inside = body.partition(b"\nBEGIN:")
    left_out = _RENEWED + without
    lines = sorted([line for line in own.split(b"\n") if not line.startswith(left_out)])
    lines.append(inside)
    return lines


def _uid(body: bytes, lines: list[bytes], mark: bytes) -> str:
    at = bisect_left(lines, b"UID:", 0, len(lines) - 1)
    if not lines[at].startswith(b"UID:") or at == len(lines) - 1:
        if _ANY_UID.search(body):
            raise _NotPlain
        return made_uid(mark.hex())
    uid = quirks.latin1_where_needed(lines[at])[4:].strip()
    if not uid or lines[at + 1].startswith(b"UID:"):
        raise _NotPlain
    return uid if len(uid) <= MAX_UID_CHARS else made_uid(uid)


def _named(body: bytes, uid: str) -> bytes:
    """The event under this UID."""
    own, begins, inside = body.partition(b"\nBEGIN:")
    lines = [line for line in own.split(b"\n") if line and not line.startswith(b"UID:")]
    children = [b"BEGIN:" + inside] if begins else []
    return b"\n".join([b"BEGIN:VEVENT", f"UID:{uid}".encode(), *lines, *children, b"END:VEVENT"])


def _joint(hashes: Iterable[bytes], size: int) -> str:
    """One hash of several, in whatever order they come."""
    return blake2b(b"".join(sorted(hashes)), digest_size=size).hexdigest()
