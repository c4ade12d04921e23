"""The standing agreement, what helps, and notes on people over the API."""

from tests.api import bodies

CONTENT = {
    "people": "Whose family it is speaks up",
    "if_thens": [{"if": "one goes quiet", "then_we": "go out"}],
}


def test_both_agree_to_what_one_proposed(ada, ben):
    proposed = ada.post("standing/propose/", {"content": CONTENT, "base": 0}).json()
    agreed = ben.post("standing/agree/", {"version": 1}).json()

    assert (proposed["base"], proposed["open"]["my_yes"], proposed["agreed"]) == (1, True, None)
    assert (agreed["open"], agreed["agreed"]["is_agreed"]) == (None, True)
    content = agreed["agreed"]["content"]
    assert (content["people"], content["if_thens"]) == (CONTENT["people"], CONTENT["if_thens"])
    assert content.keys().isdisjoint({"how", "asks", "lines", "in_return", "who_goes"})


def test_a_draft_is_for_its_writer(ada, ben):
    ada.put("standing/draft/", {"content": CONTENT, "base": 0})

    assert ada.get("standing/").json()["draft"]["people"] == CONTENT["people"]
    assert ben.get("standing/").json()["draft"] is None
    assert ada.delete("standing/draft/").status_code == 204
    assert ada.get("standing/").json()["draft"] is None


def test_a_stale_proposal_is_refused(ada, ben):
    ada.post("standing/propose/", {"content": CONTENT, "base": 0})
    answer = ben.post("standing/propose/", {"content": CONTENT, "base": 0})
    taken = ada.post("standing/take-back/", {"version": 1}).json()

    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "stale")
    assert (taken["open"], taken["draft"]["people"]) == (None, CONTENT["people"])


def test_lines_are_shared_one_by_one(ada, ben, stranger):
    air = ada.post("helps/", {"text": "Fresh air"}).json()
    quiet = ada.post("helps/", {"text": "Fetch his coat", "is_quiet": True}).json()
    ada.put(f"helps/{air['id']}/share/", {"is_shared": True})

    assert [one["text"] for one in ben.get("helps/").json()["results"]] == ["Fresh air"]
    assert ben.get(f"helps/{air['id']}/").json()["is_mine"] is False
    assert ada.put(f"helps/{quiet['id']}/share/", {"is_shared": True}).status_code == 403
    assert [one.get(f"helps/{quiet['id']}/").status_code for one in (ben, stranger)] == [404, 404]
    assert ben.replace(f"helps/{air['id']}/", {"text": "x"}).status_code == 404


def test_lines_move_change_and_go(ada):
    first, second = (ada.post("helps/", {"text": text}).json()["id"] for text in ("One", "Two"))
    ada.post(f"helps/{second}/move/", {"to": 0})
    ada.replace(f"helps/{first}/", {"text": "Last"})

    assert [one["text"] for one in ada.get("helps/").json()["results"]] == ["Two", "Last"]
    assert ada.delete(f"helps/{first}/").status_code == 204
    assert [one["text"] for one in ada.get("helps/").json()["results"]] == ["Two"]


def test_a_note_on_somebody_is_its_writers(ada, ben):
    made = ada.post("person-notes/", {"name": "Uncle Bert", "note": "politics"})
    path = f"person-notes/{made.json()['id']}/"

    assert (made.status_code, ada.get(path).json()["note"]) == (201, "politics")
    assert ben.get(path).status_code == 404 and ben.get("person-notes/").json()["results"] == []
    assert ada.replace(path, {"name": "Bert"}).json() == made.json() | {"name": "Bert", "note": ""}
    assert ada.delete(path).status_code == 204 and ada.get(path).status_code == 404


def test_a_draft_starts_from_what_there_is(ada, ben, now):
    event_id = ada.post("events/", bodies.event(now, kind="family")).json()["id"]
    ada.post("standing/propose/", {"content": CONTENT, "base": 0})
    ben.post("standing/agree/", {"version": 1})
    plan = ada.post("plans/", {"event_id": event_id}).json()

    offered = ada.get(f"plans/{plan['id']}/starts/").json()["offered"]
    line = offered[0]["lines"][0]
    after = ada.post(f"plans/{plan['id']}/starts/", {"lines": [line["key"]]}).json()

    assert plan["draft"]["people"] == CONTENT["people"]
    assert (offered[0]["origin"], line["place"]) == ("template", "ask")
    assert [(one["text"], one["answer"]) for one in after["draft"]["asks"]] == [(line["text"], None)]
    assert ben.get(f"plans/{plan['id']}/starts/").status_code == 404
