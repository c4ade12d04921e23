"""A file that somebody takes away, as bytes in parts: a calendar, or calendars, JSON and a page in one.

Nothing is held whole: rows come in batches, and what they become goes out as soon as a part is full.
"""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from typing import IO
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from planner.ical import stream
from planner.models import Event, Export
from planner.queries.archive import data, events, facts, page
from planner.queries.archive.events import Key
from planner.queries.archive.facts import Facts

PART_BYTES, LUMP_BYTES = 1_000_000, 64_000
OUR_NAME = "Alongside"
_UNFIT = re.compile(r"[^\w -]+")
_FILENAME_MAX = 60


@dataclass(frozen=True, slots=True)
class Part:
    """Some of the bytes, perhaps none yet, and how far it is. An event counts in each file it goes to."""

    number: int
    data: bytes
    done_count: int
    total_count: int


class _Outbox:
    """What was written and not yet taken away; ZipFile and we write into it."""

    def __init__(self) -> None:
        self.waiting = bytearray()

    def write(self, piece: bytes) -> int:
        self.waiting += piece
        return len(piece)

    def flush(self) -> None:
        """Nothing: a full part is taken away by whoever reads."""

    def take(self, size: int) -> bytes:
        taken = bytes(self.waiting[:size])
        del self.waiting[:size]
        return taken


class _Counted:
    """Batches of rows, counted as they go by."""

    def __init__(self) -> None:
        self.done = 0

    def of(self, keys: tuple[Key, ...], columns: tuple[str, ...] = events.WHOLE) -> Iterator[list[Event]]:
        for batch in events.rows(keys, columns):
            yield batch
            self.done += len(batch)


def parts(export_id: UUID, given: Facts) -> Iterator[Part]:
    """The bytes of the file that was asked for, in order, in the words of its owner."""
    order = Export.objects.get(id=export_id)
    keys = events.keys(order.owner_id, with_subscriptions=order.with_subscriptions)
    outbox, counted = _Outbox(), _Counted()
    is_archive = order.kind == Export.Kind.ARCHIVE
    chosen = keys if is_archive else events.once(keys)
    total = len(chosen) * (3 if is_archive else 1)
    pieces = _archive(given, keys, outbox, counted) if is_archive else _calendar(chosen, outbox, counted)
    number = 0
    for _lump in _spoken(pieces, given):
        full = outbox.take(PART_BYTES) if len(outbox.waiting) >= PART_BYTES else b""
        yield Part(number, full, min(counted.done, total), total)
        number += bool(full)
    while rest := outbox.take(PART_BYTES):
        yield Part(number, rest, total, total)
        number += 1


def _spoken(pieces: Iterator[None], given: Facts) -> Iterator[None]:
    """The same, each step in its reader's language and zone: neither is left on while the caller works."""
    while True:
        with ExitStack() as stack:
            stack.enter_context(override(given.me.language))
            stack.enter_context(timezone.override(given.who.zone))
            if next(pieces, pieces) is pieces:
                return
        yield


def _calendar(keys: tuple[Key, ...], outbox: _Outbox, counted: _Counted) -> Iterator[None]:
    for lump in _lumps(_text(OUR_NAME, keys, counted)):
        outbox.write(lump)
        yield


def _archive(given: Facts, keys: tuple[Key, ...], outbox: _Outbox, counted: _Counted) -> Iterator[None]:
    with ZipFile(outbox, "w", ZIP_DEFLATED) as file:  # type: ignore[call-overload]
        yield from _entry(file, given, "index.html", page.written(given, counted.of(keys), count=len(keys)))
        yield from _entry(file, given, "alongside.json", data.written(given, counted.of(keys)))
        for name, own in _calendars(given, keys):
            yield from _entry(file, given, f"calendar/{name}.ics", _text(name, own, counted))


def _text(name: str, keys: tuple[Key, ...], counted: _Counted) -> Iterator[str]:
    batches = counted.of(keys, events.AS_TEXT)
    return stream.written(name, (events.text(row) for batch in batches for row in batch))


def _lumps(texts: Iterator[str]) -> Iterator[bytes]:
    """The same bytes in fewer pieces."""
    lump = bytearray()
    for text in texts:
        lump += text.encode()
        if len(lump) >= LUMP_BYTES:
            yield bytes(lump)
            lump.clear()
    yield bytes(lump)


def _entry(file: ZipFile, given: Facts, name: str, texts: Iterator[str]) -> Iterator[None]:
    made = given.now.astimezone(given.who.zone)
    info = ZipInfo(name, (max(1980, made.year), made.month, made.day, made.hour, made.minute, made.second))
    info.compress_type, info.external_attr = ZIP_DEFLATED, 0o600 << 16
    entry: IO[bytes]
    with file.open(info, "w") as entry:
        for lump in _lumps(texts):
            entry.write(lump)
            yield


def _calendars(given: Facts, keys: tuple[Key, ...]) -> Iterator[tuple[str, tuple[Key, ...]]]:
    """A file for each calendar that holds something: within one, no UID comes twice."""
    taken: set[str] = set()
    for calendar in given.calendars:
        own = tuple(key for key in keys if key.calendar_id == calendar.id)
        if own:
            yield _name(calendar.name, taken), own


def _name(wanted: str, taken: set[str]) -> str:
    """A file name that every system accepts, and that none here has."""
    plain = " ".join(_UNFIT.sub(" ", wanted).split())[:_FILENAME_MAX].strip() or _("Calendar")
    name, number = plain, 2
    while name.casefold() in taken:
        name, number = f"{plain} {number}", number + 1
    taken.add(name.casefold())
    return name


def facts_of(export_id: UUID, *, now: datetime) -> Facts:
    """What the file is made of, besides the events."""
    return facts.facts(Export.objects.values_list("owner_id", flat=True).get(id=export_id), now=now)
