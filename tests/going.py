"""An evening that two have agreed on, for what is said at its door."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from planner.actions.channels import devices
from planner.actions.plan import plans
from tests.factories import EVENING, NOW, Couple, event
from tests.plan_factories import YES, said
from tests.sinks.webpush import Device

SIGNAL = "Pineapple"


def evening(couple: Couple, start: datetime = EVENING, *, now: datetime = NOW) -> UUID:
    """The plan of four hours in Berlin; it has a signal."""
    plan_id = plans.start(couple.ada, event(couple.ada, start=start, now=now), "", now=now)
    content = replace(said(couple.ada), signal=SIGNAL)
    plans.propose(couple.ada, plan_id, content, base=0, now=now)
    plans.agree(couple.ben, plan_id, version=1, answers={"a1": YES}, now=now)
    return plan_id


def has_a_device(person_id: UUID, *, now: datetime = NOW - timedelta(days=1)) -> None:
    """Somebody who takes pushes."""
    given = Device().subscription("https://push.example")
    devices.add(person_id, endpoint=given["endpoint"], **given["keys"], label="Phone", now=now)
