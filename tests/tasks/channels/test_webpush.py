"""Pushes to a real push service that decrypts: what arrives, what is tried again, and what ends a device."""

import json
from datetime import timedelta
from uuid import UUID

import pytest
from django.utils import timezone
from pytest_django import Settings

from planner.actions.channels import devices
from planner.models import MailboxMessage, PushDevice, Reminder
from planner.queries.channels import devices as device_queries
from tasks.channels import webpush
from tasks.lanes import reminders
from tests.actions.reminders.engine import awake_at_all_hours
from tests.factories import Couple
from tests.sinks import push as push_service
from tests.sinks.push import Sink
from tests.tasks.outside import says, serving
from tests.tasks.pushing import news_due, subscribed


@pytest.fixture
def ada(couple: Couple) -> UUID:
    awake_at_all_hours()
    return couple.ada


@pytest.fixture
def phone(ada: UUID, service: Sink) -> dict[str, object]:
    return subscribed(ada, service)


def state(reminder: Reminder) -> tuple[str, str]:
    reminder.refresh_from_db()
    return reminder.state, reminder.reason


def due_again(reminder: Reminder) -> None:
    """As if its back-off had passed."""
    Reminder.objects.filter(id=reminder.id).update(next_at=timezone.now() - timedelta(seconds=1))


def _device_nowhere(person: UUID, service: Sink, host: str = "127.0.0.1") -> UUID:
    """A device that says it lives in our own network."""
    keys = service.subscribe()["keys"]
    return devices.add(person, endpoint=f"https://{host}/push/a", **keys, label="", now=timezone.now())


def test_a_push_brings_an_id_and_nothing_else(ada: UUID, phone: object, service: Sink) -> None:
    news = news_due(ada, "A title that no lock screen shows")

    assert reminders.tick("push") == 1

    (pushed,) = service.pushed
    assert state(news) == ("sent", "")
    assert json.loads(pushed.payload) == {"id": str(news.id)}
    assert (pushed.topic, pushed.urgency) == (news.id.hex, "normal")
    assert service.refused == []


def test_a_push_is_kept_for_no_longer_than_the_event_lasts(ada: UUID, phone: object, service: Sink) -> None:
    news = news_due(ada)

    reminders.tick("push")

    until = timezone.now() + timedelta(seconds=list(service.pushed)[0].ttl_s)
    ends_at = timezone.now() + timedelta(days=5, hours=4)
    assert news.step == "news"
    assert ends_at - timedelta(hours=2) < until < ends_at


def test_every_device_gets_it_and_nobody_elses(couple: Couple, phone: object, service: Sink) -> None:
    subscribed(couple.ada, service, "Laptop")
    subscribed(couple.ben, service)
    news_due(couple.ada)

    reminders.tick("push")

    hers = {one.endpoint.rpartition("/")[2] for one in device_queries.addresses(couple.ada)}
    assert {one.device for one in service.pushed} == hers
    assert len(service.pushed) == 2


@pytest.mark.parametrize("status", ["404", "410"])
def test_a_device_that_is_gone_is_forgotten_and_the_others_get_it(
    ada: UUID, phone: object, service: Sink, status: str
) -> None:
    subscribed(ada, service, "Laptop")
    news = news_due(ada)
    service.faults.add(status)

    reminders.tick("push")

    (left,) = device_queries.addresses(ada)
    assert state(news) == ("sent", "")
    assert [one.device for one in service.pushed] == [left.endpoint.rpartition("/")[2]]


def test_without_a_device_left_it_is_dead_and_says_so(
    ada: UUID, phone: dict[str, object], service: Sink
) -> None:
    news = news_due(ada)
    service.forget(phone)

    reminders.tick("push")

    assert state(news) == ("dead", "no_device")
    assert not PushDevice.objects.exists()


@pytest.mark.parametrize("fault", ["429", "500", "drop", "refuse"])
def test_what_may_yet_be_taken_is_tried_again(ada: UUID, phone: object, service: Sink, fault: str) -> None:
    news = news_due(ada)
    service.faults.add(fault)
    reminders.tick("push")
    first = state(news)

    due_again(news)
    reminders.tick("push")

    assert first[0] == "pending"
    assert state(news) == ("sent", "")
    assert [json.loads(one.payload)["id"] for one in service.shown()] == [str(news.id)]


def test_a_push_service_may_say_when_to_come_back(ada: UUID, phone: object, service: Sink) -> None:
    news = news_due(ada)
    service.faults.add("429")

    before = timezone.now()
    reminders.tick("push")

    news.refresh_from_db()
    assert news.next_at >= before + timedelta(seconds=push_service.RETRY_AFTER_S)


def test_a_send_that_was_never_answered_is_repeated_and_shown_once(
    ada: UUID, phone: object, service: Sink
) -> None:
    news = news_due(ada)
    for _ in range(4):
        service.faults.add("drop")
        reminders.tick("push")
        assert state(news)[0] == "pending"
        due_again(news)
    reminders.tick("push")

    assert state(news) == ("sent", "")
    assert len(service.pushed) == 5
    assert len(service.shown()) == 1


def test_what_is_refused_is_not_tried_again(ada: UUID, phone: object, service: Sink) -> None:
    news = news_due(ada)
    service.faults.add("413")

    reminders.tick("push")

    assert state(news) == ("dead", "push_refused")
    assert len(device_queries.devices(ada)) == 1


def test_one_device_that_takes_it_is_enough_and_gets_it_once(ada: UUID, phone: object, service: Sink) -> None:
    """The other is not tried again: whoever has read it on one need not be told again."""
    subscribed(ada, service, "Laptop")
    news = news_due(ada)
    service.faults.add("500")

    reminders.tick("push")
    reminders.tick("push")

    assert state(news) == ("sent", "")
    assert len(service.pushed) == 1


def test_a_push_service_that_hangs_holds_up_its_own_device_alone(
    ada: UUID, phone: object, service: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webpush, "DEADLINE_S", 0.5)
    subscribed(ada, service, "Laptop")
    news = news_due(ada)
    service.faults.add("slow")

    reminders.tick("push")

    assert state(news) == ("sent", "")


def test_devices_do_not_wait_for_each_other(
    ada: UUID, service: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webpush, "DEADLINE_S", 1)
    for number in range(devices.MOST):
        subscribed(ada, service, f"Phone {number}")
    news = news_due(ada)
    service.faults.always = "late"

    before = timezone.now()
    reminders.tick("push")

    assert timezone.now() - before < timedelta(seconds=5)
    assert state(news)[0] == "pending"


def test_one_persons_dead_push_service_rests_nobody_elses(couple: Couple, ada: UUID, service: Sink) -> None:
    _device_nowhere(ada, service)
    hers = [news_due(ada, f"Event {number}") for number in range(6)]
    subscribed(couple.ben, service)
    for each in hers:
        reminders.tick("push")
        due_again(each)
    his = news_due(couple.ben)

    reminders.tick("push")

    assert state(his) == ("sent", "")


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]", "169.254.169.254"],
)
def test_a_device_that_says_it_lives_in_our_network_is_not_called(
    ada: UUID, service: Sink, host: str
) -> None:
    """It is taken as an address that anybody may give, and refused where it is dialled."""
    _device_nowhere(ada, service, host)
    news = news_due(ada)

    reminders.tick("push")

    news.refresh_from_db()
    assert (news.state, news.attempts) == ("pending", 1)


def test_a_redirect_leads_nowhere(ada: UUID, phone: object, service: Sink, settings: Settings) -> None:
    with serving(says(b"", "Location: http://127.0.0.1/", status="307 Go")) as elsewhere:
        settings.PUSH_ALLOW = [*settings.PUSH_ALLOW, elsewhere.allowed]
        PushDevice.objects.update(endpoint=elsewhere.url("/push/a"))
        news = news_due(ada)

        reminders.tick("push")

    assert state(news) == ("dead", "push_refused")
    assert len(elsewhere.requests) == 1


def test_the_mailbox_is_a_device_where_nothing_leaves(ada: UUID, settings: Settings) -> None:
    settings.MAILBOX = True
    devices.add_mailbox(ada, label="Mailbox", now=timezone.now())
    news = news_due(ada, "A title that no lock screen shows")

    reminders.tick("push")
    Reminder.objects.filter(id=news.id).update(state="pending", ended_at=None)
    due_again(news)
    reminders.tick("push")

    (kept,) = MailboxMessage.objects.filter(channel="push")
    assert state(news) == ("sent", "")
    assert (kept.key, kept.person_id, kept.to, kept.subject) == (news.id.hex, ada, "Mailbox", "Alongside")
    assert kept.text.startswith("Something new for you two\n\nhttp://localhost:8000/events/")
    assert "title" not in kept.text


def test_what_reached_a_device_stands_in_the_mailbox_too(
    ada: UUID, phone: object, service: Sink, settings: Settings
) -> None:
    settings.MAILBOX = True
    service.faults.add("500", "")
    news = news_due(ada)
    reminders.tick("push")
    before = MailboxMessage.objects.count()

    due_again(news)
    reminders.tick("push")

    assert (before, MailboxMessage.objects.count(), len(service.pushed)) == (0, 1, 1)


def test_the_mailbox_is_no_device_once_mail_leaves(ada: UUID, settings: Settings) -> None:
    settings.MAILBOX = True
    devices.add_mailbox(ada, label="Mailbox", now=timezone.now())
    news = news_due(ada)
    settings.MAILBOX = False

    reminders.tick("push")

    assert state(news) == ("dead", "no_device")
    assert not PushDevice.objects.exists()


def test_no_log_line_names_a_device(
    ada: UUID, phone: dict[str, object], service: Sink, caplog: pytest.LogCaptureFixture
) -> None:
    news_due(ada)
    service.faults.add("500")

    reminders.tick("push")

    assert caplog.text
    assert "localhost" not in caplog.text and str(phone["endpoint"]) not in caplog.text
