"""Files that a person takes away: how far each is, and its bytes once it is ready."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from planner import errors
from planner.models import LIVE_STATES, Export, ExportPart
from planner.queries.archive import facts
from planner.queries.views import ExportView

STALE = "stale"
Stage = Export.Stage


def exports(actor: UUID, *, now: datetime) -> tuple[ExportView, ...]:
    """The viewer's files, the newest first."""
    return tuple(_view(row) for row in _own(actor, now).order_by("-created_at", "id"))


def export(actor: UUID, export_id: UUID, *, now: datetime) -> ExportView:
    """One of them, as far as it is now. Raises `NotFound`, also once it is over."""
    row = _own(actor, now).filter(id=export_id).first()
    if row is None:
        raise errors.NotFound
    if row.stage == Stage.READY and row.others_digest != facts.others_digest(facts.facts(actor, now=now)):
        return replace(_view(row), stage=STALE)
    return _view(row)


def content(actor: UUID, export_id: UUID, *, now: datetime) -> Iterator[bytes]:
    """Its bytes, part by part. Raises `NotFound`, and `Stale` for one that is not handed out (any more)."""
    if export(actor, export_id, now=now).stage != Stage.READY:
        raise errors.Stale("This file cannot be saved now. Have it made again.")
    parts = ExportPart.objects.filter(export_id=export_id).order_by("number")
    numbers = list(parts.values_list("number", flat=True))
    return (bytes(parts.values_list("data", flat=True).get(number=number)) for number in numbers)


def _own(actor: UUID, now: datetime) -> QuerySet[Export]:
    return Export.objects.filter(Q(expires_at=None) | Q(expires_at__gt=now), owner_id=actor)


def _view(row: Export) -> ExportView:
    is_given_up = row.stage == Stage.ASKED and row.state not in LIVE_STATES
    return ExportView(
        id=row.id,
        kind=row.kind,
        stage=Stage.FAILED if is_given_up else row.stage,
        with_subscriptions=row.with_subscriptions,
        done_count=row.done_count,
        total_count=row.total_count,
        size_bytes=row.size_bytes,
        asked_at=row.created_at,
        expires_at=row.expires_at,
    )
