"""Whose a device is, how many there are, and what the reminders make of it."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from pytest_django import Settings

from planner import errors
from planner.actions import reminders
from planner.actions.calendar import events
from planner.actions.channels import devices, push_tests
from planner.core.reminding.reminders import Drop, Reason
from planner.models import Event, PushDevice, PushTest, Reminder
from planner.queries import messages
from planner.queries.channels import devices as queries
from planner.queries.channels.outgoing import Push
from planner.queries.messages import push
from tests.actions.reminders.engine import due_reminder
from tests.factories import NOW, Couple
from tests.sinks.webpush import Device

ORIGIN = "https://push.example"
SOON = NOW + timedelta(minutes=1)


def add(owner: UUID, device: Device | None = None, label: str = "Phone", *, now: datetime = NOW) -> UUID:
    given = (device or Device()).subscription(ORIGIN)
    return devices.add(owner, endpoint=given["endpoint"], **given["keys"], label=label, now=now)


def renew(was: str, device: Device) -> None:
    given = device.subscription(ORIGIN)
    devices.renew(was, endpoint=given["endpoint"], **given["keys"], now=SOON)


def endpoint(device: Device) -> str:
    return str(device.subscription(ORIGIN)["endpoint"])


def labels(owner: UUID) -> list[str]:
    return [one.label for one in queries.devices(owner)]


def endpoints(owner: UUID) -> list[str]:
    return [one.endpoint for one in queries.addresses(owner)]


def channels(owner: UUID, step: str) -> set[str]:
    """By which channels this step still comes."""
    return set(
        Reminder.objects.filter(person_id=owner, step=step, state="pending").values_list("channel", flat=True)
    )


def test_a_device_is_its_owners_alone(couple: Couple) -> None:
    device = add(couple.ada)

    assert labels(couple.ada) == ["Phone"]
    assert queries.device(couple.ada, device).id == device
    for other in (couple.ben, couple.stranger):
        assert labels(other) == []
        with pytest.raises(errors.NotFound):
            queries.device(other, device)
        with pytest.raises(errors.NotFound):
            devices.remove(other, device, now=SOON)
        with pytest.raises(errors.NotFound):
            push_tests.ask(other, device, now=SOON)
    assert labels(couple.ada) == ["Phone"]


def test_nothing_of_a_device_can_be_read_in_the_database(couple: Couple) -> None:
    device = Device()
    add(couple.ada, device)

    with connection.cursor() as cursor:
        cursor.execute("SELECT endpoint, p256dh, auth FROM planner_pushdevice")
        (row,) = cursor.fetchall()

    given = device.subscription(ORIGIN)
    stored = b"".join(bytes(column) for column in row)
    assert stored
    assert [one for one in (given["endpoint"], *given["keys"].values()) if one.encode() in stored] == []


def test_the_same_browser_is_one_device_with_its_newest_keys(couple: Couple) -> None:
    device = Device()
    first = add(couple.ada, device, "Phone")

    again = add(couple.ada, device, "Phone, again", now=SOON)

    assert again == first
    assert labels(couple.ada) == ["Phone, again"]


def test_a_browser_goes_to_whoever_subscribed_it_last(couple: Couple) -> None:
    shared = Device()
    device = add(couple.ada, shared, "Kitchen")
    push_tests.ask(couple.ada, device, now=NOW)

    add(couple.ben, shared, "Kitchen", now=SOON)

    assert (labels(couple.ada), labels(couple.ben)) == ([], ["Kitchen"])
    assert not PushTest.objects.exists()


def test_nobody_has_more_than_ten(couple: Couple) -> None:
    tenth = Device()
    for _ in range(devices.MOST - 1):
        add(couple.ada)
    add(couple.ada, tenth)

    with pytest.raises(errors.TooMany):
        add(couple.ada)

    add(couple.ada, tenth, "Again")
    assert len(labels(couple.ada)) == devices.MOST


def test_what_a_browser_would_not_say_is_not_kept(couple: Couple) -> None:
    given = Device().subscription("https://push.example:8443")

    with pytest.raises(errors.Invalid):
        devices.add(couple.ada, endpoint=given["endpoint"], **given["keys"], label="", now=NOW)

    assert not PushDevice.objects.exists()


def test_without_a_key_push_is_not_offered(couple: Couple, settings: Settings) -> None:
    add(couple.ada)
    settings.VAPID_PRIVATE_KEY = ""

    with pytest.raises(errors.NotFound):
        add(couple.ada)

    news = due_reminder(couple.ada)
    reminders.news(couple.ada, news.uid, "", now=NOW)
    assert channels(couple.ada, "news") == {"email"}


def test_the_mailbox_is_offered_where_there_is_one(couple: Couple, settings: Settings) -> None:
    settings.MAILBOX = True
    first = devices.add_mailbox(couple.ada, label="Mailbox", now=NOW)
    devices.add_mailbox(couple.ben, label="Mailbox", now=NOW)
    settings.MAILBOX = False

    with pytest.raises(errors.NotFound):
        devices.add_mailbox(couple.stranger, label="Mailbox", now=NOW)
    with pytest.raises(errors.NotFound):
        renew(f"mailbox:{couple.ada}", Device())

    assert queries.device(couple.ada, first).is_mailbox
    assert labels(couple.ben) == ["Mailbox"]


def test_reminders_come_by_push_from_the_first_device_to_the_last(couple: Couple) -> None:
    talk = due_reminder(couple.ada)
    reminders.news(couple.ada, talk.uid, "", now=NOW)
    phone = add(couple.ada)
    reminders.news(couple.ada, due_reminder(couple.ada).uid, "", now=SOON)
    with_a_phone = channels(couple.ada, "news")
    laptop = add(couple.ada)

    devices.remove(couple.ada, phone, now=SOON)
    with_a_laptop = queries.devices(couple.ada)
    devices.gone(laptop, now=SOON)
    Reminder.objects.filter(step="news").delete()
    reminders.news(couple.ada, talk.uid, "", now=SOON)

    assert "push" in with_a_phone
    assert [one.id for one in with_a_laptop] == [laptop]
    assert channels(couple.ada, "news") == {"email"}
    assert channels(couple.ada, "talk") == {"email"}


def test_a_device_that_is_gone_twice_is_gone(couple: Couple) -> None:
    device = add(couple.ada)

    devices.gone(device, now=SOON)
    devices.gone(device, now=SOON)
    devices.gone(uuid4(), now=SOON)

    assert labels(couple.ada) == []


def test_a_browser_with_a_new_address_stays_its_owners(couple: Couple) -> None:
    old, new = Device(), Device()
    device = add(couple.ada, old)

    renew(endpoint(old), new)

    assert queries.device(couple.ada, device).label == "Phone"
    assert endpoints(couple.ada) == [endpoint(new)]
    with pytest.raises(errors.NotFound):
        renew(endpoint(old), Device())


def test_a_new_address_that_was_given_already_ends_the_old_one(couple: Couple) -> None:
    old, new = Device(), Device()
    add(couple.ada, old)
    kept = add(couple.ada, new)

    renew(endpoint(old), new)

    assert [one.id for one in queries.devices(couple.ada)] == [kept]


def test_an_address_nobody_has_vouches_for_nothing(couple: Couple) -> None:
    add(couple.ada)

    for was in ("", "https://push.example/push/other", "mailbox:", "\ud800"):
        with pytest.raises(errors.NotFound):
            renew(was, Device())

    assert len(endpoints(couple.ada)) == 1


def test_a_test_is_asked_for_once_at_a_time_and_not_all_day(couple: Couple) -> None:
    device = add(couple.ada)
    push_tests.ask(couple.ada, device, now=NOW)
    push_tests.ask(couple.ada, device, now=NOW)
    assert queries.device(couple.ada, device).test == "pending"

    for _ in range(push_tests.MOST_A_DAY - 1):
        PushTest.objects.update(state="sent", ended_at=NOW)
        push_tests.ask(couple.ada, device, now=NOW)
    PushTest.objects.update(state="sent", ended_at=NOW)

    with pytest.raises(errors.TooOften):
        push_tests.ask(couple.ada, device, now=NOW + timedelta(hours=23))
    push_tests.ask(couple.ada, device, now=NOW + timedelta(days=1))
    assert PushTest.objects.count() == 1


def test_a_test_that_fails_is_over_and_a_late_one_is_not_sent(couple: Couple) -> None:
    device = add(couple.ada)
    push_tests.ask(couple.ada, device, now=NOW)
    (first,) = push_tests.claim_due(now=NOW)
    assert isinstance(push.test(first.id, now=NOW), Push)
    push_tests.begin_send(first, now=NOW)

    push_tests.record_failed(first, now=NOW, reason="push_503", permanent=False, retry_after=None)

    assert queries.device(couple.ada, device).test == "dead"
    push_tests.ask(couple.ada, device, now=SOON)
    (second,) = push_tests.claim_due(now=SOON)
    too_late = SOON + push.TEST_LASTS
    assert push.test(second.id, now=too_late) == Drop(Reason.TOO_LATE)
    push_tests.drop(second, reason=Reason.TOO_LATE, now=too_late)
    assert queries.device(couple.ada, device).test == "missed"


def test_what_a_push_says_is_for_its_owner_and_names_nothing(couple: Couple) -> None:
    device = add(couple.ada)
    talk = due_reminder(couple.ada, title="Kolbe’s office party")
    reminders.news(couple.ada, talk.uid, "", now=NOW)
    news = Reminder.objects.get(step="news")
    push_tests.ask(couple.ada, device, now=NOW)
    test = PushTest.objects.get()

    said = messages.pushed(couple.ada, news.id, now=SOON)
    assert (said.title, said.body) == ("Alongside", "Something new for you two")
    assert said.path.startswith("/events/")
    assert messages.pushed(couple.ada, test.id, now=SOON).path == "/reminders/"
    for asker, push_id in (
        (couple.ben, news.id),
        (couple.ben, test.id),
        (couple.stranger, news.id),
        (couple.ada, talk.id),  # not by push
        (couple.ada, uuid4()),
    ):
        with pytest.raises(errors.NotFound):
            messages.pushed(asker, push_id, now=SOON)


def test_a_push_whose_event_is_gone_says_so(couple: Couple) -> None:
    add(couple.ada)
    talk = due_reminder(couple.ada)
    reminders.news(couple.ada, talk.uid, "", now=NOW)
    news = Reminder.objects.get(step="news")
    events.delete(couple.ada, Event.objects.get(uid=talk.uid).id, now=SOON)

    said = messages.pushed(couple.ada, news.id, now=SOON)

    assert (said.body, said.path) == ("This is over, or has changed since.", "/reminders/")
