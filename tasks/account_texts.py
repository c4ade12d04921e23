"""Codes, tests and answers by text, in a lane of their own: who waits for a code waits for no reminder."""

from datetime import datetime
from typing import Any

from celery import shared_task

from planner.actions import texts
from planner.actions.due import Claimed
from planner.core.reminding.reminders import Channel as Channels
from planner.core.reminding.reminders import Drop
from planner.queries import messages_text
from planner.queries.outgoing import Text
from tasks import sending
from tasks.channels import choice
from tasks.channels.base import Channel


class AccountTexts:
    name = "texts"

    def open(self) -> Channel[Text]:
        return choice.text()

    def claim(self, *, now: datetime, limit: int, is_repeatable: bool) -> tuple[Claimed, ...]:
        return texts.claim_due(now=now, limit=limit, is_repeatable=is_repeatable)

    def message(self, claimed: Claimed, *, now: datetime) -> Text | None:
        composed = messages_text.account(claimed.id, now=now)
        if isinstance(composed, Drop):
            texts.drop(claimed, reason=composed.reason, now=now)
            return None
        return composed

    def begin(self, claimed: Claimed, *, now: datetime) -> bool:
        return texts.begin_send(claimed, now=now)

    def put_back(self, claimed: Claimed, *, until: datetime) -> bool:
        return texts.put_back(claimed, until=until)

    def sent(self, claimed: Claimed, *, now: datetime) -> bool:
        return texts.record_sent(claimed, now=now)

    def failed(self, claimed: Claimed, *, now: datetime, **how: Any) -> str:
        return texts.record_failed(claimed, now=now, **how)


@shared_task(name="tasks.account_texts.tick")
def tick() -> int:
    """Send what is due; how many texts were claimed. Nothing where no texts are sent at all."""
    return sending.run(AccountTexts()) if choice.offers(Channels.SMS) else 0
