"""One date of a series over the API, and taking back what was done."""

import re
from datetime import timedelta

import pytest

from tests.api import bodies


def weekly(caller, now):
    """The path of a series, and of its second occurrence."""
    added = caller.post("events/", bodies.event(now, rrule="FREQ=WEEKLY;COUNT=4")).json()
    first = added["next"]["recurrence_id"]
    key = f"{bodies.wall(first) + timedelta(weeks=1):%Y%m%dT%H%M%S}"
    return f"events/{added['id']}/", f"events/{added['id']}/occurrences/{key}/", key


def window(caller, now):
    start, end = now, now + timedelta(days=60)
    given = {"start": start.isoformat(), "end": end.isoformat()}
    found = caller.client.get("/api/v1/occurrences/", given).json()["results"]
    return [(one["recurrence_id"], one["title"], one["start_local"]) for one in found]


def undo(caller, answer):
    (path,) = re.findall(r'^</api/v1/(.+)>; rel="undo"$', answer["Link"])
    return caller.post(path, {})


def test_one_date_is_read_edited_moved_deleted_and_brought_back(ada, ben, now):
    _, path, key = weekly(ada, now)
    before = window(ben, now)

    read = ada.get(path).json()
    edited = ada.call("PATCH", path, {"title": "Gala"})
    later = (bodies.wall(key) + timedelta(hours=1)).isoformat()
    moved = ada.post(path, {"start": later})
    deleted = ada.call("DELETE", path)
    gone = window(ben, now)
    undone = undo(ada, deleted)

    assert read["start"] == bodies.wall(key).isoformat()
    assert read["scopes"] == ["one", "following", "all"]
    assert (edited.json()["recurrence_id"], edited.json()["title"]) == (key, "Gala")
    assert moved.json()["start_local"] == later
    assert (deleted.status_code, gone) == (204, [one for one in before if one[0] != key])
    assert undone.status_code == 200
    assert window(ben, now) == [one if one[0] != key else (key, "Gala", later) for one in before]


def test_all_that_follow_get_an_event_of_their_own(ada, now):
    series, path, key = weekly(ada, now)

    answer = ada.call("PATCH", f"{path}?scope=following", {"title": "Gala"})

    assert answer.json()["event_id"] not in (None, series.split("/")[1])
    assert [title for _, title, _ in window(ada, now)] == ["Office party", *["Gala"] * 3]


def test_edit_of_the_whole_is_undone_too(ada, now):
    series, _, _ = weekly(ada, now)
    before = window(ada, now)

    answer = ada.call("PATCH", series, {"title": "Gala"})
    undone = undo(ada, answer)
    again = undo(ada, answer)

    assert (undone.json()["title"], window(ada, now)) == ("Office party", before)
    assert again.status_code == 404


def test_too_late_is_a_conflict(ada, now):
    series, path, _ = weekly(ada, now)

    answer = ada.call("PATCH", path, {"title": "Gala"})
    ada.put(f"{series}visibility/", {"visibility": "private"})

    assert (undo(ada, answer).status_code, undo(ada, answer).json()["error"]["code"]) == (409, "undo_over")


@pytest.mark.parametrize(
    ("method", "body"), [("PATCH", {"title": "x"}), ("POST", {"start": "2030-01-01T10:00"}), ("DELETE", {})]
)
def test_the_other_changes_nothing_and_undoes_nothing(ada, ben, stranger, now, method, body):
    _, path, _ = weekly(ada, now)
    deed = ada.call("PATCH", path, {"title": "Gala"})
    before = window(ada, now)

    answers = [one.call(method, path, body).status_code for one in (ben, stranger)]
    undone = [undo(one, deed).status_code for one in (ben, stranger)]

    assert (answers, undone, window(ada, now)) == ([403, 404], [404, 404], before)


@pytest.mark.parametrize(
    ("query", "body", "field"),
    [
        ("?scope=some", {"title": "x"}, "scope"),
        ("", {"visibility": "private"}, "visibility"),
        ("", {"rrule": "FREQ=DAILY"}, "rrule"),
    ],
)
def test_what_cannot_be_is_named(ada, now, query, body, field):
    _, path, _ = weekly(ada, now)

    answer = ada.call("PATCH", path + query, body)

    assert (answer.status_code, answer.json()["error"]["field"]) == (400, field)
