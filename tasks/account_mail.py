"""Account mail and invitations, in a lane of their own: no flood of reminders delays a sign-in."""

from datetime import datetime
from typing import Any

from celery import shared_task

from planner.actions import outbox
from planner.actions.due import Claimed
from planner.core.reminding.reminders import Drop
from planner.queries import messages
from planner.queries.outgoing import Mail
from tasks import sending
from tasks.channels import choice
from tasks.channels.base import Channel


class AccountMail:
    name = "account"

    def open(self) -> Channel[Mail]:
        return choice.mail()

    def claim(self, *, now: datetime, limit: int, is_repeatable: bool) -> tuple[Claimed, ...]:
        return outbox.claim_due(now=now, limit=limit, is_repeatable=is_repeatable)

    def message(self, claimed: Claimed, *, now: datetime) -> Mail | None:
        composed = messages.account(claimed.id, now=now)
        if isinstance(composed, Drop):
            outbox.drop(claimed, reason=composed.reason, now=now)
            return None
        return composed

    def begin(self, claimed: Claimed, *, now: datetime) -> bool:
        return outbox.begin_send(claimed, now=now)

    def put_back(self, claimed: Claimed, *, until: datetime) -> bool:
        return outbox.put_back(claimed, until=until)

    def sent(self, claimed: Claimed, *, now: datetime) -> bool:
        return outbox.record_sent(claimed, now=now)

    def failed(self, claimed: Claimed, *, now: datetime, **how: Any) -> str:
        return outbox.record_failed(claimed, now=now, **how)


@shared_task(name="tasks.account_mail.tick")
def tick() -> int:
    """Send what is due; how many mails were claimed."""
    return sending.run(AccountMail())
