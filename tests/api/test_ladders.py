"""Ladders over the API: each person's own."""

from tests.api.test_errors import refusal

FRESH = {
    "kind": "family",
    "is_own": False,
    "steps": [
        *("early", "talk", "talk-now", "last-call", "read-through", "card"),
        *("check-in", "repair", "news", "nudge"),
    ],
    "early_days": 14,
    "early_at": "18:00",
    "talk_days": 7,
    "talk_at": "18:00",
    "last_call_days": 3,
    "last_call_at": "18:00",
    "read_through_days": 1,
    "read_through_at": "18:00",
    "card_hours": 3,
    "check_in_at": "10:00",
}


def test_a_ladder_is_read_saved_and_given_up(ada, ben):
    fresh = ada.get("ladders/family/").json()
    saved = ada.put("ladders/family/", {"steps": ["card", "talk"], "talk_days": 5, "talk_at": "07:30"}).json()
    listed = ada.get("ladders/").json()["results"]
    others = ben.get("ladders/family/").json()
    gone = ada.call("DELETE", "ladders/family/").status_code
    again = ada.get("ladders/family/").json()

    changed = {"is_own": True, "steps": ["talk", "card"], "talk_days": 5, "talk_at": "07:30"}
    assert fresh == others == again == FRESH
    assert saved == FRESH | changed
    assert [one["kind"] for one in listed if one["is_own"]] == ["family"]
    assert len(listed) == 9 and listed[0]["kind"] == "all"
    assert gone == 204


def test_all_stands_in_for_the_kinds_without_one(ada):
    ada.put("ladders/all/", {"steps": []})

    assert ada.get("ladders/travel/").json() == FRESH | {"kind": "travel", "steps": []}


def test_what_makes_no_ladder_is_refused_at_its_field(ada):
    for body, field in (
        ({"talk_days": 14}, "talk_days"),
        ({"early_days": 29}, "early_days"),
        ({"steps": ["sometime"]}, "steps.0"),
        ({"check_in_at": "10:00:01"}, "check_in_at"),
    ):
        answer = ada.put("ladders/family/", body)
        assert refusal(answer)[0] == 400
        assert answer.json()["error"]["field"] == field
    assert ada.get("ladders/wedding/").status_code == 404
    assert ada.put("ladders/wedding/", {}).status_code == 404
