"""Codes, tests and answers by text, in a lane of their own: who waits for a code waits for no reminder."""

from celery import shared_task

from planner.actions import texts
from planner.queries import lanes, offered
from planner.queries.messages import text
from tasks import sending
from tasks.channels import choice
from tasks.outboxes import Outbox

LANE = Outbox(lanes.TEXTS, texts, text.account, choice.text)


@shared_task(name="tasks.account_texts.tick")
def tick() -> int:
    """Send what is due; how many texts were claimed. Nothing where no texts are sent at all."""
    return sending.run(LANE) if offered.texts() else 0
