"""What `tasks` does with a calendar file: keeps what the child process read, then writes it piece by piece.

claim → begin → read: keep → compare, or write: plan → write … → done. Every step is fenced by the lease.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet

from planner import errors
from planner.actions.calendar import bulk
from planner.actions.engine import due, views
from planner.actions.engine.due import Claimed
from planner.actions.exchange.imports import BLANK
from planner.ical import wire
from planner.models import Event, Import, ViewVersion
from planner.queries.exchange import imports
from planner.queries.people import who as who_queries

Stage = Import.Stage


@dataclass(frozen=True, slots=True)
class Begun:
    """How far the file is, and its bytes while they are still to be read."""

    stage: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows that are written in one transaction; worked out before it begins."""

    owner_id: UUID
    rows: tuple[Event, ...]


def claim_due(*, now: datetime, limit: int = due.BATCH) -> tuple[Claimed, ...]:
    """At most `limit` files to read or to write, leased to the caller."""
    return due.claim(Import, now=now, limit=limit)


@transaction.atomic
def begin(claimed: Claimed, *, now: datetime) -> Begun | None:
    """What to do; None when the lease was lost. What dies twice is not tried again."""
    if not due.begin(Import, claimed, now=now):
        return None
    stage, data = Import.objects.values_list("stage", "data").get(id=claimed.id)
    return Begun(stage, bytes(data))


def keep(claimed: Claimed, answer: str, *, now: datetime) -> bool:
    """Keep what the child process wrote (`planner.ical.wire`), to be compared, or its refusal.

    False when it was refused or the lease was lost.
    """
    try:
        parsed = wire.load(answer)
    except errors.UnreadableCalendar as error:
        refuse(claimed, error.code, now=now)
        return False
    if len(parsed.objects) > settings.IMPORT_MAX_EVENTS:
        refuse(claimed, errors.TooManyEvents.code, now=now)
        return False
    kept = {"stage": Stage.COMPARING, "parsed": answer, "data": b""}
    return bool(_held(claimed).update(**kept))


def compare(claimed: Claimed, *, now: datetime) -> bool:
    """Make the preview of a file that was read; one that needs no yes goes on to be written.

    False when the lease was lost.
    """
    row = Import.objects.get(id=claimed.id)
    seen = _version(row.owner_id)
    parsed = wire.load(row.parsed)
    found = imports.difference(row, parsed)
    preview = {"result": imports.summary(row, found, parsed.problems), "seen_version": seen + 1}
    counts = {"total_count": found.count, "done_count": 0}
    with transaction.atomic():
        if not due.end(Import, claimed, Import.State.SENT, now=now, also=preview | counts | _next(row)):
            return False
        if row.applies_at_once:
            Import.objects.filter(id=row.id).update(**due.again(now=now))
        views.touch(row.owner_id, now=now)
    return True


@transaction.atomic
def refuse(claimed: Claimed, code: str = errors.UnreadableCalendar.code, *, now: datetime) -> bool:
    """End a reading that came to nothing, by the code of an error. False when the lease was lost."""
    columns = {"stage": Stage.REFUSED, "error_code": code, **BLANK}
    if not due.end(Import, claimed, Import.State.SENT, now=now, also=columns):
        return False
    views.touch(Import.objects.values_list("owner_id", flat=True).get(id=claimed.id), now=now)
    return True


def plan(claimed: Claimed, *, now: datetime) -> Iterator[Batch]:
    """What is still to be written, in pieces, against the calendar as it is now."""
    row = Import.objects.select_related("calendar").get(id=claimed.id)
    parsed = wire.load(row.parsed)
    found = imports.difference(row, parsed)
    counts: dict[str, object] = {"total_count": row.done_count + found.count}
    if not row.done_count:
        # After a crash the first account stands: what was written then would count as unchanged now.
        counts["result"] = imports.summary(row, found, parsed.problems)
    _held(claimed).update(**counts)
    for at in range(0, found.count, bulk.BATCH):
        piece = found.incoming[at : at + bulk.BATCH]
        yield Batch(row.owner_id, tuple(bulk.fresh(row.calendar, one, now=now) for one in piece))


@transaction.atomic
def write(claimed: Claimed, batch: Batch, *, now: datetime) -> bool:
    """Write one piece and keep the lease. False when it was lost, and nothing is written."""
    counted = F("done_count") + len(batch.rows)
    if not _held(claimed).update(done_count=counted, next_at=now + due.LEASE):
        return False
    bulk.write(who_queries.of(batch.owner_id), batch.rows, by=batch.owner_id, now=now)
    return True


@transaction.atomic
def done(claimed: Claimed, *, now: datetime) -> bool:
    """End a file of which all is written. False when the lease was lost."""
    if not due.end(Import, claimed, Import.State.SENT, now=now, also={"stage": Stage.APPLIED, **BLANK}):
        return False
    views.touch(Import.objects.values_list("owner_id", flat=True).get(id=claimed.id), now=now)
    return True


def _next(row: Import) -> dict[str, object]:
    return {"stage": Stage.APPLYING if row.applies_at_once else Stage.READY}


def _held(claimed: Claimed) -> QuerySet[Import]:
    return Import.objects.filter(id=claimed.id, lease_token=claimed.token, state=Import.State.SENDING)


def _version(person_id: UUID) -> int:
    """Raised by every change to what a file is compared with."""
    return ViewVersion.objects.values_list("version", flat=True).get(person_id=person_id)
