"""Time to go for programs: the same deeds, the same one call."""

from datetime import timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

from planner.models import TimeToGo
from tests.factories import TZID, Couple
from tests.going import evening


def tonight(ada, ben, now):
    start = (now - timedelta(hours=1)).astimezone(ZoneInfo(TZID)).replace(tzinfo=None, microsecond=0)
    return f"plans/{evening(Couple(ada.id, ben.id, ben.id), start, now=now - timedelta(days=1))}/time-to-go/"


def test_a_call_is_made_once_and_answered(ada, ben, stranger, now):
    path, key = tonight(ada, ben, now), str(uuid4())

    first, second, third = ada.post(path, {"key": key}), ada.post(path, {"key": key}), ada.post(path)
    others = [
        stranger.call(method, path + deed).status_code
        for method, deed in (("GET", ""), ("POST", ""), ("POST", "coming/"))
    ]
    not_to_oneself = ada.post(f"{path}coming/").status_code
    came = ben.post(f"{path}coming/").json()
    seen = ada.get(path).json()

    assert first.json() == second.json() == third.json()
    assert (first.json()["mine"]["delivery"], first.json()["can_call"]) == ("sending", False)
    assert TimeToGo.objects.count() == 1
    assert others == [404] * 3 and not_to_oneself == 404
    assert came["theirs"]["is_coming"] and came["mine"] is None
    assert seen["mine"]["is_coming"] and seen["theirs"] is None


def test_the_words_are_chosen_for_both(ada, ben, stranger):
    chosen = ada.put("time-to-go/", {"phrase": "Got a minute?"})

    assert chosen.json()["words"] == ben.get("time-to-go/").json()["words"] == "Got a minute?"
    assert [one.get("time-to-go/").json()["by_me"] for one in (ada, ben)] == [True, False]
    assert stranger.get("time-to-go/").json()["words"] == "Call me?"
    assert stranger.put("time-to-go/", {"phrase": "x"}).json()["error"]["code"] == "needs_partner"
    assert ada.put("time-to-go/", {"phrase": "x" * 41}).status_code == 400
