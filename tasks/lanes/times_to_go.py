"""Time to go: somebody stands at the door and waits, so each channel has a lane for it alone."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from celery import shared_task

from planner.actions.engine.due import Claimed
from planner.actions.plan import times_to_go
from planner.core.reminding.reminders import Channel
from planner.queries.channels.outgoing import Message
from planner.queries.engine import lanes, offered
from tasks import clock
from tasks.channels import base as channels
from tasks.lanes import reminders, sending


@dataclass(frozen=True, slots=True)
class Calls:
    """Calls that go by one channel at present."""

    channel: Channel

    @property
    def name(self) -> str:
        return lanes.going(self.channel)

    def open(self) -> channels.Channel[Any]:
        return reminders.OPEN[self.channel]()

    def claim(self, *, now: datetime, limit: int, is_repeatable: bool) -> tuple[Claimed, ...]:
        return times_to_go.claim_due(self.channel, now=now, limit=limit, is_repeatable=is_repeatable)

    def begin(self, claimed: Claimed, *, now: datetime) -> Message | None:
        return times_to_go.begin_send(claimed, now=now)

    def put_back(self, claimed: Claimed, *, until: datetime) -> bool:
        return times_to_go.put_back(claimed, until=until, now=clock.now())

    def sent(self, claimed: Claimed, *, now: datetime) -> bool:
        return times_to_go.record_sent(claimed, now=now)

    def failed(self, claimed: Claimed, *, now: datetime, **how: Any) -> str:
        return times_to_go.record_failed(claimed, now=now, **how)


@shared_task(name="tasks.lanes.times_to_go.tick")
def tick(channel: str) -> int:
    """Send what is due by this channel; how many calls were claimed."""
    return sending.run(Calls(Channel(channel))) if offered.by(channel) else 0
