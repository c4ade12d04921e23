"""Test messages to one device, in a lane of their own: whoever asked is looking at it."""

from celery import shared_task

from planner.actions.channels import push_tests
from planner.queries.engine import lanes, offered
from planner.queries.messages import push
from tasks.channels import choice
from tasks.lanes import sending
from tasks.lanes.outboxes import Outbox

LANE = Outbox(lanes.PUSH_TESTS, push_tests, push.test, choice.push)


@shared_task(name="tasks.lanes.push_tests.tick")
def tick() -> int:
    """Send what is due; how many test messages were claimed. Nothing where push is not offered."""
    return sending.run(LANE) if offered.pushes() else 0
