"""What is new in a source that is read again, decided before anything is read in full or written.

Everything goes by the UIDs of the source; each has a UID here that stays the same when the source changes its
own (`Held.uid`), so that flags, plans and reminders stay with their event.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from planner.core.calendar import changes, renames
from planner.core.calendar.renames import Traits
from planner.errors import TooManyEvents
from planner.ical import pieces as text
from planner.ical import values
from planner.ical.held import Held, Said
from planner.ical.lines import unescape
from planner.ical.parsed import Incoming, Parsed
from planner.ical.pieces import Pieces


@dataclass(frozen=True, slots=True)
class Trust:
    """What is believed of a source: that it is empty, that most of it is gone, and how much it may hold."""

    empty: bool = False
    thin: bool = False
    most: int = 20_000


@dataclass(frozen=True, slots=True)
class Compared:
    """What to read, by the source's UID and under which name, and what is gone, by its UID here."""

    to_read: Mapping[str, str]
    removed: tuple[str, ...]
    held: Mapping[str, Held] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Fresh:
    """What a source says now: events that are new or differ, UIDs that are gone, and all that it said.

    `problems` are those of all its events, also of the ones that were read an earlier time.
    """

    events: tuple[Incoming, ...] = field(repr=False)
    removed: tuple[str, ...]
    held: Mapping[str, Held] = field(repr=False)
    problems: tuple[Said, ...] = field(repr=False)
    content_hash: str
    name: str
    wish: timedelta | None


def compare(pieces: Pieces, held: Mapping[str, Held], trust: Trust) -> Compared:
    """What differs from last time. Raises Vanished, Thinned and TooManyEvents."""
    if len(pieces.marks) > trust.most:
        raise TooManyEvents
    names = _old_names(pieces, held)
    found = _changes(pieces, held, names, trust)
    taken = {held[uid].uid for uid in (*found.updated, *found.unchanged)}
    now: dict[str, Held] = {}
    to_read: dict[str, str] = {}
    for uid, mark in pieces.marks.items():
        old = held.get(names.get(uid, uid))
        if old and old.mark == mark:
            now[uid] = old
            continue
        here = old.uid if old and old.uid else _free(uid, taken)
        now[uid] = Held(mark, pieces.content(uid), pieces.title(uid), here, old.problems if old else ())
        if uid not in names or not old or old.content != now[uid].content:
            to_read[uid] = here
    return Compared(to_read, tuple(held[uid].uid for uid in found.removed if held[uid].uid), now)


def fresh(pieces: Pieces, compared: Compared, held: Mapping[str, Held], parsed: Parsed | None) -> Fresh:
    """What the source says now, once what differs was read.

    An event that cannot be read any more stays as it was; one that never could has no row.
    """
    asked = {here: uid for uid, here in compared.to_read.items()}
    events = tuple(one for one in (parsed.objects if parsed else ()) if one.uid in asked)
    known = {one.uid for one in held.values()} | {one.uid for one in events}
    never = {uid for here, uid in asked.items() if here not in known}
    now = {uid: one._replace(uid="") if uid in never else one for uid, one in compared.held.items()}
    said = _said(pieces, asked, parsed)
    now |= {uid: now[uid]._replace(problems=tuple(said[uid])) for uid in asked.values()}
    unnamed = (problem for uid, found in said.items() if uid not in now for problem in found)
    return Fresh(
        events=events,
        removed=compared.removed,
        held=now,
        problems=(*unnamed, *(problem for one in now.values() for problem in one.problems)),
        content_hash=pieces.digest,
        name=_name(pieces),
        wish=wish(pieces),
    )


def wish(pieces: Pieces) -> timedelta | None:
    """How often the source asks to be read (RFC 7986 section 5.7, and what came before it)."""
    for name in ("REFRESH-INTERVAL", "X-PUBLISHED-TTL"):
        try:
            return values.duration(pieces.properties[name])
        except (KeyError, ValueError, OverflowError):
            continue
    return None


def _said(pieces: Pieces, asked: Mapping[str, str], parsed: Parsed | None) -> defaultdict[str, list[Said]]:
    """The problems of what was read this time, by the source's UID; first those of a reading of the whole."""
    found: defaultdict[str, list[Said]] = defaultdict(list)
    by_source = pieces.problems or (parsed.problems if parsed else ())
    for one in by_source:
        uid = one.uid if pieces.problems else asked.get(one.uid, "")
        found[uid].append((one.summary, one.code, one.message))
    return found


def _changes(
    pieces: Pieces, held: Mapping[str, Held], names: Mapping[str, str], trust: Trust
) -> changes.Changes:
    stored = {uid: one.mark for uid, one in held.items()}
    incoming = {names.get(uid, uid): mark for uid, mark in pieces.marks.items()}
    nothing_to_lose = not any(one.uid for one in held.values())
    found = changes.between(stored, incoming, full=True, allow_emptying=trust.empty or nothing_to_lose)
    if not trust.thin and not trust.empty:
        changes.check_thinning(stored, found)
    return found


def _old_names(pieces: Pieces, held: Mapping[str, Held]) -> dict[str, str]:
    """The source's old UID of each event that comes under a new one."""
    gone = {uid: Traits(one.content, one.title) for uid, one in held.items() if uid not in pieces.marks}
    new = [uid for uid in pieces.marks if uid not in held] if gone else []
    come = {uid: Traits(pieces.content(uid), pieces.title(uid)) for uid in new}
    renews_all = len(gone) == len(held)
    by_title = renews_all or all(map(text.is_made, (*gone, *come)))
    return renames.renamed(gone, come, by_title=by_title)


def _free(uid: str, taken: Collection[str]) -> str:
    """The name of a new event: its own, unless an event that was renamed has kept it here."""
    return text.made_uid(uid) if uid in taken else uid


def _name(pieces: Pieces) -> str:
    found = pieces.properties
    return unescape(found.get("NAME") or found.get("X-WR-CALNAME") or "").strip()
