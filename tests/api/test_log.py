"""Reminders' log and feeds over the API: each person's own."""

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client

from backend import sign_in
from planner.actions.engine import due
from planner.actions.exchange import tokens
from planner.models import Reminder
from tests.api import bodies
from tests.api.test_errors import refusal

PASSWORD = "a long enough password"


def feed_status(made):
    return Client().get(made["url"].removeprefix("http://localhost:8000")).status_code


def test_the_log_is_ones_own(ada, ben, stranger, now):
    event_id = ada.post("events/", bodies.event(now)).json()["id"]
    ada.post("flags/", {"event_id": event_id, "level": 3})

    mine = ada.get("reminders/").json()["results"]

    assert {one["event_id"] for one in mine} == {event_id}
    assert ada.get(f"reminders/{mine[0]['id']}/").json() == mine[0]
    for other in (ben, stranger):
        assert other.get("reminders/").json()["results"] == []
        assert other.get(f"reminders/{mine[0]['id']}/").status_code == 404


def test_a_feed_is_made_rotated_and_revoked(ada):
    made = ada.post("feeds/", {"name": "phone"}).json()
    rotated = ada.post(f"feeds/{made['id']}/rotate/").json()
    listed = ada.get("feeds/").json()["results"]
    statuses = feed_status(made), feed_status(rotated)
    revoked = ada.call("DELETE", f"feeds/{made['id']}/")

    assert made["webcal_url"].startswith("webcal://localhost:8000/feeds/")
    assert [(one["id"], one["name"]) for one in listed] == [(made["id"], "phone")]
    assert statuses == (404, 200)
    assert (revoked.status_code, feed_status(rotated), ada.get("feeds/").json()["results"]) == (204, 404, [])


def test_a_feed_holds_what_is_chosen_and_keeps_what_is_not_mentioned(ada):
    usual = {"scope": "all", "with_titles": True, "with_alarms": False, "with_subscriptions": False}
    made = ada.post("feeds/", {"name": "phone"}).json()
    path = f"feeds/{made['id']}/"
    before = ada.get(path).json()

    changed = ada.call("PATCH", path, {"scope": "flagged", "with_titles": False})
    refused = ada.call("PATCH", path, {"scope": "theirs"})

    assert {name: before[name] for name in usual} == usual
    assert (changed.status_code, changed.json()) == (
        200,
        before | {"scope": "flagged", "with_titles": False},
    )
    assert (refused.status_code, refused.json()["error"]["field"]) == (400, "scope")
    assert feed_status(made) == 200


def test_nobody_else_touches_a_feed(ada, ben, stranger):
    made = ada.post("feeds/", {"name": "phone"}).json()

    for other in (ben, stranger):
        assert other.get("feeds/").json()["results"] == []
        assert other.get(f"feeds/{made['id']}/").status_code == 404
        assert other.call("PATCH", f"feeds/{made['id']}/", {"name": "mine"}).status_code == 404
        assert other.post(f"feeds/{made['id']}/rotate/").status_code == 404
        assert other.call("DELETE", f"feeds/{made['id']}/").status_code == 404
    assert feed_status(made) == 200


@pytest.fixture
def ada_long_signed_in(ada):
    """Ada, who signed in some time ago."""
    person = get_user_model().objects.get(pk=ada.id)
    person.set_password(PASSWORD)
    person.save()
    ada.client.force_login(person)
    session = ada.client.session
    session[sign_in.SIGNED_IN_AT] -= settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
    session.save()
    return ada


def test_an_address_asks_for_the_password_again(ada_long_signed_in):
    ada = ada_long_signed_in

    refused = ada.post("feeds/", {"name": "phone"})
    before = ada.get("feeds/").json()["results"]
    ada.client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    made = ada.post("feeds/", {"name": "phone"})

    assert refusal(refused) == (403, "reauthenticate", "")
    assert (before, made.status_code) == ([], 201)


def test_a_new_address_asks_too_and_the_old_one_stays(ada, request):
    made = ada.post("feeds/", {"name": "phone"}).json()
    ada = request.getfixturevalue("ada_long_signed_in")

    refused = ada.post(f"feeds/{made['id']}/rotate/")
    after_refusal = feed_status(made)
    ended = ada.call("DELETE", f"feeds/{made['id']}/")

    assert refusal(refused) == (403, "reauthenticate", "")
    assert (after_refusal, ended.status_code, feed_status(made)) == (200, 204, 404)


def test_a_token_makes_no_address_but_may_end_one(ada, now):
    made = ada.post("feeds/", {"name": "phone"}).json()
    _, token = tokens.create(ada.id, name="script", now=now)
    script = Client(headers={"Authorization": f"Bearer {token}"})

    new = script.post("/api/v1/feeds/", {"name": "mine"}, content_type="application/json")
    rotated = script.post(f"/api/v1/feeds/{made['id']}/rotate/")
    after_refusals = feed_status(made)
    ended = script.delete(f"/api/v1/feeds/{made['id']}/")

    assert [refusal(one) for one in (new, rotated)] == [(403, "session_only", "")] * 2
    assert (after_refusals, ended.status_code, feed_status(made)) == (200, 204, 404)


def test_the_log_is_asked_by_fate_and_says_why_in_words(ada, ben, now):
    event_id = ada.post("events/", bodies.event(now)).json()["id"]
    ada.post("flags/", {"event_id": event_id, "level": 3})
    (lost, *_) = ada.get("reminders/?fate=next").json()["results"]
    over = due.ended("dead", now=now, reason="no_such_address")
    Reminder.objects.filter(id=lost["id"]).update(**over)

    failed = ada.get("reminders/?fate=failed").json()["results"]
    first = ada.get("reminders/?limit=1").json()
    answers = [who.post(f"reminders/{lost['id']}/dismiss/").status_code for who in (ben, ada)]

    assert [(one["id"], one["fate"], one["says"], one["instead"]) for one in failed] == [
        (lost["id"], "failed", "The mail server said that this address does not exist.", None)
    ]
    assert (len(first["results"]), first["next_offset"]) == (1, 1)
    assert refusal(ada.get("reminders/?fate=theirs")) == (400, "invalid_choice", "fate")
    assert answers == [404, 204]
    assert Reminder.objects.get(id=lost["id"]).dismissed_at is not None
