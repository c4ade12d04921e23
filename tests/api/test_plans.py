"""The support plan over the API: two explicit yeses to one version, and nothing less."""

from uuid import UUID

import pytest
from django.utils import timezone

from planner.actions.plan import plans, times_to_go
from planner.core.plan.plan_content import Content
from tests.api import bodies


@pytest.fixture
def event_id(ada, ben, now):
    return ada.post("events/", bodies.event(now)).json()["id"]


@pytest.fixture
def path(ada, event_id):
    return f"plans/{ada.post('plans/', {'event_id': event_id}).json()['id']}/"


def propose(caller, path, base=0, **more):
    return caller.post(path + "propose/", {"content": bodies.content(**more), "base": base})


def test_a_draft_is_its_writers_alone(ada, ben, path):
    saved = ada.put(path + "draft/", {"content": bodies.content()})

    assert (saved.status_code, saved.json()["state"]) == (200, "draft")
    assert saved.json()["draft"]["asks"][0]["by"] == str(ada.id)
    assert ben.get(path).status_code == 404
    assert ben.get("plans/").json()["results"] == []
    assert len(ada.get("plans/").json()["results"]) == 1


def test_a_draft_can_be_thrown_away(ada, path):
    ada.put(path + "draft/", {"content": bodies.content()})

    assert ada.call("DELETE", path + "draft/").status_code == 204


def test_two_yeses_to_one_version_agree(ada, ben, path):
    proposed = propose(ada, path)
    answers = [{"ask": "a1", "reply": "yes"}]

    agreed = ben.post(path + "agree/", {"version": 1, "answers": answers})

    assert (proposed.json()["state"], proposed.json()["open"]["my_yes"]) == ("proposed", True)
    assert (agreed.status_code, agreed.json()["state"]) == (200, "agreed")
    assert agreed.json()["agreed"]["content"]["asks"][0]["answer"] == {"reply": "yes", "text": ""}
    assert ada.get(path).json()["state"] == "agreed"


def test_another_answer_makes_the_next_version(ada, ben, path):
    propose(ada, path)
    answers = [{"ask": "a1", "reply": "other", "text": "twenty minutes"}]

    answered = ben.post(path + "agree/", {"version": 1, "answers": answers}).json()

    assert (answered["state"], answered["open"]["number"], answered["open"]["my_yes"]) == (
        "proposed",
        2,
        True,
    )
    assert answered["open"]["content"]["asks"][0]["answer"] == {"reply": "other", "text": "twenty minutes"}


def test_a_yes_is_taken_back(ada, ben, path):
    propose(ada, path)
    ben.post(path + "agree/", {"version": 1, "answers": [{"ask": "a1", "reply": "yes"}]})

    taken = ben.post(path + "take-back/", {"version": 1})

    assert (taken.status_code, taken.json()["state"]) == (200, "proposed")


def test_what_was_heard_is_said_back_and_answered(ada, ben, path):
    propose(ada, path)

    said = ben.post(path + "reflect/", {"version": 1, "text": "that you are not alone"}).json()
    heard = {"reflection": said["reflections"][0]["id"], "reply": "almost", "text": "at first"}
    answered = ada.post(path + "reflect/answer/", heard)

    assert (said["reflections"][0]["by_me"], said["reflections"][0]["reply"]) == (True, None)
    assert answered.status_code == 200
    (stands,) = ben.get(path).json()["reflections"]
    assert (stands["version"], stands["text"]) == (1, "that you are not alone")
    assert (stands["reply"], stands["reply_text"]) == ("almost", "at first")


@pytest.mark.parametrize(
    ("deed", "body", "expected"),
    [
        ("agree/", {"version": 2}, (409, "stale")),
        ("agree/", {"version": 1}, (400, "unanswered_asks")),
        ("agree/", {"version": 1, "answers": [{"ask": "zz", "reply": "yes"}]}, (403, "not_allowed")),
        ("agree/", {"version": 1, "answers": [{"ask": "a1", "reply": "other"}]}, (400, "invalid")),
        ("agree/", {"version": 0}, (400, "min_value")),
        ("take-back/", {"version": 9}, (404, "not_found")),
        ("reflect/", {"version": 2, "text": "x"}, (409, "stale")),
        ("reflect/", {"version": 1, "text": ""}, (400, "blank")),
        ("reflect/answer/", {"reflection": str(UUID(int=1)), "reply": "almost"}, (404, "not_found")),
        ("reflect/answer/", {"reflection": str(UUID(int=1)), "reply": "no"}, (400, "invalid_choice")),
        ("propose/", {"content": {}, "base": 0}, (409, "stale")),
        ("propose/", {"content": {"how": "one_of_us"}, "base": 1}, (400, "invalid")),
        ("propose/", {"content": {"leaving": {"latest": "late"}}, "base": 1}, (400, "invalid")),
        ("propose/", {"base": 1}, (400, "required")),
    ],
)
def test_what_cannot_be_done_is_refused(ada, ben, path, deed, body, expected):
    propose(ada, path)

    answer = ben.post(path + deed, body)

    assert (answer.status_code, answer.json()["error"]["code"]) == expected
    assert ada.get(path).json()["state"] == "proposed"


def test_one_cannot_write_in_the_others_name(ada, ben, path):
    asks = [{"id": "a1", "text": "x", "by": str(ben.id)}]

    assert propose(ada, path, asks=asks).status_code == 403


@pytest.mark.parametrize(
    ("method", "deed", "body"),
    [
        ("GET", "", None),
        ("PUT", "draft/", {"content": {}}),
        ("DELETE", "draft/", None),
        ("POST", "propose/", {"content": {}, "base": 0}),
        ("POST", "agree/", {"version": 1}),
        ("POST", "take-back/", {"version": 1}),
        ("POST", "reflect/", {"version": 1, "text": "x"}),
        ("POST", "reflect/answer/", {"reflection": str(UUID(int=1)), "reply": "almost"}),
    ],
)
def test_a_plan_is_nothing_to_a_stranger(ada, stranger, path, method, deed, body):
    propose(ada, path)

    assert stranger.call(method, path + deed, body).status_code == 404


def test_a_stranger_starts_no_plan(stranger, event_id):
    assert stranger.post("plans/", {"event_id": event_id}).status_code == 404


def test_a_draft_kept_elsewhere_meanwhile_is_not_written_over(ada, path):
    read = ada.get(path).json()["draft_revision"]
    draft = path + "draft/"
    kept = ada.put(draft, {"content": bodies.content(people="Hers"), "revision": read}).json()

    late = ada.put(draft, {"content": bodies.content(people="Both"), "revision": read})

    assert (late.status_code, late.json()["error"]["code"]) == (409, "written_elsewhere")
    assert ada.get(path).json()["draft"] == kept["draft"]
    newest = ada.put(draft, {"content": bodies.content(people="Both"), "revision": kept["draft_revision"]})
    assert newest.json()["draft"]["people"] == "Both"


def test_what_was_written_in_another_window_is_taken_or_left(ada, path):
    plan_id = UUID(path.split("/")[1])
    for words in ("Hers", "Both"):
        plans.save_draft(ada.id, plan_id, Content(people=words), was=Content(), now=timezone.now())
    (spare,) = ada.get(path).json()["spares"]

    taken = ada.post(path + "draft/choose/", {"spare": spare["id"], "is_taken": True}).json()

    assert (spare["key"], spare["words"]) == (["people"], ["Hers"])
    assert (taken["draft"]["people"], taken["spares"]) == ("Hers", [])


def test_a_signal_that_says_time_to_go_is_refused_by_its_field(ada, ben, path, now):
    times_to_go.choose(ben.id, "Got a minute?", now=now)

    answer = propose(ada, path, signal="got a minute")

    assert (answer.status_code, answer.json()["error"]["field"]) == (400, "signal")
