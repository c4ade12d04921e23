"""A reminder falls due. Any number of callers may tick at once: beat, the clock or a command."""

from datetime import datetime
from typing import Any

from celery import shared_task

from planner.actions import heartbeat, reminders
from planner.actions.due import Claimed
from planner.core.reminding.reminders import Channel, Drop, Hold
from planner.queries import health, messages
from planner.queries.messages import Message
from tasks import clock, sending


class EmailReminders:
    """Reminders whose channel is email."""

    name = "reminder"

    def claim(self, *, now: datetime) -> tuple[Claimed, ...]:
        return reminders.claim_due(Channel.EMAIL, now=now)

    def message(self, claimed: Claimed, *, now: datetime) -> Message | None:
        composed = messages.compose(claimed.id, claimed.token, now=now)
        if isinstance(composed, Hold | Drop):
            reminders.settle(claimed, composed, now=now)
            return None
        return composed

    def begin(self, claimed: Claimed, *, now: datetime) -> bool:
        return reminders.begin_send(claimed, now=now)

    def sent(self, claimed: Claimed, *, now: datetime) -> bool:
        return reminders.record_sent(claimed, now=now)

    def failed(self, claimed: Claimed, *, now: datetime, **how: Any) -> str:
        return reminders.record_failed(claimed, now=now, **how)


@shared_task(name="tasks.reminders.tick")
def tick() -> int:
    """Send what is due; how many reminders were claimed."""
    count = sending.run(EmailReminders())
    heartbeat.beat(health.TICK, now=clock.now())
    return count
