import json
from datetime import UTC, datetime, timedelta

import pytest

from planner.core.reminding.digest import DIGEST
from planner.core.reminding.reminders import Step
from planner.core.webhooks import kinds
from planner.core.webhooks.kinds import Kind

AT = datetime(2026, 12, 12, 18, tzinfo=UTC)


@pytest.mark.parametrize("step", Step)
def test_every_step_of_the_ladder_is_told_as_something(step: Step) -> None:
    assert kinds.of_step(step.value) in kinds.CHOICES


def test_our_week_is_about_no_event_and_not_told() -> None:
    assert kinds.of_step(DIGEST) is None


@pytest.mark.parametrize(
    ("kind", "lasts"),
    [(Kind.TALK, timedelta(minutes=15)), (Kind.SOON, timedelta(hours=3)), (Kind.NEWS, timedelta(days=1))],
)
def test_what_comes_late_helps_for_as_long_as_it_is_about_something(kind: Kind, lasts: timedelta) -> None:
    assert kinds.helps_until(kind, AT) == AT + lasts


def test_a_body_is_what_the_specification_lays_out() -> None:
    body = kinds.body(Kind.AGREED, AT, {"plan_id": "1"})

    assert json.loads(body) == {
        "type": "plan.agreed",
        "timestamp": "2026-12-12T18:00:00+00:00",
        "data": {"plan_id": "1"},
    }
