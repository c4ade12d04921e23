"""Events over the API: what one adds, the other sees as far as it is shared."""

from datetime import timedelta

import pytest

from tests.api import bodies


def window(caller, now):
    start, end = now, now + timedelta(days=30)
    return caller.client.get("/api/v1/occurrences/", {"start": start.isoformat(), "end": end.isoformat()})


def test_an_event_is_added_read_edited_and_deleted(ada, now):
    written = bodies.event(now, location="By the canal", kind="work_party")

    added = ada.post("events/", written)
    path = f"events/{added.json()['id']}/"
    edited = ada.call("PATCH", path, {"title": "Summer party"})
    read = ada.get(path)
    deleted = ada.call("DELETE", path)

    assert (added.status_code, edited.status_code, deleted.status_code) == (201, 200, 204)
    assert {name: added.json()[name] for name in written} == written
    assert (
        read.json()
        == edited.json()
        == added.json() | {"title": "Summer party"} | {"next": edited.json()["next"]}
    )
    assert edited.json()["next"]["title"] == "Summer party"
    assert ada.get(path).status_code == 404


def test_an_all_day_event_ends_on_its_last_day(ada):
    body = {"title": "Away", "start": "2030-05-01", "end": "2030-05-03", "is_all_day": True, "tzid": "UTC"}

    event = ada.post("events/", body).json()

    assert (event["start"], event["end"]) == ("2030-05-01T00:00:00", "2030-05-03T00:00:00")


def test_put_writes_the_whole_event(ada, now):
    path = f"events/{ada.post('events/', bodies.event(now, location='x')).json()['id']}/"

    answer = ada.put(path, bodies.event(now, rrule="FREQ=WEEKLY"))

    assert (answer.json()["location"], answer.json()["is_recurring"]) == ("", True)


@pytest.mark.parametrize(
    ("visibility", "ben_reads", "ben_sees"),
    [("shared", 200, [("Office party", "full")]), ("busy", 404, [("", "busy")]), ("private", 404, [])],
)
def test_the_other_sees_what_is_shown(ada, ben, stranger, now, visibility, ben_reads, ben_sees):
    event_id = ada.post("events/", bodies.event(now)).json()["id"]

    shown = ada.put(f"events/{event_id}/visibility/", {"visibility": visibility})

    assert shown.json()["visibility"] == visibility
    assert ben.get(f"events/{event_id}/").status_code == ben_reads
    assert [(one["title"], one["shown"]) for one in window(ben, now).json()["results"]] == ben_sees
    assert stranger.get(f"events/{event_id}/").status_code == 404
    assert window(stranger, now).json()["results"] == []


@pytest.mark.parametrize(
    ("method", "path"), [("PUT", ""), ("PATCH", ""), ("DELETE", ""), ("PUT", "visibility/")]
)
def test_the_other_changes_nothing(ada, ben, stranger, now, method, path):
    event = ada.post("events/", bodies.event(now)).json()
    body = bodies.event(now, visibility="private", title="Mine now")

    statuses = [one.call(method, f"events/{event['id']}/{path}", body).status_code for one in (ben, stranger)]

    assert statuses[0] in (403, 404)
    assert statuses[1] == 404
    assert ada.get(f"events/{event['id']}/").json() == event


def test_search_finds_by_words(ada, ben, stranger, now):
    for days, title, visibility in ((0, "Fête", "shared"), (1, "Fête alone", "private")):
        ada.post("events/", bodies.event(now + timedelta(days=days), title=title, visibility=visibility))

    answers = [one.get("events/?search=fete&limit=5").json() for one in (ada, ben, stranger)]

    assert [[one["title"] for one in answer["results"]] for answer in answers] == [
        ["Fête", "Fête alone"],
        ["Fête"],
        [],
    ]
    assert ben.get("events/?search=" + "x" * 101).json()["error"]["field"] == "search"


def test_long_lists_come_in_pieces(ada, now):
    for number in range(3):
        ada.post("events/", bodies.event(now, title=f"Event {number}"))

    first = ada.get("events/?limit=2").json()
    last = ada.get(f"events/?limit=2&offset={first['next_offset']}").json()

    assert (len(first["results"]), first["next_offset"]) == (2, 2)
    assert (len(last["results"]), last["next_offset"]) == (1, None)
    assert {one["title"] for one in first["results"] + last["results"]} == {"Event 0", "Event 1", "Event 2"}
