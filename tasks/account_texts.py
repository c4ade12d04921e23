"""Codes, tests and answers by text, in a lane of their own: who waits for a code waits for no reminder."""

from celery import shared_task

from planner.actions import texts
from planner.core.reminding.reminders import Channel
from planner.queries.messages import text
from tasks import sending
from tasks.channels import choice
from tasks.outboxes import Outbox

LANE = Outbox("texts", texts, text.account, choice.text)


@shared_task(name="tasks.account_texts.tick")
def tick() -> int:
    """Send what is due; how many texts were claimed. Nothing where no texts are sent at all."""
    return sending.run(LANE) if choice.offers(Channel.SMS) else 0
