"""Test messages to one device, in a lane of their own: whoever asked is looking at it."""

from datetime import datetime
from typing import Any

from celery import shared_task

from planner.actions import push_tests
from planner.actions.due import Claimed
from planner.core.reminding.reminders import Channel as Channels
from planner.queries import messages_push
from planner.queries.outgoing import Push
from tasks import sending
from tasks.channels import choice
from tasks.channels.base import Channel


class PushTests:
    name = "push tests"

    def open(self) -> Channel[Push]:
        return choice.push()

    def claim(self, *, now: datetime, limit: int, is_repeatable: bool) -> tuple[Claimed, ...]:
        return push_tests.claim_due(now=now, limit=limit, is_repeatable=is_repeatable)

    def message(self, claimed: Claimed, *, now: datetime) -> Push | None:
        message = messages_push.test(claimed.id, now=now)
        if message is None:
            push_tests.drop(claimed, now=now)
        return message

    def begin(self, claimed: Claimed, *, now: datetime) -> bool:
        return push_tests.begin_send(claimed, now=now)

    def put_back(self, claimed: Claimed, *, until: datetime) -> bool:
        return push_tests.put_back(claimed, until=until)

    def sent(self, claimed: Claimed, *, now: datetime) -> bool:
        return push_tests.record_sent(claimed, now=now)

    def failed(self, claimed: Claimed, *, now: datetime, **how: Any) -> str:
        return push_tests.record_failed(claimed, now=now, **how)


@shared_task(name="tasks.push_tests.tick")
def tick() -> int:
    """Send what is due; how many test messages were claimed. Nothing where push is not offered."""
    return sending.run(PushTests()) if choice.offers(Channels.PUSH) else 0
