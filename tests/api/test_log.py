"""Reminders' log and feeds over the API: each person's own."""

from django.test import Client

from tests.api import bodies


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


def test_nobody_else_touches_a_feed(ada, ben, stranger):
    made = ada.post("feeds/", {"name": "phone"}).json()

    for other in (ben, stranger):
        assert other.get("feeds/").json()["results"] == []
        assert other.post(f"feeds/{made['id']}/rotate/").status_code == 404
        assert other.call("DELETE", f"feeds/{made['id']}/").status_code == 404
    assert feed_status(made) == 200
