"""Flags and mattering over the API: private until shared, item by item."""

import pytest

from tests.api import bodies

FLAG = {
    "level": 3,
    "reasons": [
        {"chip": "noise", "text": "the band", "share": True},
        {"chip": "remarks", "text": "his jokes"},
    ],
    "note": "I dread it",
}


@pytest.fixture
def event_id(ada, ben, now):
    return ada.post("events/", bodies.event(now)).json()["id"]


def test_a_flag_is_ones_own_until_shared(ada, ben, stranger, event_id):
    made = ada.post("flags/", FLAG | {"event_id": event_id})
    path = f"flags/{made.json()['id']}/"

    theirs = ben.get(path).json()

    assert made.status_code == 201
    assert ada.get(path).json() == made.json()
    assert (made.json()["level"], made.json()["note"], len(made.json()["reasons"])) == (3, "I dread it", 2)
    assert (theirs["level"], theirs["note"], theirs["is_mine"]) == (None, "", False)
    assert theirs["reasons"] == [{"chip": "noise", "text": "the band", "is_shared": True}]
    assert stranger.get(path).status_code == 404


def test_a_flag_that_shares_nothing_does_not_exist_for_the_other(ada, ben, event_id):
    flag = ada.post("flags/", {"event_id": event_id, "level": 1}).json()

    assert ben.get(f"flags/{flag['id']}/").status_code == 404
    assert ben.get("flags/").json()["results"] == []
    assert [one["id"] for one in ada.get("flags/").json()["results"]] == [flag["id"]]


def test_a_flag_is_replaced_whole_and_taken_away(ada, ben, event_id):
    path = f"flags/{ada.post('flags/', FLAG | {'event_id': event_id}).json()['id']}/"

    replaced = ada.put(path, {"level": 1, "share_level": True})
    for_ben = ben.get(path).json()
    removed = ada.call("DELETE", path)

    assert (replaced.json()["reasons"], replaced.json()["note"]) == ([], "")
    assert (for_ben["level"], for_ben["reasons"]) == (1, [])
    assert (removed.status_code, ada.get(path).status_code) == (204, 404)


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_nobody_else_changes_a_flag(ada, ben, stranger, event_id, method):
    flag = ada.post("flags/", FLAG | {"event_id": event_id}).json()

    statuses = [one.call(method, f"flags/{flag['id']}/", {"level": 1}).status_code for one in (ben, stranger)]

    assert statuses[0] in (403, 404)
    assert statuses[1] == 404
    assert ada.get(f"flags/{flag['id']}/").json() == flag


def test_a_stranger_flags_nothing(stranger, event_id):
    assert stranger.post("flags/", FLAG | {"event_id": event_id}).status_code == 404


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"level": 4}, "level"),
        ({"level": True}, "level"),
        ({"reasons": [{"chip": "moon"}]}, "reasons.0.chip"),
        ({"reasons": "noise"}, "reasons"),
        ({"event_id": "x"}, "event_id"),
        ({"recurrence_id": "tomorrow"}, "recurrence_id"),
        ({"note": "x" * 20_000}, "note"),
    ],
)
def test_a_wrong_flag_is_refused_beside_its_field(ada, event_id, wrong, field):
    answer = ada.post("flags/", FLAG | {"event_id": event_id} | wrong)

    assert (answer.status_code, answer.json()["error"]["field"]) == (400, field)
    assert ada.get("flags/").json()["results"] == []


def test_mattering_is_shared_item_by_item(ada, ben, stranger, event_id):
    path = f"matters/{event_id}/once/"
    said = ada.put(path, {"level": 3, "why": "my team", "share_level": True}).json()

    for_ben = ben.get(path).json()
    gone = ada.call("DELETE", path)

    assert (said["mine"]["level"], said["mine"]["why"], said["theirs"]) == (3, "my team", None)
    assert for_ben["mine"] is None
    assert (for_ben["theirs"]["level"], for_ben["theirs"]["why"]) == (3, "")
    assert stranger.get(path).status_code == stranger.put(path, {"level": 1}).status_code == 404
    assert (gone.status_code, ada.get(path).json()["mine"]) == (204, None)
