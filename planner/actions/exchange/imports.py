"""A calendar file on its way in: kept as a row, looked at, confirmed or thrown away.

`tasks` reads it and writes it into the calendar (`imports_work`).
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from pathlib import PurePosixPath
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import transaction

from planner import errors
from planner.actions.calendar import bulk, events
from planner.actions.engine import due, locks, views
from planner.models import LIVE_STATES, Calendar, Import, VisibilityChoice
from planner.queries.people import who as who_queries

Stage = Import.Stage
FILENAME_MAX = 200
MOST_WAITING = 10
KEPT = timedelta(days=30)
BLANK: Final = {"data": b"", "parsed": ""}
_UNDER_WAY = (Stage.APPLYING, Stage.APPLIED)


@transaction.atomic
def receive(
    actor: UUID,
    *,
    filename: str,
    data: bytes,
    calendar_id: UUID | None = None,
    apply: bool = False,
    now: datetime,
) -> UUID:
    """Keep a file to be read soon; the import's id. With `apply` nobody is asked before it is written.

    Raises `TooLarge`, `NotACalendar`, `TooMany`, and `NotFound` for a calendar that is not the actor's.
    """
    if len(data) > settings.IMPORT_MAX_BYTES:
        raise errors.TooLarge(field="file")
    if not data.strip():
        raise errors.NotACalendar(field="file")
    locks.person(actor)
    if Import.objects.filter(owner_id=actor, state__in=LIVE_STATES).count() >= MOST_WAITING:
        raise errors.TooMany
    row = Import.objects.create(
        owner_id=actor,
        calendar_id=_calendar(actor, calendar_id, now=now),
        filename=PurePosixPath(filename.replace("\\", "/")).name[:FILENAME_MAX],
        size_bytes=len(data),
        applies_at_once=apply,
        data=data,
        next_at=now,
        created_at=now,
    )
    return row.id


@transaction.atomic
def confirm(actor: UUID, import_id: UUID, *, now: datetime) -> None:
    """Have a previewed file written into its calendar soon; a second time changes nothing.

    Raises `NotFound`, and `Stale` for one that was not read or was thrown away.
    """
    row = _own(actor, import_id)
    if row.stage == Stage.APPLYING and row.state not in LIVE_STATES or row.stage == Stage.READY:
        Import.objects.filter(id=row.id).update(stage=Stage.APPLYING, **due.again(now=now))
        views.touch(actor, now=now)
    elif row.stage not in _UNDER_WAY:
        raise errors.Stale


@transaction.atomic
def discard(actor: UUID, import_id: UUID, *, now: datetime) -> None:
    """Throw a file away that was not applied. Raises `NotFound`, and `Stale` once its writing has begun."""
    row = _own(actor, import_id)
    if row.stage in _UNDER_WAY:
        raise errors.Stale
    over = due.ended(Import.State.CANCELLED, now=now) if row.state in LIVE_STATES else {}
    Import.objects.filter(id=row.id).update(stage=Stage.DISCARDED, **BLANK, **over)
    views.touch(actor, now=now)


@transaction.atomic
def share(actor: UUID, import_id: UUID, event_ids: Collection[UUID], *, now: datetime) -> None:
    """Say which events of an applied import involve both. Raises `NotFound`."""
    row = _own(actor, import_id)
    events.share(actor, event_ids, calendar_id=row.calendar_id, now=now)


@transaction.atomic
def take_out(actor: UUID, calendar_id: UUID, *, now: datetime) -> None:
    """Take all that files brought into this calendar out again; what was said of it stays its writer's own.

    Raises `NotFound`, and `Stale` while a file is being written into it.
    """
    own = Calendar.objects.select_for_update().filter(owner_id=actor, source=Calendar.Source.IMPORT)
    found = own.filter(id=calendar_id).first()
    if found is None:
        raise errors.NotFound
    if Import.objects.filter(calendar=found, stage=Stage.APPLYING).exists():
        raise errors.Stale("A file is on its way into it. Wait until it is there, and try again.")
    bulk.empty(who_queries.of(actor), found.id, now=now)
    # Their pages would say that it is all in the calendar.
    Import.objects.filter(calendar=found, stage=Stage.APPLIED).delete()


def sweep(*, now: datetime) -> int:
    """Throw away previews that nobody has confirmed for a month; how many that were."""
    forgotten = Import.objects.filter(stage=Stage.READY, ended_at__lte=now - KEPT)
    return forgotten.update(stage=Stage.DISCARDED, result="", **BLANK)


def _own(actor: UUID, import_id: UUID) -> Import:
    rows = Import.objects.select_for_update().defer("data", "parsed", "result")
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
