"""Calendar events as plain values: text becomes these in `planner.ical`, rules and pages read them.

A `When` is what somebody meant (a wall clock and a zone); UTC instants are derived from it, in a window,
by `planner.core.calendar.recurrence`.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from hashlib import blake2b
from typing import Any

CODEC_VERSION = 1
UTC_TZID = "UTC"
_DECODER = json.JSONDecoder()


@dataclass(frozen=True, slots=True)
class When:
    """A DATE or DATE-TIME as it was meant."""

    wall: datetime  # naive; midnight for a DATE
    tzid: str = ""  # an IANA name, "UTC", or "" for floating
    is_date: bool = False

    @property
    def is_floating(self) -> bool:
        return not self.tzid


@dataclass(frozen=True, slots=True)
class Period:
    """An RDATE that brings its own length."""

    start: When
    end: When | None = None
    duration: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Component:
    """One VEVENT as plain values."""

    uid: str
    start: When
    end: When | None = None
    duration: timedelta | None = None
    recurrence_id: When | None = None
    this_and_future: bool = False
    rrules: tuple[str, ...] = ()
    rdates: tuple[When | Period, ...] = ()
    exdates: tuple[When, ...] = ()
    summary: str = ""
    location: str = ""
    description: str = ""
    url: str = ""
    status: str = ""
    transp: str = ""
    sequence: int = 0
    dtstamp: datetime | None = None
    last_modified: datetime | None = None
    created: datetime | None = None
    exrules: tuple[str, ...] = ()  # of RFC 2445; RFC 5545 dropped them, old calendars have not

    @property
    def is_cancelled(self) -> bool:
        return self.status == "CANCELLED"

    @property
    def is_recurring(self) -> bool:
        return bool(self.rrules or self.rdates)


@dataclass(frozen=True, slots=True)
class EventObject:
    """Everything that shares one UID: master or masters first, then overrides by RECURRENCE-ID."""

    uid: str
    components: tuple[Component, ...]

    @property
    def masters(self) -> tuple[Component, ...]:
        return tuple([one for one in self.components if one.recurrence_id is None])

    @property
    def master(self) -> Component | None:
        """The component that describes the whole series; none if only overrides arrived."""
        first = self.components[0] if self.components else None
        return first if first and first.recurrence_id is None else None

    @property
    def overrides(self) -> tuple[Component, ...]:
        return tuple([one for one in self.components if one.recurrence_id is not None])

    @property
    def is_recurring(self) -> bool:
        """True if an occurrence needs a RECURRENCE-ID to be told from its siblings."""
        return any(one.is_recurring or one.recurrence_id is not None for one in self.components)

    @property
    def summary(self) -> str:
        return self.components[0].summary if self.components else ""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One dated instance; `starts_at` and `ends_at` are aware UTC and half-open."""

    uid: str
    recurrence_id: str  # "" for a one-off; see `occurrence_key`. Survives a move by an override
    starts_at: datetime
    ends_at: datetime
    start: When
    is_all_day: bool
    component: Component


def event_object(uid: str, components: list[Component]) -> EventObject:
    """The components of one UID in their canonical order, whatever order the file had."""
    if len(components) > 1:
        components = sorted(components, key=_canonical_order)
    return EventObject(uid, tuple(components))


def occurrence_key(when: When) -> str:
    """The stable name of an occurrence: basic form in the master's own value type and zone."""
    wall = when.wall
    if when.is_date:
        return wall.date().isoformat().replace("-", "")
    suffix = "Z" if when.tzid == UTC_TZID else ""
    return wall.isoformat(timespec="seconds").replace("-", "").replace(":", "") + suffix


def fingerprint(text: str) -> str:
    """A hash of what the text says: DTSTAMP, folding, line ends and the order of properties do not count."""
    return fingerprint_of(unfolded(text))


def fingerprint_of(lines: Iterable[str]) -> str:
    """The same of lines that are unfolded already."""
    return blake2b("\n".join(_normal(iter(lines), "")).encode(), digest_size=16).hexdigest()


def unfolded(text: str) -> list[str]:
    """The content lines of iCalendar text, without empty ones."""
    flat = text.replace("\r\n", "\n").replace("\r", "\n").replace("\n ", "").replace("\n\t", "")
    return [line for line in flat.split("\n") if line.strip()]


def to_json(event: EventObject) -> str:
    """A compact form for one database column; `from_json` gives the same value back."""
    rows = [_component_row(one) for one in event.components]
    return json.dumps([CODEC_VERSION, event.uid, rows], ensure_ascii=False, separators=(",", ":"))


def from_json(text: str) -> EventObject:
    """The event that `to_json` wrote; ValueError for another version of the codec."""
    version, uid, rows = json.loads(text)
    if version != CODEC_VERSION:
        raise ValueError(f"event codec {version}")
    return EventObject(uid, tuple(_component(uid, row) for row in rows))


def uid_of(text: str) -> str:
    """The UID alone of what `to_json` wrote."""
    begins = f"[{CODEC_VERSION},"
    if not text.startswith(begins):
        raise ValueError(f"event codec {text[:8]}")
    return str(_DECODER.raw_decode(text, len(begins))[0])


def _canonical_order(one: Component) -> tuple[bool, datetime, datetime, int, str]:
    named = one.recurrence_id
    return (named is not None, named.wall if named else datetime.min, one.start.wall, one.sequence, repr(one))


def _normal(lines: Iterator[str], end: str) -> list[str]:
    """The lines up to `end`, sorted, each child component flattened into one sortable string."""
    own: list[str] = []
    for line in lines:
        name = _name(line.partition(":")[0])
        if name in ("BEGIN", "END"):
            upper = line.upper().rstrip()
            if upper == end:
                break
            if name == "BEGIN":
                own.append(upper + "\n" + "\n".join(_normal(lines, "END" + upper[5:])))
                continue
        if name != "DTSTAMP":
            own.append(line if line.startswith(name) else name + line[len(name) :])
    own.sort()
    return own


@lru_cache(maxsize=2048)
def _name(head: str) -> str:
    return head.partition(";")[0].upper()


def _component_row(one: Component) -> list[Any]:
    return [
        _when_text(one.start),
        _when_text(one.end),
        _seconds(one.duration),
        _when_text(one.recurrence_id),
        int(one.this_and_future),
        one.rrules,
        [_rdate_row(rdate) for rdate in one.rdates],
        [_when_text(exdate) for exdate in one.exdates],
        *(one.summary, one.location, one.description, one.url, one.status, one.transp, one.sequence),
        *(moment and moment.isoformat() for moment in (one.dtstamp, one.last_modified, one.created)),
        *([one.exrules] if one.exrules else []),
    ]


def _component(uid: str, row: list[Any]) -> Component:
    start, end, duration, named, future, rrules, rdates, exdates, *rest = row
    summary, location, description, url, status, transp, sequence, dtstamp, last_modified, created, *more = (
        rest
    )
    return Component(
        uid=uid,
        start=_when(start),
        end=end and _when(end),
        duration=None if duration is None else timedelta(seconds=duration),
        recurrence_id=named and _when(named),
        this_and_future=bool(future),
        rrules=tuple(rrules),
        rdates=tuple(_rdate(rdate) for rdate in rdates),
        exdates=tuple(_when(exdate) for exdate in exdates),
        summary=summary,
        location=location,
        description=description,
        url=url,
        status=status,
        transp=transp,
        sequence=sequence,
        dtstamp=_moment(dtstamp),
        last_modified=_moment(last_modified),
        created=_moment(created),
        exrules=tuple(more[0]) if more else (),
    )


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _when_text(when: When | None) -> str | None:
    if when is None:
        return None
    if when.is_date:
        return when.wall.date().isoformat()
    return f"{when.wall.isoformat()} {when.tzid}" if when.tzid else when.wall.isoformat()


def _when(text: str) -> When:
    if len(text) == 10:
        return When(datetime.fromisoformat(text), "", is_date=True)
    wall, _, tzid = text.partition(" ")
    return When(datetime.fromisoformat(wall), tzid)


def _rdate_row(rdate: When | Period) -> str | list[Any] | None:
    if isinstance(rdate, When):
        return _when_text(rdate)
    return [_when_text(rdate.start), _when_text(rdate.end), _seconds(rdate.duration)]


def _rdate(row: str | list[Any]) -> When | Period:
    if isinstance(row, str):
        return _when(row)
    start, end, duration = row
    return Period(_when(start), end and _when(end), None if duration is None else timedelta(seconds=duration))


def _seconds(duration: timedelta | None) -> float | None:
    return None if duration is None else duration.total_seconds()
