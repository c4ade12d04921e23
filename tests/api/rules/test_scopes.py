"""A token opens what its scopes say, until it runs out; a session is its person."""

from datetime import timedelta

import pytest
from django.test import Client

from planner.actions.exchange import tokens
from planner.core.scopes import Scope
from planner.models import ApiToken
from tests.api import bodies

READS = {
    "calendar": ("events/", "occurrences/?start=2030-01-01T00:00Z&end=2030-01-02T00:00Z", "birthdays/"),
    "plans": ("plans/", "flags/", "talks/", "standing/", "helps/"),
    "reminders": ("reminders/", "ladders/", "devices/"),
    "": ("me/", "person-notes/", "lessons/", "archive/", "feeds/"),
}


def with_token(person_id, now, *scopes, **more):
    _, token = tokens.create(person_id, name="script", scopes=scopes, now=now, **more)
    return Client(headers={"Authorization": f"Bearer {token}"})


def statuses(client, paths):
    return {client.get(f"/api/v1/{path}").status_code for path in paths}


@pytest.mark.parametrize(
    ("scope", "opens"),
    [
        (Scope.READ, set(READS)),
        (Scope.WRITE, set(READS)),
        (Scope.CALENDAR_READ, {"calendar"}),
        (Scope.PLANS_WRITE, {"plans"}),
        (Scope.REMINDERS_READ, {"reminders"}),
    ],
)
def test_a_token_reads_where_its_scopes_reach(ada, now, scope, opens):
    client = with_token(ada.id, now, scope)

    found = {area: statuses(client, paths) for area, paths in READS.items()}

    assert found == {area: {200} if area in opens else {403} for area in READS}


@pytest.mark.parametrize(
    ("scope", "status"),
    [(Scope.READ, 403), (Scope.WRITE, 201), (Scope.CALENDAR_WRITE, 201), (Scope.PLANS_WRITE, 403)],
)
def test_a_token_writes_where_its_scopes_reach(ada, now, scope, status):
    client = with_token(ada.id, now, scope)

    answer = client.post("/api/v1/events/", bodies.event(now), content_type="application/json")

    assert answer.status_code == status
    assert status == 201 or answer.json()["error"]["code"] == "out_of_scope"
    assert len(ada.get("events/").json()["results"]) == (status == 201)


def test_a_token_that_has_run_out_is_401(ada, now):
    client = with_token(ada.id, now - timedelta(days=2), Scope.READ, lasts=timedelta(days=2))
    fresh = with_token(ada.id, now, Scope.READ, lasts=timedelta(days=2))

    assert [one.get("/api/v1/events/").status_code for one in (client, fresh)] == [401, 200]


def test_an_older_token_is_good_for_everything(ada, now):
    token_id, _ = tokens.create(ada.id, name="script", now=now)

    assert ApiToken.objects.get(id=token_id).scopes == "read write"
