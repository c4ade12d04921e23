"""Taking everything away: asked for with the password, seen on its way, saved, thrown away."""

import io
from uuid import UUID, uuid4
from zipfile import ZipFile
from zoneinfo import ZoneInfo

from django.utils import timezone

from planner.queries.archive import exports as queries
from tasks import exports as jobs
from tests.factories import TZID, Couple, event, exported
from tests.web.exchange.test_calendars import with_password
from tests.web.reading import evening, signed_in, texts


def made(owner: UUID, kind: str = "archive") -> str:
    return f"/me/export/{exported(owner, kind, now=timezone.now())}/"


def test_it_is_asked_for_made_and_saved(couple: Couple) -> None:
    event(couple.ada, "Office party", evening(5))
    client = signed_in(couple.ada)

    where = client.post("/me/export/new/", {"kind": "archive"})["Location"]
    on_its_way = client.get(where)
    jobs.tick()
    ready = client.get(where)
    saved = client.get(f"{where}file/")

    assert (texts(on_its_way, "h1"), on_its_way["Refresh"]) == (["Being put together"], "2")
    assert texts(ready, "h1") == ["Ready for you"] and "Refresh" not in ready
    body = b"".join(saved)
    assert saved["Content-Type"] == "application/zip"
    assert saved["Content-Disposition"].startswith('attachment; filename="alongside-')
    assert (saved["Cache-Control"], saved["Content-Length"]) == ("private, no-store", str(len(body)))
    assert ZipFile(io.BytesIO(body)).namelist() == [
        "index.html",
        "alongside.json",
        "calendar/Alongside.ics",
    ]


def test_the_password_is_asked_for_before_it_is_made_and_before_it_is_saved(couple: Couple) -> None:
    where, client = made(couple.ada), with_password(couple.ada)

    answers = [client.post("/me/export/new/", {"kind": "archive"}), client.get(f"{where}file/")]

    assert [one.status_code for one in answers] == [302, 302]
    assert all(one["Location"].startswith("/accounts/reauthenticate/") for one in answers)
    assert len(queries.exports(couple.ada, now=timezone.now())) == 1


def test_the_calendar_file_is_one(couple: Couple) -> None:
    event(couple.ada, "Office party", evening(5))

    saved = signed_in(couple.ada).get(f"{made(couple.ada, 'calendar')}file/")

    assert saved["Content-Type"] == "text/calendar; charset=utf-8"
    assert b"SUMMARY:Office party" in b"".join(saved)


def test_it_waits_until_a_time_on_the_reader_s_clock(couple: Couple) -> None:
    where = made(couple.ada)
    found = queries.exports(couple.ada, now=timezone.now())[0]

    page = signed_in(couple.ada).get(where)

    assert found.expires_at
    assert f"{found.expires_at.astimezone(ZoneInfo(TZID)):%H:%M}. Then" in page.content.decode()


def test_nothing_chosen_is_said_beside_the_field(couple: Couple) -> None:
    page = signed_in(couple.ada).post("/me/export/new/", {"kind": ""})

    assert texts(page, "ul", "errorlist") == ["Choose one of the two."]


def test_it_is_thrown_away(couple: Couple) -> None:
    where, client = made(couple.ada), signed_in(couple.ada)

    client.post(f"{where}delete/")

    assert client.get(where).status_code == client.get(f"{where}file/").status_code == 404


def test_one_that_is_not_made_yet_cannot_be_saved(couple: Couple) -> None:
    client = signed_in(couple.ada)
    where = client.post("/me/export/new/", {"kind": "calendar"})["Location"]

    assert client.get(f"{where}file/").status_code == 409


def test_another_person_is_told_that_there_is_nothing(couple: Couple) -> None:
    where = made(couple.ada)

    for path in (where, f"/me/export/{uuid4()}/"):
        for who in (couple.ben, couple.stranger):
            client = signed_in(who)
            assert client.get(path).status_code == client.get(f"{path}file/").status_code == 404
            assert client.post(f"{path}delete/").status_code == 404
