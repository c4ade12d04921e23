"""Account mail and invitations, in a lane of their own: no flood of reminders delays a sign-in."""

from celery import shared_task

from planner.actions import outbox
from planner.queries import lanes, messages
from tasks import sending
from tasks.channels import choice
from tasks.outboxes import Outbox

LANE = Outbox(lanes.ACCOUNT, outbox, messages.account, choice.mail)


@shared_task(name="tasks.account_mail.tick")
def tick() -> int:
    """Send what is due; how many mails were claimed."""
    return sending.run(LANE)
