"""Outside calendars over the API: written once, and never read back."""

from typing import Any

from planner.models import Subscription

BODY = {"address": "webcal://calendars.example/private-4711", "username": "ada", "password": "s3cret"}
TOLD = {
    "name": "calendars.example",
    "host": "calendars.example",
    "visibility": "busy",
    "event_count": 0,
    "has_password": True,
    "fetched_at": None,
    "changed_at": None,
    "is_under_way": True,
    "error": None,
    "problems": [],
}


def make(who: Any, **more: str) -> dict[str, Any]:
    answer = who.post("subscriptions/", BODY | more)
    assert answer.status_code == 201, answer.content
    return dict(answer.json())


def test_a_subscription_is_made_listed_and_read_and_says_nothing_of_its_secrets(ada, ben):
    made = make(ada)
    one, listed = ada.get(f"subscriptions/{made['id']}/"), ada.get("subscriptions/")

    assert {key: made[key] for key in TOLD} == TOLD
    assert one.json() == made == listed.json()["results"][0]
    for answer in (one, listed):
        assert b"4711" not in answer.content and b"s3cret" not in answer.content
    assert ben.get("subscriptions/").json()["results"] == []
    assert ben.get(f"subscriptions/{made['id']}/").status_code == 404


def test_a_subscription_is_changed_refreshed_and_ended(ada, ben):
    at = f"subscriptions/{make(ada)['id']}/"

    changed = ada.call("PATCH", at, {"name": "Work", "visibility": "private", "password": "other"})
    Subscription.objects.update(error_code="vanished")
    vanished, emptied = ada.get(at), ada.post(f"{at}empty/", {})
    refreshed = ada.post(f"{at}refresh/", {})
    foreign = [ben.call("PATCH", at, {"name": "x"}), ben.post(f"{at}refresh/", {}), ben.call("DELETE", at)]

    assert (changed.json()["name"], changed.json()["visibility"]) == ("Work", "private")
    assert Subscription.objects.get().password == "other"
    assert vanished.json()["error"]["code"] == "vanished"
    assert (emptied.status_code, refreshed.status_code) == (202, 202)
    assert [one.status_code for one in foreign] == [404, 404, 404]
    assert ada.call("DELETE", at).status_code == 204
    assert not Subscription.objects.exists()


def test_a_wrong_address_is_said_beside_its_field(ada):
    for address in ("ftp://calendars.example/", "https://calendars.example:22/", "http://a:b@c.example/", ""):
        answer = ada.post("subscriptions/", BODY | {"address": address})

        assert (answer.status_code, answer.json()["error"]["field"]) == (400, "address")
    assert ada.post(f"subscriptions/{make(ada)['id']}/empty/", {}).status_code == 409
