"""Requests that may arrive twice: the first is carried out, its repetition gets the same answer.

After draft-ietf-httpapi-idempotency-key-header. The claim on a key is committed before the deed begins, so
that a second process sees it; deed and answer are then committed together, so that neither is without the
other. Whoever dies in between leaves a claim that ends by itself, and a deed that never was.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction

from planner import errors
from planner.core import secret_tokens
from planner.models import KeptAnswer

KEPT_FOR = timedelta(hours=24)
LEASE = timedelta(seconds=60)
"""Longer than any request takes."""


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to carry a request out and to keep its answer."""

    row_id: UUID
    lease: UUID


@dataclass(frozen=True, slots=True)
class Answered:
    """What was kept of an answer."""

    status: int
    said: str


def claim(actor: UUID, key: str, asked: bytes, *, now: datetime) -> Claim | Answered:
    """The right to carry this request out, or what it was answered before.

    Raises `UnderWay` while another works on it, `KeyReused` when the key came with another request.
    """
    KeptAnswer.objects.filter(person_id=actor, expires_at__lte=now).delete()
    key_hash, lease = secret_tokens.digest(key), uuid4()
    times = {"lease_until": now + LEASE, "expires_at": now + KEPT_FOR}
    try:
        with transaction.atomic():
            row = KeptAnswer.objects.create(
                person_id=actor, key_hash=key_hash, asked=asked, lease=lease, **times
            )
    except IntegrityError:
        return _known(KeptAnswer.objects.get(person_id=actor, key_hash=key_hash), asked, times, now=now)
    return Claim(row.id, lease)


def keep(claim: Claim, status: int, said: str) -> None:
    """Keep the answer, in the transaction of its deed. Raises `UnderWay` if the claim has ended meanwhile."""
    mine = KeptAnswer.objects.select_for_update().filter(id=claim.row_id, lease=claim.lease, status=None)
    row = mine.first()
    if row is None:
        raise errors.UnderWay
    row.status, row.said = status, said
    row.save(update_fields=("status", "said"))


def let_go(claim: Claim) -> None:
    """Give the key back after a deed that did not take place: it may be tried again at once."""
    KeptAnswer.objects.filter(id=claim.row_id, lease=claim.lease, status=None).delete()


def forget_all(*person_ids: UUID) -> None:
    """Keep nothing that these people were answered: for those who part, or close their account."""
    KeptAnswer.objects.filter(person_id__in=person_ids).delete()


def _known(row: KeptAnswer, asked: bytes, times: dict[str, datetime], *, now: datetime) -> Claim | Answered:
    if row.asked != asked:
        raise errors.KeyReused
    if row.status is not None:
        return Answered(row.status, row.said)
    lease = uuid4()
    over = KeptAnswer.objects.filter(id=row.id, lease=row.lease, status=None, lease_until__lte=now)
    if not over.update(lease=lease, **times):
        raise errors.UnderWay
    return Claim(row.id, lease)
