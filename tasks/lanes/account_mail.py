"""Account mail and invitations, in a lane of their own: no flood of reminders delays a sign-in."""

from celery import shared_task

from planner.actions.engine import outbox
from planner.queries import messages
from planner.queries.engine import lanes
from tasks.channels import choice
from tasks.lanes import sending
from tasks.lanes.outboxes import Outbox

LANE = Outbox(lanes.ACCOUNT, outbox, messages.account, choice.mail)


@shared_task(name="tasks.lanes.account_mail.tick")
def tick() -> int:
    """Send what is due; how many mails were claimed."""
    return sending.run(LANE)
