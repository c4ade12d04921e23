"""Push on the page of reminders, and what a browser's worker asks for."""

import hashlib
import json
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from backend.web import browsers
from planner.actions.channels import devices as deeds
from planner.actions.channels import push_tests
from planner.models import PushDevice, PushTest, Reminder
from planner.queries.channels import devices
from tests.factories import NOW, Couple
from tests.sinks.webpush import Device
from tests.tasks.pushing import news_due
from tests.web.exchange.test_calendars import confirmed, with_password
from tests.web.reading import signed_in, texts

NEW = "/reminders/push/new/"
ANDROID = "Mozilla/5.0 (Android 15; Mobile; rv:143.0) Gecko/143.0 Firefox/143.0"


def given(device: Device | None = None) -> dict[str, Any]:
    """What the form holds when the browser has filled it in."""
    subscription = (device or Device()).subscription("https://push.example")
    return {"endpoint": subscription["endpoint"], **subscription["keys"]}


def renewal(was: str, device: Device) -> dict[str, Any]:
    return {"was": was, **device.subscription("https://push.example")}


def post_json(client: Client, body: object) -> int:
    text = body if isinstance(body, str | bytes) else json.dumps(body)
    return client.post("/push/renew/", text, content_type="application/json").status_code


def news(couple: Couple) -> Reminder:
    """A push that waits for ada."""
    deeds.add(couple.ada, **given(), label="Phone", now=NOW)
    return news_due(couple.ada, "Kolbe’s office party")


def test_a_browser_is_added_under_its_name_and_can_be_removed(couple: Couple) -> None:
    ada, device = confirmed(couple.ada), Device()

    answer = ada.post(NEW, given(device), HTTP_USER_AGENT=ANDROID)
    (row,) = texts(ada.get("/reminders/"), "li", "data-push-device")

    (added,) = devices.devices(couple.ada)
    endpoint = given(device)["endpoint"]
    assert answer.headers["Location"] == "/reminders/#push"
    assert row.startswith("Firefox on Android")
    assert added.key == hashlib.sha256(endpoint.encode()).hexdigest()
    page = ada.get("/reminders/").content.decode()
    assert added.key in page and endpoint not in page

    ada.post(f"/reminders/push/{added.id}/remove/")

    assert devices.devices(couple.ada) == ()


def test_the_password_is_asked_for_again(couple: Couple) -> None:
    for method in ("get", "post"):
        answer = getattr(with_password(couple.ada), method)(NEW, given())
        assert answer.headers["Location"].startswith("/accounts/reauthenticate/")

    assert not PushDevice.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"endpoint": "https://127.0.0.1:8443/push"}, "no address that a message can be pushed to"),
        ({"p256dh": "BAAA"}, "not the key of a browser"),
        ({"auth": "short"}, "not the secret of a browser"),
        ({"endpoint": ""}, "Switch on"),
    ],
)
def test_what_no_browser_says_is_refused_in_words(couple: Couple, wrong: dict[str, str], said: str) -> None:
    page = confirmed(couple.ada).post(NEW, given() | wrong)

    assert said in page.content.decode()
    assert not PushDevice.objects.exists()


def test_an_eleventh_device_is_one_too_many(couple: Couple) -> None:
    for _ in range(deeds.MOST):
        deeds.add(couple.ada, **given(), label="Phone", now=NOW)

    page = confirmed(couple.ada).post(NEW, given())

    assert "Take one away first" in page.content.decode()


def test_without_javascript_it_says_what_is_missing(couple: Couple) -> None:
    page = confirmed(couple.ada).get(NEW)

    (says,) = [one for one in texts(page, "p", "data-push-says") if "JavaScript" in one]
    assert says.startswith("This needs JavaScript")
    assert 'data-push-says="script">' in page.content.decode()
    assert "data-push-form hidden" in page.content.decode()


def test_where_push_is_not_set_up_the_page_says_so(couple: Couple, settings: Settings) -> None:
    settings.VAPID_PRIVATE_KEY = settings.VAPID_PUBLIC_KEY = ""
    ada = confirmed(couple.ada)

    assert "not set up where your Alongside runs" in ada.get("/reminders/").content.decode()
    assert ada.get(NEW).status_code == 404


def test_the_mailbox_is_offered_as_a_device_until_it_is_one(couple: Couple, settings: Settings) -> None:
    settings.MAILBOX = True
    ada = signed_in(couple.ada)
    offer = "Use the Mailbox as a device"
    assert offer in ada.get("/reminders/", HTTP_HOST="localhost").content.decode()

    ada.post("/reminders/push/mailbox/")

    assert [one.label for one in devices.devices(couple.ada)] == ["Mailbox"]
    assert offer not in ada.get("/reminders/", HTTP_HOST="localhost").content.decode()
    settings.MAILBOX = False
    assert ada.post("/reminders/push/mailbox/").status_code == 404


def test_a_test_is_asked_for_and_what_came_of_it_is_shown(couple: Couple) -> None:
    device = deeds.add(couple.ada, **given(), label="Phone", now=NOW)
    ada = signed_in(couple.ada)

    ada.post(f"/reminders/push/{device}/test/")
    (waits,) = texts(ada.get("/reminders/"), "li", "data-push-device")
    PushTest.objects.update(state="dead", ended_at=NOW)
    (over,) = texts(ada.get("/reminders/"), "li", "data-push-device")

    assert "a test is on its way" in waits
    assert "the last test did not get through" in over


def test_nobody_else_removes_or_tests_a_device(couple: Couple) -> None:
    device = deeds.add(couple.ada, **given(), label="Phone", now=NOW)

    answers = [
        signed_in(one).post(f"/reminders/push/{device}/{deed}/").status_code
        for one in (couple.ben, couple.stranger)
        for deed in ("remove", "test")
    ]

    assert answers == [404] * 4
    assert devices.device(couple.ada, device).test == ""


def test_signing_out_takes_this_browser_along_and_no_other(couple: Couple) -> None:
    deeds.add(couple.ada, **given(), label="At home", now=NOW)
    ada = confirmed(couple.ada)
    ada.post(NEW, given(), HTTP_USER_AGENT=ANDROID)

    ada.post(reverse("account_logout"))

    assert [one.label for one in devices.devices(couple.ada)] == ["At home"]


def test_signing_out_leaves_a_browser_that_the_other_took_over(couple: Couple) -> None:
    device = Device()
    ada = confirmed(couple.ada)
    ada.post(NEW, given(device))
    confirmed(couple.ben).post(NEW, given(device))

    ada.post(reverse("account_logout"))

    assert len(devices.devices(couple.ben)) == 1


def test_the_words_of_a_push_name_nothing_and_are_its_owners(couple: Couple) -> None:
    waiting = news(couple)
    ada = signed_in(couple.ada)

    words = ada.get(f"/push/{waiting.id}/")
    leads = ada.get(f"/push/{waiting.id}/open/")

    assert words.json() == {"title": "Alongside", "body": "Something new for you two"}
    assert "no-store" in words.headers["Cache-Control"]
    assert leads.headers["Location"].startswith("/events/")
    for path in (f"/push/{waiting.id}/", f"/push/{waiting.id}/open/"):
        answers = [signed_in(one).get(path) for one in (couple.ben, couple.stranger)]
        assert [one.status_code for one in answers] == [404, 404]
        assert Client().get(path).headers["Location"].startswith("/accounts/login/")
    assert ada.get(f"/push/{uuid4()}/").status_code == 404


def test_a_test_push_leads_back_to_the_reminders(couple: Couple) -> None:
    push_tests.ask(couple.ada, deeds.add(couple.ada, **given(), label="", now=NOW), now=NOW)
    test = PushTest.objects.get()

    assert signed_in(couple.ada).get(f"/push/{test.id}/open/").headers["Location"] == "/reminders/"


def test_a_browser_with_a_new_address_is_followed_without_a_session(couple: Couple) -> None:
    old, new = Device(), Device()
    deeds.add(couple.ada, **given(old), label="Phone", now=NOW)

    status = post_json(Client(enforce_csrf_checks=True), renewal(given(old)["endpoint"], new))

    assert status == 204
    assert [one.endpoint for one in devices.addresses(couple.ada)] == [given(new)["endpoint"]]


@pytest.mark.parametrize(
    "body",
    [
        "",
        "no json",
        "[" * 100_000,
        b"\xff",
        "[]",
        "{}",
        {"was": None, "endpoint": None, "keys": None},
        {"was": [], "endpoint": {}, "keys": []},
        renewal("https://push.example/push/of-nobody", Device()),
        renewal("", Device()) | {"was": "mailbox:"},
    ],
)
def test_what_vouches_for_nothing_changes_nothing(couple: Couple, body: object) -> None:
    deeds.add(couple.ada, **given(), label="Phone", now=NOW)
    before = devices.addresses(couple.ada)

    assert post_json(Client(), body) == 404
    assert devices.addresses(couple.ada) == before


def test_the_worker_is_served_from_the_root_and_asked_for_anew(db: None) -> None:
    script = Client().get("/service-worker.js")

    assert script.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert script.headers["Cache-Control"] == "no-cache"
    assert "default-src 'self'" in script.headers["Content-Security-Policy"]
    assert "Something for you. Open Alongside to see it." in script.content.decode()


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        (ANDROID, "Firefox on Android"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
            "Version/18.6 Mobile/15E148 Safari/604.1",
            "Safari on iPhone",
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
            "Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0",
            "Edge on Windows",
        ),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) "
            "Chrome/140.0.0.0 Safari/537.36",
            "Chrome on Mac",
        ),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0", "Firefox on Linux"),
        ("curl/8.5.0", "A browser"),
        ("", "A browser"),
    ],
)
def test_a_browser_is_called_what_its_owner_calls_it(user_agent: str, name: str) -> None:
    assert browsers.name_of(user_agent) == name
