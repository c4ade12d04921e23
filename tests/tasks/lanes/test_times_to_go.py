"""Time to go leaves by real servers: a push service that decrypts, then mail."""

import json
from datetime import datetime, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from planner import errors
from planner.actions.plan import times_to_go
from planner.models import TimeToGo
from planner.queries.messages import push
from tasks.lanes import times_to_go as lane
from tests.factories import TZID, Couple
from tests.going import evening
from tests.sinks.push import Sink
from tests.sinks.smtp import Server
from tests.tasks.pushing import subscribed


@pytest.fixture
def now() -> datetime:
    return timezone.now()


@pytest.fixture
def plan_id(couple: Couple, now: datetime) -> UUID:
    start = now.astimezone(ZoneInfo(TZID)).replace(tzinfo=None, microsecond=0)
    return evening(couple, start, now=now - timedelta(days=1))


def ticks() -> list[int]:
    return [lane.tick(channel) for channel in ("push", "email")]


def test_a_push_brings_an_id_and_its_words_only_to_its_recipient(
    couple: Couple, plan_id: UUID, service: Sink, now: datetime
) -> None:
    subscribed(couple.ben, service)
    times_to_go.call(couple.ada, plan_id, key=uuid4(), now=now)

    assert ticks() == [1, 0]
    assert ticks() == [0, 0]

    (pushed,) = service.pushed
    call = TimeToGo.objects.get()
    assert (call.state, json.loads(pushed.payload)) == ("sent", {"id": str(call.id)})
    shown = push.pushed(couple.ben, call.id, now=now)
    assert (shown.title, shown.body, shown.path) == ("Alongside", "Call me?", f"/plans/{plan_id}/card/")
    with pytest.raises(errors.NotFound):
        push.pushed(couple.ada, call.id, now=now)


@pytest.mark.parametrize("fault", ["500", "410"])
def test_what_push_does_not_take_goes_by_mail_in_the_same_second(
    couple: Couple, plan_id: UUID, service: Sink, smtp: Server, now: datetime, fault: str
) -> None:
    subscribed(couple.ben, service)
    service.faults.add(fault)
    times_to_go.call(couple.ada, plan_id, key=uuid4(), now=now)

    assert ticks() == [1, 1]

    call = TimeToGo.objects.get()
    assert (call.state, call.channel, call.failed_by) == ("sent", "email", "push")
    assert smtp.ids == [f"<{call.id.hex}@localhost>"]
