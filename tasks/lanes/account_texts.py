"""Codes, tests and answers by text, in a lane of their own: who waits for a code waits for no reminder."""

from celery import shared_task

from planner.actions.channels import texts
from planner.queries.engine import lanes, offered
from planner.queries.messages import text
from tasks.channels import choice
from tasks.lanes import sending
from tasks.lanes.outboxes import Outbox

LANE = Outbox(lanes.TEXTS, texts, text.account, choice.text)


@shared_task(name="tasks.lanes.account_texts.tick")
def tick() -> int:
    """Send what is due; how many texts were claimed. Nothing where no texts are sent at all."""
    return sending.run(LANE) if offered.texts() else 0
