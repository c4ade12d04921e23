"""Test messages to one device, in a lane of their own: whoever asked is looking at it."""

from celery import shared_task

from planner.actions import push_tests
from planner.queries import lanes, offered
from planner.queries.messages import push
from tasks import sending
from tasks.channels import choice
from tasks.outboxes import Outbox

LANE = Outbox(lanes.PUSH_TESTS, push_tests, push.test, choice.push)


@shared_task(name="tasks.push_tests.tick")
def tick() -> int:
    """Send what is due; how many test messages were claimed. Nothing where push is not offered."""
    return sending.run(LANE) if offered.pushes() else 0
