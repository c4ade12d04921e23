"""What stands behind the question mark is known, or refused."""

import pytest

from tests.api import bodies
from tests.api.test_errors import refusal
from tests.privacy.routes import all_routes

LISTS = sorted(
    {route.template for route in all_routes() if route.name.startswith("api:") and not route.params}
)


@pytest.mark.parametrize("path", LISTS)
def test_an_unknown_name_is_refused_wherever_one_can_be_asked(ada, path):
    answer = ada.client.get(f"/{path}", {"sort": "1"})

    assert answer.status_code in (400, 404, 405) or path in ("api/schema/", "api/docs/")
    assert answer.status_code != 400 or refusal(answer) == (400, "unknown", "sort")


def test_events_are_narrowed_and_ordered(ada, ben, now):
    for caller, title, kind in ((ada, "A", "family"), (ada, "B", "friends"), (ben, "C", "family")):
        caller.post("events/", bodies.event(now, title=title, kind=kind))

    def found(query):
        return [one["title"] for one in ada.get(f"events/?{query}").json()["results"]]

    assert sorted(found("kind=family")) == ["A", "C"]
    assert sorted(found("is_mine=true")) == ["A", "B"]
    assert found("is_mine=false&ordering=-start") == ["C"]
    assert found("ordering=-start") == found("ordering=start")[::-1]
    assert found("kind=family&limit=1&offset=1") == found("kind=family")[1:]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("events/?ordering=title", (400, "invalid_choice", "ordering")),
        ("events/?kind=war", (400, "invalid_choice", "kind")),
        ("events/?search=party&kind=family", (400, "invalid", "search")),
        ("plans/?ordering=-note", (400, "invalid_choice", "ordering")),
        ("plans/?state=x", (400, "invalid_choice", "state")),
        ("flags/?level=3", (400, "unknown", "level")),
    ],
)
def test_only_what_is_listed_narrows_or_orders(ada, query, expected):
    assert refusal(ada.get(query)) == expected


def test_short_lists_are_narrowed_too(ada, ben, now):
    ids = [ada.post("events/", bodies.event(now)).json()["id"] for _ in range(2)]
    plans = [ada.post("plans/", {"event_id": one}).json()["id"] for one in ids]
    ada.post(f"plans/{plans[0]}/propose/", {"base": 0, "content": bodies.content()})

    drafts = ada.get("plans/?state=draft&ordering=-starts_at").json()["results"]

    assert [one["id"] for one in drafts] == plans[1:]
    assert ben.get("plans/?state=draft").json()["results"] == []
