"""A reminder falls due. Any number of callers may tick at once: beat, the clock or a command."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from celery import shared_task

from planner.actions import reminders
from planner.actions.engine import heartbeat
from planner.actions.engine.due import Claimed
from planner.core.reminding.reminders import Channel
from planner.queries.channels.outgoing import Message
from planner.queries.engine import health, offered
from tasks import clock
from tasks.channels import base as channels
from tasks.channels import choice
from tasks.lanes import sending

OPEN: dict[Channel, Callable[[], channels.Channel[Any]]] = {
    Channel.EMAIL: choice.mail,
    Channel.SMS: choice.text,
    Channel.PUSH: choice.push,
}
"""What each channel is opened with."""


class Reminders:
    """Reminders that leave by one channel: a dead provider must not block another's."""

    def __init__(self, channel: Channel) -> None:
        self.name = str(channel)
        self._channel = channel

    def open(self) -> channels.Channel[Any]:
        return OPEN[self._channel]()

    def claim(self, *, now: datetime, limit: int, is_repeatable: bool) -> tuple[Claimed, ...]:
        return reminders.claim_due(self._channel, now=now, limit=limit, is_repeatable=is_repeatable)

    def begin(self, claimed: Claimed, *, now: datetime) -> Message | None:
        return reminders.begin_send(claimed, now=now)

    def put_back(self, claimed: Claimed, *, until: datetime) -> bool:
        return reminders.put_back(claimed, until=until)

    def sent(self, claimed: Claimed, *, now: datetime) -> bool:
        return reminders.record_sent(claimed, now=now)

    def failed(self, claimed: Claimed, *, now: datetime, **how: Any) -> str:
        return reminders.record_failed(claimed, now=now, **how)


@shared_task(name="tasks.lanes.reminders.tick")
def tick(channel: str) -> int:
    """Send what is due by this channel; how many reminders were claimed."""
    count = sending.run(Reminders(Channel(channel))) if offered.by(channel) else 0
    heartbeat.beat(health.tick(channel), now=clock.now())
    return count
