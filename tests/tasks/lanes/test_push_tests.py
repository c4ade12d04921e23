"""A test message reaches the one device that it was asked for, and says soon what came of it."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from planner.actions.channels import push_tests
from planner.models import PushTest
from planner.queries.channels import devices
from tasks.lanes import push_tests as lane
from tests.factories import Couple
from tests.sinks.push import Sink
from tests.tasks.pushing import subscribed


def test_a_test_reaches_its_device_alone(couple: Couple, service: Sink) -> None:
    phone = subscribed(couple.ada, service, "Phone")
    subscribed(couple.ada, service, "Laptop")
    device = next(one for one in devices.devices(couple.ada) if one.label == "Phone")
    push_tests.ask(couple.ada, device.id, now=timezone.now())

    assert (lane.tick(), lane.tick()) == (1, 0)

    (pushed,) = service.pushed
    test = PushTest.objects.get()
    assert str(phone["endpoint"]).endswith(pushed.device)
    assert json.loads(pushed.payload) == {"id": str(test.id)}
    assert (pushed.topic, pushed.urgency, pushed.ttl_s) == (test.id.hex, "high", 600)
    assert devices.device(couple.ada, device.id).test == "sent"


@pytest.mark.parametrize(("fault", "left"), [("500", ["dead"]), ("413", ["dead"]), ("410", [])])
def test_a_test_that_fails_is_not_tried_again(
    couple: Couple, service: Sink, fault: str, left: list[str]
) -> None:
    subscribed(couple.ada, service)
    (device,) = devices.devices(couple.ada)
    push_tests.ask(couple.ada, device.id, now=timezone.now())
    service.faults.add(fault)

    lane.tick()
    PushTest.objects.update(next_at=timezone.now() - timedelta(days=1))
    lane.tick()

    assert len(service.pushed) == 0
    assert [one.test for one in devices.devices(couple.ada)] == left


def test_nobody_is_sent_a_test_that_waited_too_long(couple: Couple, service: Sink) -> None:
    subscribed(couple.ada, service)
    (device,) = devices.devices(couple.ada)
    push_tests.ask(couple.ada, device.id, now=timezone.now() - timedelta(minutes=11))

    lane.tick()

    assert len(service.pushed) == 0
    assert devices.device(couple.ada, device.id).test == "missed"
