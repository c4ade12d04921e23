"""Somebody's own program is told, signed and discreet, at least once and under one name; or it is let be."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.utils import timezone
from pytest_django import Settings

from planner.actions.engine import telling
from planner.actions.exchange import webhooks, webhooks_work
from planner.actions.people import people
from planner.actions.plan import times_to_go
from planner.core.reminding.breaker import TRIPS_AFTER
from planner.core.webhooks import signing
from planner.core.webhooks.kinds import CHOICES, Kind
from planner.models import Event, OutboxMail, Webhook, WebhookMessage
from planner.queries.exchange import webhooks as queries
from tasks.lanes import reminders
from tasks.lanes import webhooks as lane
from tests import going
from tests.actions.reminders.engine import overdue_reminder
from tests.factories import Couple
from tests.sinks import hooks
from tests.sinks.hooks import RETRY_AFTER_S, Sink

ALL = [one.value for one in CHOICES]


@pytest.fixture
def program(settings: Settings) -> Iterator[Sink]:
    """A program in the house of whoever runs this, who has allowed it."""
    with hooks.running() as sink:
        settings.WEBHOOK_ALLOW = [f"localhost:{sink.served.port}"]
        yield sink


def hooked(person: UUID, program: Sink, *kinds: str) -> tuple[UUID, str]:
    made = {"name": "Home", "url": program.url, "kinds": kinds or ALL}
    return webhooks.create(person, **made, now=timezone.now())


def told(person: UUID) -> None:
    """A test message to each of theirs."""
    for one in queries.webhooks(person):
        webhooks.test(person, one.id, now=timezone.now())


def news(person: UUID, uid: str) -> None:
    telling.tell((person,), Kind.NEWS, key=uuid4(), uid=uid, recurrence_id="", now=timezone.now())


def due_again() -> None:
    WebhookMessage.objects.update(next_at=timezone.now() - timedelta(seconds=1))
    Webhook.objects.update(rests_until=None)


def states() -> list[str]:
    return list(WebhookMessage.objects.order_by("created_at", "id").values_list("state", flat=True))


def agreed_evening(couple: Couple) -> tuple[UUID, Event]:
    start = (timezone.now() + timedelta(minutes=30)).replace(tzinfo=None, microsecond=0)
    plan_id = going.evening(couple, start, now=timezone.now())
    return plan_id, Event.objects.get(owner_id=couple.ada)


def test_both_are_told_of_an_agreed_plan_each_for_themselves(couple: Couple, program: Sink) -> None:
    _id, secret = hooked(couple.ada, program, Kind.AGREED)
    hooked(couple.ben, program, Kind.TIME_TO_GO)

    plan_id, event = agreed_evening(couple)
    lane.tick()

    (one,) = program.told
    key = WebhookMessage.objects.get().id
    at_s = int(one.headers["webhook-timestamp"])
    assert signing.headers([secret], f"msg_{key.hex}", one.body, at_s=at_s).items() <= one.headers.items()
    assert abs(at_s - timezone.now().timestamp()) < 60
    assert one.said["type"] == "plan.agreed"
    assert one.said["data"] == {"event_id": str(event.id), "recurrence_id": "", "plan_id": str(plan_id)}
    assert (one.path, one.headers["content-type"]) == ("/api/webhook/s3cret", "application/json")
    assert states() == ["sent"]


def test_time_to_go_reaches_the_others_program_alone(couple: Couple, program: Sink) -> None:
    hooked(couple.ada, program, Kind.TIME_TO_GO)
    hooked(couple.ben, program, Kind.TIME_TO_GO)
    plan_id, _event = agreed_evening(couple)
    tap = uuid4()

    for _ in range(2):
        times_to_go.call(couple.ada, plan_id, key=tap, now=timezone.now())
    lane.tick()

    (one,) = program.told
    assert WebhookMessage.objects.get().webhook.owner_id == couple.ben
    assert one.said["type"] == "time_to_go.called"
    assert one.said["data"]["plan_id"] == str(plan_id)


def test_a_reminder_that_leaves_is_told_without_its_event(couple: Couple, program: Sink) -> None:
    """It may be due because of a flag that nobody else knows of."""
    hooked(couple.ada, program)
    row = overdue_reminder(couple.ada)

    reminders.tick("email")
    lane.tick()

    (one,) = program.told
    assert one.said["type"] == "reminder.due"
    assert one.said["data"] == {"reminder_id": str(row.id)}


def test_nothing_private_is_in_any_message(couple: Couple, program: Sink) -> None:
    hooked(couple.ben, program)
    plan_id, event = agreed_evening(couple)
    times_to_go.call(couple.ada, plan_id, key=uuid4(), now=timezone.now())
    overdue_reminder(couple.ben)
    reminders.tick("email")

    lane.tick()

    kinds = {one.said["type"] for one in program.told}
    assert {"plan.agreed", "time_to_go.called", "reminder.due"} <= kinds
    known = {"event_id", "recurrence_id", "plan_id", "reminder_id"}
    assert all(set(one.said) == {"type", "timestamp", "data"} for one in program.told)
    assert all(set(one.said["data"]) <= known for one in program.told)
    said = b"".join(one.body for one in program.told).decode()
    assert [word for word in (event.uid, "Party", "Ada", "Ben", going.SIGNAL) if word in said] == []


def test_a_death_between_sending_and_noting_tells_it_again_under_the_same_id(
    couple: Couple, program: Sink
) -> None:
    hooked(couple.ada, program)
    told(couple.ada)
    now = timezone.now()
    (claimed,) = webhooks_work.claim_due(now=now, is_repeatable=True)
    call = webhooks_work.begin_send(claimed, now=now)
    assert call is not None
    with lane.Webhooks().open() as channel:
        channel.send(call)

    due_again()  # The lease is over, and nobody has said what came of it.
    lane.tick()

    first, second = program.told
    assert (first.id, first.body) == (second.id, second.body)
    assert states() == ["sent"]


def test_while_a_secret_changes_both_vouch_and_then_the_new_one_alone(couple: Couple, program: Sink) -> None:
    hook, before = hooked(couple.ada, program)

    after = webhooks.rotate(couple.ada, hook, now=timezone.now())
    told(couple.ada)
    lane.tick()
    Webhook.objects.update(secret_before_until=timezone.now())
    told(couple.ada)
    lane.tick()

    def signed(one: hooks.Told, *secrets: str) -> str:
        at_s = int(one.headers["webhook-timestamp"])
        return signing.headers(secrets, one.id, one.body, at_s=at_s)["webhook-signature"]

    overlapping, later = program.told
    assert overlapping.headers["webhook-signature"] == signed(overlapping, after, before)
    assert later.headers["webhook-signature"] == signed(later, after)
    webhooks_work.sweep(now=timezone.now())
    assert Webhook.objects.get().secret_before == ""


@pytest.mark.parametrize("fault", ["503", "404", "429", "307", "drop"])
def test_what_is_not_taken_is_tried_again(couple: Couple, program: Sink, fault: str) -> None:
    hook, _secret = hooked(couple.ada, program)
    telling.tell(
        (couple.ada,), Kind.NEWS, key=uuid4(), uid=_uid(couple), recurrence_id="", now=timezone.now()
    )
    program.faults.add(fault)

    lane.tick()

    (line,) = queries.log(couple.ada, hook)
    assert (line.state, line.attempts) == ("pending", 1)
    assert line.status == (int(fault) if fault.isdigit() else None)
    assert line.reason == (f"answered {fault}" if fault.isdigit() else "no_answer")
    if fault == "429":
        assert line.next_at is not None
        assert line.next_at - timezone.now() > timedelta(seconds=RETRY_AFTER_S - 10)
    due_again()
    lane.tick()
    assert states() == ["sent"]
    assert len({one.id for one in program.told}) == 1


def _uid(couple: Couple) -> str:
    _plan, event = agreed_evening(couple)
    WebhookMessage.objects.all().delete()
    return event.uid


def test_of_an_answer_nothing_but_its_status_is_read(couple: Couple, program: Sink) -> None:
    hooked(couple.ada, program)
    told(couple.ada)
    program.faults.add("chatty")

    lane.tick()

    assert states() == ["sent"]


def test_an_address_that_is_gone_is_called_no_more_and_its_owner_is_told(
    couple: Couple, program: Sink
) -> None:
    hook, _secret = hooked(couple.ada, program)
    uid = _uid(couple)
    for _ in range(2):
        news(couple.ada, uid)
    program.faults.add("410")

    lane.tick()

    assert sorted(states()) == ["cancelled", "dead"]
    assert queries.webhook(couple.ada, hook).stopped_at is not None
    assert list(OutboxMail.objects.filter(kind="webhook").values_list("person_id", flat=True)) == [couple.ada]
    news(couple.ada, uid)
    assert len(states()) == 2


def test_after_days_without_an_answer_it_is_stopped_and_can_be_started_again(
    couple: Couple, program: Sink
) -> None:
    hook, _secret = hooked(couple.ada, program)
    uid = _uid(couple)
    program.faults.always = "503"

    news(couple.ada, uid)
    lane.tick()
    assert queries.webhook(couple.ada, hook).stopped_at is None
    Webhook.objects.update(failing_since=timezone.now() - webhooks_work.STOPS_AFTER)
    due_again()
    lane.tick()
    assert queries.webhook(couple.ada, hook).stopped_at is not None

    program.faults.calm()
    webhooks.resume(couple.ada, hook, now=timezone.now())
    news(couple.ada, uid)
    lane.tick()
    assert sorted(states()) == ["cancelled", "sent"]


def test_one_that_nobody_answers_at_rests_and_holds_up_nobody_else(couple: Couple, program: Sink) -> None:
    hook, _secret = hooked(couple.ada, program)
    uid = _uid(couple)
    program.faults.add(*["503"] * TRIPS_AFTER)
    for _ in range(TRIPS_AFTER + 2):
        news(couple.ada, uid)
    lane.tick()
    hooked(couple.ben, program)
    told(couple.ben)
    lane.tick()

    assert len(program.told) == 1
    assert WebhookMessage.objects.get(webhook__owner_id=couple.ben).state == "sent"
    assert [one.reason for one in queries.log(couple.ada, hook)].count("resting") == 2


def test_a_test_is_tried_once(couple: Couple, program: Sink) -> None:
    hook, _secret = hooked(couple.ada, program)
    webhooks.test(couple.ada, hook, now=timezone.now())
    webhooks.test(couple.ada, hook, now=timezone.now())
    program.faults.add("503")

    assert (lane.tick(), lane.tick()) == (1, 0)

    assert states() == ["dead"]
    assert queries.webhook(couple.ada, hook).failing_since is None


def test_what_waited_too_long_is_not_told(couple: Couple, program: Sink) -> None:
    hooked(couple.ada, program)
    told(couple.ada)
    WebhookMessage.objects.update(created_at=timezone.now() - timedelta(minutes=11))

    lane.tick()

    assert (len(program.told), states()) == (0, ["missed"])


def test_after_leaving_nothing_more_of_the_other_is_told(couple: Couple, program: Sink) -> None:
    for person in (couple.ada, couple.ben):
        hooked(person, program)
    plan_id, _event = agreed_evening(couple)
    times_to_go.call(couple.ada, plan_id, key=uuid4(), now=timezone.now())

    people.leave(couple.ada, now=timezone.now())
    lane.tick()

    assert len(program.told) == 0
    assert queries.webhooks(couple.ada) == ()
    assert [one.name for one in queries.webhooks(couple.ben)] == ["Home"]


def test_an_address_within_our_network_is_not_called(
    couple: Couple, program: Sink, settings: Settings
) -> None:
    hooked(couple.ada, program)
    told(couple.ada)
    settings.WEBHOOK_ALLOW = []

    lane.tick()

    assert len(program.told) == 0
    assert WebhookMessage.objects.get().reason == "no_answer"


def test_what_was_told_a_month_ago_goes(couple: Couple, program: Sink) -> None:
    hooked(couple.ada, program)
    told(couple.ada)
    lane.tick()
    WebhookMessage.objects.update(ended_at=datetime.now(UTC) - webhooks_work.KEPT - timedelta(minutes=1))

    assert webhooks_work.sweep(now=timezone.now()) == 1
    assert states() == []
