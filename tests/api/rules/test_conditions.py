"""304 for what the caller has, 412 for what has changed, 428 where the later of two would win unseen."""

import pytest

from planner.actions.feelings import flags
from tests.api import bodies
from tests.api.test_errors import refusal


@pytest.fixture
def event(ada, now):
    return f"events/{ada.post('events/', bodies.event(now)).json()['id']}/"


def etag(caller, path):
    return caller.get(path).headers["ETag"]


@pytest.mark.parametrize("path", ["events/", "plans/", "me/", "reminders/", "standing/"])
def test_what_the_caller_has_is_304(ada, event, path):
    has = etag(ada, path)

    again = ada.call("GET", path, **{"If-None-Match": has})
    other = ada.call("GET", path, **{"If-None-Match": '"x"'})

    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", has)
    assert other.status_code == 200


def test_an_edit_changes_the_etag(ada, event):
    before = etag(ada, event)

    ada.call("PATCH", event, {"title": "Garden party"})

    assert etag(ada, event) != before
    assert ada.call("GET", event, **{"If-None-Match": before}).status_code == 200


def test_a_private_edit_leaves_the_others_etag_as_it_was(ada, ben, event, now):
    paths = (event, "events/", "flags/", "plans/")
    before = [etag(ben, path) for path in paths]

    flags.flag(ada.id, event.split("/")[1], "", level=3, reasons=(), note="Sentinel", now=now)

    assert [etag(ben, path) for path in paths] == before
    assert etag(ada, event) not in before


@pytest.mark.parametrize(("method", "body"), [("PUT", None), ("PATCH", {"title": "Mine"}), ("DELETE", None)])
def test_an_event_that_has_changed_is_412_and_stays(ada, event, now, method, body):
    had = etag(ada, event)
    ada.call("PATCH", event, {"title": "Newer"})
    body = bodies.event(now, title="Mine") if method == "PUT" else body

    answer = ada.call(method, event, body, **{"If-Match": had})

    assert refusal(answer) == (412, "changed", "")
    assert ada.get(event).json()["title"] == "Newer"
    assert ada.call(method, event, body, **{"If-Match": etag(ada, event)}).status_code in (200, 204)


def test_a_plan_that_has_changed_is_412(ada, ben, event):
    plan_id = ada.post("plans/", {"event_id": event.split("/")[1]}).json()["id"]
    path = f"plans/{plan_id}/"
    ada.post(f"{path}propose/", {"base": 0, "content": bodies.content()})
    had = etag(ben, path)
    ada.post(f"{path}propose/", {"base": 1, "content": bodies.content(signal="Coats?")})
    yes = {"version": 2, "answers": [{"ask": "a1", "reply": "yes"}]}

    stale = ben.call("POST", f"{path}agree/", yes, **{"If-Match": had})
    fresh = ben.call("POST", f"{path}agree/", yes, **{"If-Match": etag(ben, path)})

    assert refusal(stale) == (412, "changed", "")
    assert (fresh.status_code, fresh.json()["state"]) == (200, "agreed")


def test_what_a_refused_proposal_keeps_is_kept_under_a_condition_too(ada, ben, event):
    plan_id = ada.post("plans/", {"event_id": event.split("/")[1]}).json()["id"]
    path = f"plans/{plan_id}/"
    ada.post(f"{path}propose/", {"base": 0, "content": bodies.content()})
    body = {"base": 0, "content": bodies.content(signal="Coats?")}

    answer = ben.call("POST", f"{path}propose/", body, **{"If-Match": etag(ben, path)})

    assert refusal(answer) == (409, "stale", "")
    assert ben.get(path).json()["draft"]["signal"] == "Coats?"


def test_the_partner_and_a_stranger_learn_nothing_by_a_condition(ada, ben, stranger, now):
    event = f"events/{ada.post('events/', bodies.event(now, visibility='private')).json()['id']}/"

    answers = [
        one.call("DELETE", event, **{"If-Match": match})
        for one in (ben, stranger)
        for match in (etag(ada, event), "*", '"x"')
    ]

    assert {refusal(one) for one in answers} == {(404, "not_found", "")}


@pytest.mark.parametrize("path", ["events/", "plans/", "lessons/", "helps/", "birthdays/bring-in/"])
def test_where_nothing_is_read_a_condition_is_never_met(ada, path):
    assert refusal(ada.call("POST", path, {}, **{"If-Match": "*"})) == (412, "changed", "")


REPLACED = {
    "helps/": ({"text": "Fresh air"}, {"text": "A walk"}),
    "person-notes/": ({"name": "Bert"}, {"name": "Bert", "note": "politics"}),
}


@pytest.mark.parametrize("path", REPLACED)
def test_a_line_is_replaced_by_whoever_has_read_it(ada, stranger, path):
    first, second = REPLACED[path]
    path += ada.post(path, first).json()["id"] + "/"
    had = etag(ada, path)

    blind = ada.put(path, second)
    nothing = stranger.put(path, second)
    meant = ada.put(path, second, **{"If-Match": had})
    late = ada.put(path, first, **{"If-Match": had})

    assert refusal(blind) == (428, "match_missing", "")
    assert refusal(nothing) == (404, "not_found", "")
    assert meant.status_code == 200
    assert refusal(late) == (412, "changed", "")
