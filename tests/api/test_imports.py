"""An `.ics` body becomes events, without a page and without a second yes."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from pytest_django.fixtures import Settings

from tests.factories import ics, vevent, work_on_imports

PARTY = vevent("party@work", "Office party", "X-MOOD:fine")


def send(who: Any, data: bytes, query: str = "") -> Any:
    address = f"/api/v1/events/import/{query}"
    return who.client.generic("POST", address, data, content_type="text/calendar; charset=utf-8")


def titles(who: Any) -> list[str]:
    return [one["title"] for one in who.get("events/").json()["results"]]


def test_a_calendar_body_becomes_events(ada, ben):
    answer = send(ada, ics(PARTY))
    work_on_imports(now=timezone.now())
    again = send(ada, ics(PARTY))
    work_on_imports(now=timezone.now())

    first, second = (ada.client.get(one["Location"]).json() for one in (answer, again))
    assert (answer.status_code, answer.json()["stage"]) == (202, "received")
    assert (first["stage"], first["added_count"], first["progress"]["done_count"]) == ("applied", 1, 1)
    assert (second["stage"], second["added_count"], second["unchanged_count"]) == ("applied", 0, 1)
    assert (titles(ada), titles(ben)) == (["Office party"], [])


def test_a_preview_waits_for_a_yes(ada):
    where = send(ada, ics(PARTY, "UID:broken\nSUMMARY:Broken"), "?preview=true")["Location"]
    work_on_imports(now=timezone.now())
    preview, before = ada.client.get(where).json(), titles(ada)

    confirmed = ada.client.post(f"{where}apply/")
    work_on_imports(now=timezone.now())

    assert (preview["stage"], [one["title"] for one in preview["added"]]) == ("ready", ["Office party"])
    assert [one["title"] for one in preview["problems"]] == ["Broken"]
    assert (before, confirmed.status_code, titles(ada)) == ([], 202, ["Office party"])


def test_a_preview_is_thrown_away(ada):
    where = send(ada, ics(PARTY), "?preview=true")["Location"]

    gone = ada.client.delete(where)

    assert (gone.status_code, ada.client.post(f"{where}apply/").status_code) == (204, 409)
    assert ada.client.get(where).json()["stage"] == "discarded"


def test_a_form_with_the_file_will_do(ada):
    file = SimpleUploadedFile("work.ics", ics(PARTY), content_type="text/calendar")

    answer = ada.client.post("/api/v1/events/import/", {"file": file})
    missing = ada.client.post("/api/v1/events/import/", {"fle": "x"})
    work_on_imports(now=timezone.now())

    assert (answer.status_code, answer.json()["filename"], titles(ada)) == (202, "work.ics", ["Office party"])
    assert (missing.status_code, missing.json()["error"]["field"]) == (400, "file")


@pytest.mark.parametrize(
    ("data", "status", "code"), [(b"\r\n", 400, "not_a_calendar"), (b"x" * 1001, 413, "too_large")]
)
def test_what_cannot_be_a_calendar_is_refused_at_once(
    ada: Any, settings: Settings, data: bytes, status: int, code: str
) -> None:
    settings.IMPORT_MAX_BYTES = 1000

    raw = send(ada, data)
    form = ada.client.post("/api/v1/events/import/", {"file": SimpleUploadedFile("a.ics", data)})

    assert [(one.status_code, one.json()["error"]["code"]) for one in (raw, form)] == [(status, code)] * 2
    assert ada.get("imports/").json()["results"] == []


def test_another_type_and_no_session_are_refused(ada, nobody):
    assert ada.post("events/import/", {"events": []}).status_code == 415
    assert send(ada, b"").json()["error"]["field"] == "file"
    assert send(nobody, ics(PARTY)).status_code == 401


def test_an_import_is_its_owners_alone(ada, ben, stranger):
    where = send(ada, ics(PARTY), "?preview=true")["Location"]

    for other in (ben, stranger):
        assert other.client.get(where).status_code == 404
        assert other.client.post(f"{where}apply/").status_code == 404
        assert other.client.delete(where).status_code == 404
        assert other.get("imports/").json()["results"] == []
