"""Webhooks and what they were told, as their owner sees them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class WebhookView:
    """`host` is all of its address that is shown again: the rest is as good as a password for some."""

    id: UUID
    name: str
    host: str
    kinds: tuple[str, ...]
    created_at: datetime
    failing_since: datetime | None
    stopped_at: datetime | None
    secret_before_until: datetime | None


@dataclass(frozen=True, slots=True)
class WebhookLine:
    """One message to a webhook. `status` is the last answer that was no success, None for none."""

    id: UUID
    kind: str
    state: str
    reason: str
    status: int | None
    attempts: int
    happened_at: datetime
    ended_at: datetime | None
    next_at: datetime | None
