"""One line over the API: what was understood is what `events/` takes for a new event."""

from urllib.parse import urlencode

import pytest


def understood(caller, text):
    return caller.get(f"events/understand/?{urlencode({'text': text})}")


def test_what_was_understood_can_be_added_as_it_is(ada):
    said = understood(ada, "Office party Fri 13 Dec 2030 22:00–01:00 at Kolbe’s").json()
    added = ada.post("events/", {name: said[name] for name in said.keys() - {"doubts", "other_day"}})

    assert (said["start"], said["end"]) == ("2030-12-13T22:00:00", "2030-12-14T01:00:00")
    assert (said["title"], said["location"], said["kind"]) == ("Office party", "Kolbe’s", "work_party")
    assert (said["doubts"], said["other_day"]) == ([], None)
    assert added.status_code == 201
    assert {
        name: added.json()[name] for name in ("title", "start", "end", "location", "kind")
    }.items() <= said.items()


def test_what_is_not_sure_is_named(ada):
    said = understood(ada, "Choir").json()

    assert (said["start"], said["end"], said["is_all_day"], said["doubts"]) == (None, None, True, ["no_day"])


@pytest.mark.parametrize("text", ["", "x" * 501])
def test_no_line_or_too_much_of_it_is_refused_beside_its_field(ada, text):
    answer = understood(ada, text)

    assert (answer.status_code, answer.json()["error"]["field"]) == (400, "text")


def test_nobody_is_asked_to_sign_in(nobody):
    assert understood(nobody, "Choir").status_code == 401
