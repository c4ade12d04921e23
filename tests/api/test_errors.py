"""Every refusal is a 4xx in one shape, and says how to do better."""

import pytest
from django.core.cache import cache

from backend.api.errors import STATUS
from backend.api.rules.throttles import PerPerson
from planner import errors
from tests.api import bodies

A_UUID = "00000000-0000-4000-8000-000000000000"


def refusal(answer):
    """The error of an answer that holds nothing else."""
    assert answer["Content-Type"] == "application/json"
    body = answer.json()
    assert list(body) == ["error"]
    assert list(body["error"]) == ["code", "message", "field"]
    assert body["error"]["message"]
    return answer.status_code, body["error"]["code"], body["error"]["field"]


def leaves(kind):
    return [kind, *(leaf for one in kind.__subclasses__() for leaf in leaves(one))]


@pytest.mark.parametrize("leaf", leaves(errors.AlongsideError)[1:], ids=lambda leaf: leaf.__name__)
def test_every_error_of_the_domain_has_a_status(leaf):
    statuses = [STATUS[one] for one in leaf.__mro__ if one in STATUS]

    assert statuses and 400 <= statuses[0] < 500


@pytest.mark.parametrize(
    ("method", "path", "expected"),
    [
        ("GET", "events/", (401, "not_authenticated", "")),
        ("DELETE", "events/", (401, "not_authenticated", "")),
        ("POST", "feeds/", (401, "not_authenticated", "")),
        ("GET", "nothing/of/the/kind/", (404, "not_found", "")),
        ("PUT", f"events/{A_UUID}", (404, "not_found", "")),
    ],
)
def test_nobody_is_asked_to_sign_in(nobody, method, path, expected):
    answer = nobody.call(method, path)

    assert refusal(answer) == expected
    assert ("WWW-Authenticate" in answer) == (answer.status_code == 401)


@pytest.mark.parametrize(
    ("method", "path", "expected"),
    [
        ("GET", f"events/{A_UUID}/", (404, "not_found", "")),
        ("GET", "events/no-uuid/", (404, "not_found", "")),
        ("GET", f"matters/{A_UUID}/tomorrow/", (404, "not_found", "")),
        ("GET", f"matters/{A_UUID}/20261212%00/", (404, "not_found", "")),
        ("DELETE", "events/", (405, "method_not_allowed", "")),
        ("POST", "reminders/", (405, "method_not_allowed", "")),
        ("GET", "events/?limit=0", (400, "min_value", "limit")),
        ("GET", "events/?limit=201", (400, "max_value", "limit")),
        ("GET", "events/?offset=x", (400, "invalid", "offset")),
        ("GET", "occurrences/", (400, "required", "start")),
        ("GET", "occurrences/?start=2026-01-01T00:00Z&end=2026-01-01T00:00Z", (400, "invalid", "end")),
        ("GET", "occurrences/?start=2026-01-01T00:00Z&end=2028-01-01T00:00Z", (400, "invalid", "end")),
        ("GET", "occurrences/?start=0001-01-01T00:00Z&end=0001-01-02T00:00Z", (400, "invalid", "start")),
    ],
)
def test_addresses_that_cannot_be_served(ada, method, path, expected):
    assert refusal(ada.call(method, path)) == expected


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ("{", (400, "parse_error", "")),
        ("[" * 200_000, (400, "parse_error", "")),
        ('{"title": NaN}', (400, "parse_error", "")),
        ("[]", (400, "invalid", "")),
        ('"x"', (400, "invalid", "")),
        ("", (400, "required", "title")),
    ],
)
def test_bodies_that_cannot_be_read(ada, sent, expected):
    answer = ada.client.post("/api/v1/events/", sent, content_type="application/json")

    assert refusal(answer) == expected


def test_a_body_that_is_too_large_is_not_read(ada):
    answer = ada.client.post("/api/v1/events/", b" " * 1_000_001, content_type="application/json")

    assert refusal(answer) == (413, "too_large", "")


def test_a_body_of_another_type_is_refused(ada):
    answer = ada.client.post("/api/v1/events/", "title=x", content_type="application/x-www-form-urlencoded")

    assert refusal(answer) == (415, "unsupported_media_type", "")


def test_an_answer_of_another_type_is_refused(ada):
    answer = ada.client.get("/api/v1/events/", headers={"Accept": "text/html"})

    assert refusal(answer) == (406, "not_acceptable", "")


@pytest.mark.parametrize(
    ("wrong", "expected"),
    [
        ({"title": ""}, (400, "blank", "title")),
        ({"title": "\0"}, (400, "null_characters_not_allowed", "title")),
        ({"title": "\ud800"}, (400, "surrogate_characters_not_allowed", "title")),
        ({"title": "x" * 201}, (400, "max_length", "title")),
        ({"title": {}}, (400, "invalid", "title")),
        ({"start": "2026-12-12T19:00:00Z"}, (400, "invalid", "start")),
        ({"start": 7}, (400, "invalid", "start")),
        ({"start": "next Friday"}, (400, "invalid", "start")),
        ({"end": "2020-01-01T00:00:00"}, (400, "invalid", "end")),
        ({"tzid": "Berlin"}, (400, "unknown", "tzid")),
        ({"tzid": "../../etc/passwd"}, (400, "unknown", "tzid")),
        ({"rrule": "FREQ=SECONDLY"}, (400, "invalid", "rrule")),
        ({"rrule": "whenever"}, (400, "invalid", "rrule")),
        ({"kind": "war"}, (400, "invalid_choice", "kind")),
        ({"visibility": "public"}, (400, "invalid_choice", "visibility")),
    ],
)
def test_a_wrong_field_is_named_and_nothing_is_kept(ada, now, wrong, expected):
    answer = ada.post("events/", bodies.event(now) | wrong)

    assert refusal(answer) == expected
    assert ada.get("events/").json()["results"] == []


def test_a_field_deep_inside_is_named_by_its_path(ada):
    body = {"content": bodies.content(asks=[{"text": "x"}, {"text": ""}]), "base": 0}

    assert refusal(ada.post(f"plans/{A_UUID}/propose/", body)) == (400, "blank", "content.asks.1.text")


def test_a_session_without_its_csrf_token_is_refused(ada, now):
    ada.client.handler.enforce_csrf_checks = True

    answer = ada.post("events/", bodies.event(now))

    assert refusal(answer) == (403, "permission_denied", "")


def test_asking_too_often_is_told_when_to_come_back(ada, monkeypatch):
    monkeypatch.setattr(PerPerson, "THROTTLE_RATES", {"person": "2/min"})
    cache.clear()

    statuses = [ada.get("events/").status_code for _ in range(2)]
    answer = ada.get("events/")

    assert statuses == [200, 200]
    assert refusal(answer) == (429, "throttled", "")
    assert 0 < int(answer["Retry-After"]) <= 60
