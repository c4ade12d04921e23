"""What puts messages to somebody's own programs, in the transaction of what happened.

Only whether and what: it is looked up once more when it leaves (`exchange.webhooks_work`).
"""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from planner.actions.engine import due
from planner.core.webhooks.kinds import Kind
from planner.models import STOPPABLE, Webhook, WebhookMessage

ENDED = "ended"


def tell(
    person_ids: Collection[UUID], kind: Kind, *, key: UUID, uid: str, recurrence_id: str, now: datetime
) -> None:
    """Let these people's webhooks know of something, once for its key."""
    about = {"kind": kind, "key": key, "uid": uid, "recurrence_id": recurrence_id}
    open_ones = Webhook.objects.filter(owner_id__in=person_ids, stopped_at=None).order_by("id")
    # Locked: one that goes meanwhile must not take the deed down with it that is told.
    wanted = [one.id for one in open_ones.select_for_update().only("id", "kinds") if kind.value in one.kinds]
    WebhookMessage.objects.bulk_create(
        [WebhookMessage(webhook_id=one, next_at=now, created_at=now, **about) for one in wanted],
        ignore_conflicts=True,
    )


def stop(person_ids: Collection[UUID], *, now: datetime) -> None:
    """Nothing that waits for these people is told any more: the two of them part."""
    waiting = WebhookMessage.objects.filter(webhook__owner_id__in=person_ids, state__in=STOPPABLE)
    waiting.update(**due.ended(WebhookMessage.State.CANCELLED, now=now, reason=ENDED))


def end_all(person_id: UUID) -> None:
    """End all webhooks of somebody who leaves."""
    Webhook.objects.filter(owner_id=person_id).delete()
