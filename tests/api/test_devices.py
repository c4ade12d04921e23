"""Push devices over the API: added in person, one's own alone, and never read back whole."""

from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client

from backend import sign_in
from planner.actions.exchange import tokens
from tests.api.test_errors import refusal
from tests.sinks.webpush import Device


def body(**changed: Any) -> dict[str, Any]:
    return Device().subscription("https://push.example") | {"name": "Phone"} | changed


def test_a_device_is_added_tested_and_removed(ada, ben, stranger):
    given = body()
    made = ada.post("devices/", given)
    path = f"devices/{made.json()['id']}/"

    tested = ada.post(f"{path}test/")
    others = [
        one.call(method, path + deed).status_code
        for one in (ben, stranger)
        for method, deed in (("GET", ""), ("DELETE", ""), ("POST", "test/"))
    ]
    listed = ada.get("devices/").json()["results"]
    removed = ada.call("DELETE", path)

    assert made.status_code == 201 and tested.status_code == 202
    assert set(made.json()) == {"id", "name", "created_at", "is_mailbox", "test"}
    assert [(one["name"], one["is_mailbox"], one["test"]) for one in listed] == [("Phone", False, "pending")]
    assert given["endpoint"] not in made.content.decode()
    assert others == [404] * 6
    assert (removed.status_code, ada.get("devices/").json()["results"]) == (204, [])


def test_no_token_adds_a_device(ada, now):
    _, token = tokens.create(ada.id, name="script", now=now)
    script = Client(headers={"Authorization": f"Bearer {token}"})

    refused = script.post("/api/v1/devices/", body(), content_type="application/json")

    assert refusal(refused) == (403, "session_only", "")


def test_the_password_is_asked_for_again(ada):
    person = get_user_model().objects.get(pk=ada.id)
    person.set_password("a long enough password")
    person.save()
    ada.client.force_login(person)
    session = ada.client.session
    session[sign_in.SIGNED_IN_AT] -= settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
    session.save()

    assert refusal(ada.post("devices/", body())) == (403, "reauthenticate", "")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"endpoint": "https://push.example:22/"}, "endpoint"),
        ({"endpoint": "http://169.254.169.254/"}, "endpoint"),
        ({"keys": {"p256dh": "BAAA", "auth": "BTBZMqHH6r4Tts7J_aSIgg"}}, "p256dh"),
        ({"keys": {"p256dh": "BAAA"}}, "keys.auth"),
        ({"name": ""}, "name"),
    ],
)
def test_what_no_browser_says_is_refused(ada, wrong, field):
    refused = ada.post("devices/", body(**wrong))

    assert (refused.status_code, refused.json()["error"]["field"]) == (400, field)


def test_the_key_is_told_where_there_is_one(ada, settings):
    told = ada.get("devices/key/").json()
    settings.VAPID_PUBLIC_KEY = settings.VAPID_PRIVATE_KEY = ""

    assert list(told) == ["application_server_key"] and len(told["application_server_key"]) == 87
    assert ada.get("devices/key/").status_code == 404
    assert ada.get(f"devices/{uuid4()}/").status_code == 404


def test_a_device_goes_to_whoever_adds_it_last(ada, ben):
    given = body()
    ada.post("devices/", given)

    ben.post("devices/", given)

    assert ada.get("devices/").json()["results"] == []
    assert len(ben.get("devices/").json()["results"]) == 1
