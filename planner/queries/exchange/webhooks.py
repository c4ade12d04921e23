"""A person's own webhooks, without their secrets, and what became of the last messages to each."""

from datetime import datetime
from urllib.parse import urlsplit
from uuid import UUID

from planner import errors
from planner.models import Webhook, WebhookMessage
from planner.queries.people import who
from planner.queries.people.who import Actor
from planner.queries.views import WebhookLine, WebhookView

LOG_LINES = 20


def webhooks(actor: Actor) -> tuple[WebhookView, ...]:
    """The viewer's webhooks, the newest first."""
    rows = Webhook.objects.filter(owner_id=who.of(actor).person_id)
    return tuple(_view(row) for row in rows.order_by("-created_at", "id"))


def webhook(actor: Actor, webhook_id: UUID) -> WebhookView:
    """One of them. Raises `NotFound`."""
    return _view(_own(actor, webhook_id))


def log(actor: Actor, webhook_id: UUID) -> tuple[WebhookLine, ...]:
    """The last messages to one of them, the newest first. Raises `NotFound`."""
    row = _own(actor, webhook_id)
    rows = WebhookMessage.objects.filter(webhook=row).order_by("-created_at", "id")
    return tuple(_told(one) for one in rows[:LOG_LINES])


def _own(actor: Actor, webhook_id: UUID) -> Webhook:
    row = Webhook.objects.filter(id=webhook_id, owner_id=who.of(actor).person_id).first()
    if row is None:
        raise errors.NotFound
    return row


def _view(row: Webhook) -> WebhookView:
    return WebhookView(
        id=row.id,
        name=row.name,
        host=urlsplit(row.url).hostname or "",
        kinds=tuple(row.kinds),
        created_at=row.created_at,
        failing_since=row.failing_since,
        stopped_at=row.stopped_at,
        secret_before_until=row.secret_before_until,
    )


def _told(row: WebhookMessage) -> WebhookLine:
    return WebhookLine(
        id=row.id,
        kind=row.kind,
        state=row.state,
        reason=row.reason,
        status=row.status,
        attempts=row.attempts,
        happened_at=row.created_at,
        ended_at=row.ended_at,
        next_at=_next(row),
    )


def _next(row: WebhookMessage) -> datetime | None:
    return row.next_at if row.state == WebhookMessage.State.PENDING else None
