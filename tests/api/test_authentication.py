"""Who may call: a session, or a personal token that has not been revoked."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from planner.actions.exchange import tokens
from planner.actions.people import people
from planner.queries.exchange import tokens as token_views
from tests.api import bodies


def with_header(value):
    return Client().get("/api/v1/events/", headers={"Authorization": value})


def test_a_personal_token_is_its_owner(ada, stranger, now):
    ada.post("events/", {"title": "x", "start": "2030-01-01", "end": "2030-01-01", "tzid": "UTC"})
    _, hers = tokens.create(ada.id, name="script", now=now)
    _, theirs = tokens.create(stranger.id, name="script", now=now)

    found = [len(with_header(f"Bearer {one}").json()["results"]) for one in (hers, theirs)]

    assert hers.startswith("al_")
    assert found == [1, 0]


def test_a_personal_token_goes_by_the_clock_of_its_owner(ada, now):
    people.describe(
        ada.id, name="Ada", tzid="Asia/Tokyo", quiet_from=None, quiet_until=None, language="en", now=now
    )
    _, token = tokens.create(ada.id, name="script", now=now)
    client = Client(headers={"Authorization": f"Bearer {token}"})

    said = client.get("/api/v1/events/understand/", {"text": "Cinema tomorrow 20:00"}).json()

    tomorrow = now.astimezone(ZoneInfo("Asia/Tokyo")).date() + timedelta(days=1)
    assert (said["start"], said["tzid"]) == (f"{tomorrow}T20:00:00", "Asia/Tokyo")
    assert timezone.get_current_timezone_name() == timezone.get_default_timezone_name()


@pytest.mark.parametrize(
    "header", ["Bearer", "Bearer ", "Bearer al_x", "bearer x y", "Bearer \xff", "Basic YTpi"]
)
def test_any_other_header_is_401(db, header):
    answer = with_header(header)

    assert (answer.status_code, list(answer.json()["error"])) == (401, ["code", "message", "field"])
    assert answer["WWW-Authenticate"] == 'Bearer realm="Alongside"'


def test_a_revoked_token_is_401(ada, now):
    token_id, token = tokens.create(ada.id, name="script", now=now)
    before = with_header(f"Bearer {token}").status_code

    tokens.revoke(ada.id, token_id, now=now)

    assert (before, with_header(f"Bearer {token}").status_code) == (200, 401)


def test_a_closed_account_is_401(ada, now, django_user_model):
    _, token = tokens.create(ada.id, name="script", now=now)

    django_user_model.objects.filter(pk=ada.id).update(is_active=False)

    assert with_header(f"Bearer {token}").status_code == 401


def test_use_is_noted_by_day(ada, now):
    _, token = tokens.create(ada.id, name="script", now=now)
    before = token_views.tokens(ada.id, now=now)[0].last_used_on

    with_header(f"Bearer {token}")

    assert (before, token_views.tokens(ada.id, now=now)[0].last_used_on) == (None, now.date())


def test_a_token_needs_no_csrf_token(ada, now):
    _, token = tokens.create(ada.id, name="script", now=now)
    client = Client(enforce_csrf_checks=True, headers={"Authorization": f"Bearer {token}"})

    answer = client.post("/api/v1/events/", bodies.event(now), content_type="application/json")

    assert answer.status_code == 201
