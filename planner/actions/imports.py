"""A calendar file on its way in: kept as a row, read by `tasks`, previewed, and applied once confirmed."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath
from typing import Final
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction

from planner import errors
from planner.actions import due, events, plans, reminders, rows, views
from planner.actions.due import Claimed
from planner.core.visibility import Visibility
from planner.ical import wire
from planner.ical.parsed import ParsedEvent
from planner.models import (
    LIVE_STATES,
    Calendar,
    Event,
    Flag,
    Import,
    Person,
    Plan,
    ViewVersion,
    VisibilityChoice,
)
from planner.queries import imports
from planner.queries import who as who_queries
from planner.queries.views import ProblemView
from planner.queries.who import Who

Stage = Import.Stage
FILENAME_MAX = 200
MOST_WAITING = 10
BATCH = 500
BLANK: Final = {"data": b"", "parsed": ""}


@dataclass(frozen=True, slots=True)
class ImportResult:
    """How many events an import added and changed, and what could not be taken as it was."""

    added: int
    updated: int
    removed: int
    problems: tuple[ProblemView, ...]


@dataclass(frozen=True, slots=True)
class _Ready:
    """What applying a file writes, as worked out when the owner's view had this version."""

    events: tuple[Event, ...]
    is_noticed: bool
    result: str
    version: int


@transaction.atomic
def receive(
    actor: UUID, *, filename: str, data: bytes, calendar_id: UUID | None = None, now: datetime
) -> UUID:
    """Keep a file to be read soon; the import's id.

    Raises `TooLarge`, `NotACalendar`, `TooMany`, and `NotFound` for a calendar that is not the actor's.
    """
    if len(data) > settings.IMPORT_MAX_BYTES:
        raise errors.TooLarge(field="file")
    if not data.strip():
        raise errors.NotACalendar(field="file")
    Person.objects.select_for_update(no_key=True).get(id=actor)
    if Import.objects.filter(owner_id=actor, state__in=LIVE_STATES).count() >= MOST_WAITING:
        raise errors.TooMany
    row = Import.objects.create(
        owner_id=actor,
        calendar_id=_calendar(actor, calendar_id, now=now),
        filename=PurePosixPath(filename.replace("\\", "/")).name[:FILENAME_MAX],
        data=data,
        next_at=now,
        created_at=now,
    )
    return row.id


def claim_due(*, now: datetime, limit: int = due.BATCH) -> tuple[Claimed, ...]:
    """At most `limit` files to read, leased to the caller."""
    return due.claim(Import, now=now, limit=limit)


@transaction.atomic
def begin(claimed: Claimed, *, now: datetime) -> bytes | None:
    """The bytes to read; None when the lease was lost. A reading that dies twice is not tried again."""
    if not due.begin(Import, claimed, now=now):
        return None
    return bytes(Import.objects.values_list("data", flat=True).get(id=claimed.id))


def finish(claimed: Claimed, answer: str | bytes, *, now: datetime) -> bool:
    """Keep what the child process wrote (`planner.ical.wire`) as a preview, or its refusal.

    False when the lease was lost.
    """
    try:
        parsed = wire.load(answer)
    except errors.UnreadableCalendar as error:
        return refuse(claimed, error.code, now=now)
    if len(parsed.objects) > settings.IMPORT_MAX_EVENTS:
        return refuse(claimed, errors.TooManyEvents.code, now=now)
    preview: dict[str, object] = {"stage": Stage.READY, "parsed": wire.dump(parsed), "data": b""}
    with transaction.atomic():
        return _end(claimed, preview, now=now)


@transaction.atomic
def refuse(claimed: Claimed, code: str = errors.UnreadableCalendar.code, *, now: datetime) -> bool:
    """End a reading that came to nothing, by the code of an error. False when the lease was lost."""
    return _end(claimed, {"stage": Stage.REFUSED, "error_code": code, **BLANK}, now=now)


def apply(actor: UUID, import_id: UUID, *, now: datetime) -> ImportResult:
    """Write a previewed file into its calendar; a second time changes nothing. Raises `NotFound`, `Stale`."""
    # A large file takes seconds to work out, and on SQLite nobody else could write meanwhile.
    ready = _ready(actor, import_id, now=now)
    with transaction.atomic():
        row = _own(actor, import_id)
        if row.stage == Stage.READY:
            if ready is None or ready.version != _version(actor):
                ready = _ready(actor, import_id, now=now)
            if ready:
                _write(who_queries.of(actor), row, ready, now=now)
        if row.stage != Stage.APPLIED:
            raise errors.Stale
    done = imports.view(actor, import_id)
    return ImportResult(len(done.added), len(done.updated), 0, done.problems)


@transaction.atomic
def discard(actor: UUID, import_id: UUID, *, now: datetime) -> None:
    """Throw a file away that was not applied. Raises `NotFound`, and `Stale` for one that was."""
    row = _own(actor, import_id)
    if row.stage == Stage.APPLIED:
        raise errors.Stale
    over = due.ended(Import.State.CANCELLED, now=now) if row.state in LIVE_STATES else {}
    Import.objects.filter(id=row.id).update(stage=Stage.DISCARDED, **BLANK, **over)
    views.touch(actor, now=now)


@transaction.atomic
def share(actor: UUID, import_id: UUID, event_ids: Collection[UUID], *, now: datetime) -> None:
    """Say which events of an applied import involve both. Raises `NotFound`."""
    row = _own(actor, import_id)
    held = Event.objects.filter(calendar_id=row.calendar_id, id__in=event_ids).values_list("id", flat=True)
    if set(held) != set(event_ids):
        raise errors.NotFound
    for event_id in event_ids:
        events.show(actor, event_id, Visibility.SHARED, now=now)


def _own(actor: UUID, import_id: UUID) -> Import:
    rows = Import.objects.select_for_update().defer("data", "parsed")
    row = rows.filter(id=import_id, owner_id=actor).first()
    if row is None:
        raise errors.NotFound
    return row


def _calendar(actor: UUID, calendar_id: UUID | None, *, now: datetime) -> UUID:
    """The calendar that a file goes to: one of the actor's own, or the one for imports, made when needed."""
    mine = Calendar.objects.filter(owner_id=actor)
    if calendar_id:
        if not mine.filter(id=calendar_id).exclude(source=Calendar.Source.SUBSCRIPTION).exists():
            raise errors.NotFound
        return calendar_id
    made = {"name": "Imported", "visibility": VisibilityChoice.BUSY, "created_at": now}
    found = mine.filter(source=Calendar.Source.IMPORT).order_by("created_at").first()
    return (found or mine.create(owner_id=actor, source=Calendar.Source.IMPORT, **made)).id


def _end(claimed: Claimed, columns: dict[str, object], *, now: datetime) -> bool:
    if not due.end(Import, claimed, Import.State.SENT, now=now, also=columns):
        return False
    views.touch(Import.objects.values_list("owner_id", flat=True).get(id=claimed.id), now=now)
    return True


def _ready(actor: UUID, import_id: UUID, *, now: datetime) -> _Ready | None:
    """The rows that a previewed file comes to; None for one that is not a preview."""
    version = _version(actor)
    row = Import.objects.filter(id=import_id, owner_id=actor, stage=Stage.READY).first()
    if row is None:
        return None
    parsed = wire.load(row.parsed)
    found = imports.difference(row, parsed)
    visibility = Calendar.objects.values_list("visibility", flat=True).get(id=row.calendar_id)
    before = {event.id: rows.glimpse(event) for event, _ in found.updated}
    fresh = (_new(row, visibility, one, now=now) for one in found.added)
    events = (*fresh, *(_filled(event, one, now=now) for event, one in found.updated))
    noticed = any(rows.glimpse(event) != before.get(event.id) for event in events)
    return _Ready(events, noticed, imports.summary(found, parsed.problems), version)


def _version(actor: UUID) -> int:
    """Raised by every change to what a file is compared with."""
    return ViewVersion.objects.values_list("version", flat=True).get(person_id=actor)


def _write(who: Who, row: Import, ready: _Ready, *, now: datetime) -> None:
    Event.objects.bulk_create(
        ready.events,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=("calendar", "uid"),
        update_fields=(*rows.COLUMNS, "source_fingerprint"),
    )
    _follow(who, {event.uid for event in ready.events}, noticed=ready.is_noticed, now=now)
    row.stage, row.parsed, row.result = Stage.APPLIED, "", ready.result
    row.save(update_fields=("stage", "parsed", "result"))


def _new(row: Import, visibility: str, one: ParsedEvent, *, now: datetime) -> Event:
    event = Event(
        id=uuid4(),
        owner_id=row.owner_id,
        calendar_id=row.calendar_id,
        visibility=visibility,
        created_at=now,
    )
    return _filled(event, one, now=now)


def _filled(event: Event, one: ParsedEvent, *, now: datetime) -> Event:
    event.source_fingerprint = one.fingerprint
    return rows.rebuild(event, one.text, one.event, now=now)


def _follow(who: Who, uids: Iterable[str], *, noticed: bool, now: datetime) -> None:
    """View versions, and plans and reminders of what somebody has said something about.

    In the order of `plans`, plans before view versions, so that two who write at once cannot deadlock.
    """
    flagged = Flag.objects.filter(owner_id__in=who.couple_ids).values_list("uid", flat=True)
    planned = Plan.objects.filter(couple_id=who.couple_id).values_list("uid", flat=True)
    concerned = sorted({*flagged, *planned}.intersection(uids))
    for uid in concerned:
        plans.follow(uid, who.couple_ids, now=now)
    views.touch(who.person_id, who.partner_id if noticed else None, now=now)
    for uid in concerned:
        reminders.reschedule(uid, who.couple_ids, now=now, by=who.person_id)
