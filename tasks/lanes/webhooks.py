"""A person's own programs are told of what concerns them."""

from datetime import datetime
from typing import Any

from celery import shared_task
from django.conf import settings

from planner.actions.engine.due import Claimed
from planner.actions.exchange import webhooks_work
from planner.queries.channels.outgoing import WebhookCall
from planner.queries.engine import lanes
from tasks.channels.webhook import WebhookChannel
from tasks.lanes import sending


class Webhooks:
    """All messages to webhooks: whether one of them is resting is asked when its message begins."""

    name = lanes.WEBHOOKS

    def open(self) -> WebhookChannel:
        return WebhookChannel(allowed=settings.WEBHOOK_ALLOW)

    def claim(self, *, now: datetime, limit: int, is_repeatable: bool) -> tuple[Claimed, ...]:
        return webhooks_work.claim_due(now=now, limit=limit, is_repeatable=is_repeatable)

    def begin(self, claimed: Claimed, *, now: datetime) -> WebhookCall | None:
        return webhooks_work.begin_send(claimed, now=now)

    def put_back(self, claimed: Claimed, *, until: datetime) -> bool:
        return webhooks_work.put_back(claimed, until=until)

    def sent(self, claimed: Claimed, *, now: datetime) -> bool:
        return webhooks_work.record_sent(claimed, now=now)

    def failed(self, claimed: Claimed, *, now: datetime, **how: Any) -> str:
        return webhooks_work.record_failed(claimed, now=now, **how)


@shared_task(name="tasks.lanes.webhooks.tick")
def tick() -> int:
    """Tell what is due; how many messages were claimed."""
    return sending.run(Webhooks())
