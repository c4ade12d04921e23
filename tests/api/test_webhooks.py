"""Webhooks over the API: made in person, one's own alone, the secret read once and the address never."""

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client

from backend import sign_in
from planner.actions.exchange import tokens
from tests.api.test_errors import refusal

BODY = {"name": "Home", "url": "https://home.example/s3cret", "kinds": ["plan.agreed"]}
DEEDS = (("GET", ""), ("DELETE", ""), ("POST", "test/"), ("GET", "log/"), ("POST", "resume/"))


def test_a_webhook_is_made_changed_tested_and_ended(ada, ben, stranger):
    made = ada.post("webhooks/", BODY)
    path = f"webhooks/{made.json()['id']}/"

    others = [one.call(how, path + deed).status_code for one in (ben, stranger) for how, deed in DEEDS]
    changed = ada.call("PATCH", path, {"kinds": ["news.waiting", "talk.now"]})
    tested = ada.post(f"{path}test/")
    log = ada.get(f"{path}log/").json()["results"]
    rotated = ada.post(f"{path}rotate/")
    removed = ada.call("DELETE", path)

    assert made.status_code == 201 and made.json()["secret"].startswith("whsec_")
    assert rotated.json()["secret"] != made.json()["secret"]
    assert (changed.json()["kinds"], changed.json()["host"]) == (["talk.now", "news.waiting"], "home.example")
    assert tested.status_code == 202
    assert [(one["kind"], one["state"]) for one in log] == [("webhook.test", "pending")]
    assert "s3cret" not in changed.content.decode()
    assert others == [404] * 10
    assert (removed.status_code, ada.get("webhooks/").json()["results"]) == (204, [])


def test_no_token_makes_a_webhook(ada, now):
    _, token = tokens.create(ada.id, name="script", now=now)
    script = Client(headers={"Authorization": f"Bearer {token}"})

    refused = script.post("/api/v1/webhooks/", BODY, content_type="application/json")

    assert refusal(refused) == (403, "session_only", "")


def test_the_password_is_asked_for_again(ada):
    person = get_user_model().objects.get(pk=ada.id)
    person.set_password("a long enough password")
    person.save()
    ada.client.force_login(person)
    session = ada.client.session
    session[sign_in.SIGNED_IN_AT] -= settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
    session.save()

    assert refusal(ada.post("webhooks/", BODY)) == (403, "reauthenticate", "")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"url": "https://home.example:22/"}, "url"),
        ({"url": "http://169.254.169.254/"}, "url"),
        ({"kinds": []}, "kinds"),
        ({"kinds": ["gossip"]}, "kinds.0"),
        ({"name": ""}, "name"),
    ],
)
def test_what_cannot_be_is_refused(ada, wrong, field):
    refused = ada.post("webhooks/", BODY | wrong)

    assert (refused.status_code, refused.json()["error"]["field"]) == (400, field)
