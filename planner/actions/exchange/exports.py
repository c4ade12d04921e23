"""What a person takes away: asked for, made by `tasks` part by part, thrown away, or gone after a day."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q, QuerySet

from planner import errors
from planner.actions.channels import security
from planner.actions.engine import due, locks
from planner.actions.engine.due import Claimed
from planner.core.security import Happened
from planner.models import Export, ExportPart
from planner.queries.archive.pack import Part

LASTS = timedelta(days=1)
Kind, Stage = Export.Kind, Export.Stage


@transaction.atomic
def ask(actor: UUID, *, kind: str, with_subscriptions: bool = False, now: datetime) -> UUID:
    """Have a file of all that is the actor's made soon; its id. The last one of its kind goes."""
    if kind not in Kind.values:
        raise errors.Invalid("Choose one of the two.", field="kind")
    locks.person(actor)
    Export.objects.filter(owner_id=actor, kind=kind).delete()
    row = Export.objects.create(
        owner_id=actor, kind=kind, with_subscriptions=with_subscriptions, next_at=now, created_at=now
    )
    security.note(actor, Happened.EXPORT_MADE, now=now)
    return row.id


@transaction.atomic
def delete(actor: UUID, export_id: UUID) -> None:
    """Throw a file away, also while it is being made. Raises `NotFound`."""
    gone, _ = Export.objects.filter(id=export_id, owner_id=actor).delete()
    if not gone:
        raise errors.NotFound


def delete_all(person_ids: Collection[UUID]) -> None:
    """Throw away what these people have not fetched: they part, and it may hold what one no longer sees."""
    Export.objects.filter(owner_id__in=person_ids).delete()


def sweep(*, now: datetime) -> int:
    """Throw away what is over a day old; how many files that were."""
    over = Q(expires_at__lte=now) | Q(ended_at__lte=now - LASTS)
    _, by_model = Export.objects.filter(over).delete()
    return by_model.get(Export._meta.label, 0)


def claim_due(*, now: datetime, limit: int = due.BATCH) -> tuple[Claimed, ...]:
    """At most `limit` files to make, leased to the caller."""
    return due.claim(Export, now=now, limit=limit)


@transaction.atomic
def begin(claimed: Claimed, *, now: datetime) -> bool:
    """Begin a file from its first byte. False when the lease was lost. What dies twice is not tried again."""
    if not due.begin(Export, claimed, now=now):
        return False
    ExportPart.objects.filter(export_id=claimed.id).delete()
    Export.objects.filter(id=claimed.id).update(done_count=0, total_count=0, size_bytes=0)
    return True


@transaction.atomic
def keep(claimed: Claimed, part: Part, *, now: datetime) -> bool:
    """Keep the next part and the lease. False when it was lost, or the file is no longer wanted."""
    counts = {"done_count": part.done_count, "total_count": part.total_count}
    size = F("size_bytes") + len(part.data)
    if not _held(claimed).update(next_at=now + due.LEASE, size_bytes=size, **counts):
        return False
    if part.data:
        ExportPart.objects.create(export_id=claimed.id, number=part.number, data=part.data)
    return True


@transaction.atomic
def finish(claimed: Claimed, others_digest: str, *, now: datetime) -> bool:
    """The file is whole, and there for a day. False when the lease was lost."""
    columns = {"stage": Stage.READY, "others_digest": others_digest, "expires_at": now + LASTS}
    return due.end(Export, claimed, Export.State.SENT, now=now, also=columns)


def _held(claimed: Claimed) -> QuerySet[Export]:
    return Export.objects.filter(id=claimed.id, lease_token=claimed.token, state=Export.State.SENDING)
