"""Who asks too often is told when to come back: each person, each token, and whoever is not let in."""

import pytest
from django.core.cache import cache
from django.test import Client

from backend.api.rules.throttles import PerPerson, PerToken, Strangers
from planner.actions.exchange import tokens
from tests.api.test_errors import refusal


@pytest.fixture(autouse=True)
def from_the_start(db):
    cache.clear()


def with_token(person_id, now):
    return Client(headers={"Authorization": f"Bearer {tokens.create(person_id, name='x', now=now)[1]}"})


def test_each_token_has_its_own_share(ada, now, monkeypatch):
    monkeypatch.setattr(PerToken, "THROTTLE_RATES", {"token": "2/min"})
    first, second = with_token(ada.id, now), with_token(ada.id, now)

    statuses = [first.get("/api/v1/me/").status_code for _ in range(3)]

    assert statuses == [200, 200, 429]
    assert [one.get("/api/v1/me/").status_code for one in (second, ada.client)] == [200, 200]


@pytest.mark.parametrize("header", [None, "Bearer al_guessed"])
def test_whoever_is_not_let_in_is_told_to_wait(db, monkeypatch, header):
    monkeypatch.setattr(Strangers, "THROTTLE_RATES", {"stranger": "2/min"})
    nobody = Client(headers={"Authorization": header} if header else None)

    answers = [nobody.get("/api/v1/me/") for _ in range(3)]

    assert [one.status_code for one in answers] == [401, 401, 429]
    assert refusal(answers[2]) == (429, "throttled", "")
    assert 0 < int(answers[2]["Retry-After"]) <= 60


def test_a_made_up_hop_gives_no_fresh_share(db, monkeypatch):
    monkeypatch.setattr(Strangers, "THROTTLE_RATES", {"stranger": "2/min"})

    statuses = [
        Client().get("/api/v1/me/", headers={"X-Forwarded-For": f"192.0.2.{n}"}).status_code for n in range(3)
    ]

    assert statuses == [401, 401, 429]


def test_one_person_takes_nothing_from_the_other(ada, ben, monkeypatch):
    monkeypatch.setattr(PerPerson, "THROTTLE_RATES", {"person": "1/min"})

    statuses = [one.get("me/").status_code for one in (ada, ada, ben)]

    assert statuses == [200, 429, 200]
