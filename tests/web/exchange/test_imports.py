from uuid import UUID, uuid4

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.utils import timezone

from planner.actions.exchange import imports
from planner.queries.calendar import calendars, event_views
from planner.queries.exchange import imports as import_queries
from tests.factories import Couple, bring_in, ics, read_in, vevent, work_on_imports
from tests.web.reading import evening, signed_in, texts


def file_of(*names: str) -> bytes:
    start = f"{evening(6):%Y%m%dT%H%M%S}Z"
    return ics(*(vevent(name, name, start=start) for name in names))


def upload(who: UUID, data: bytes, name: str = "work.ics") -> HttpResponse:
    return signed_in(who).post("/calendars/import/", {"file": SimpleUploadedFile(name, data)})


def seen(who: UUID) -> list[str]:
    return sorted(one.title for one in event_views.events(who, now=timezone.now(), limit=10))


def test_file_is_received_and_waits_to_be_read(couple: Couple) -> None:
    answer = upload(couple.ada, file_of("Party"))

    (found,) = import_queries.recent(couple.ada)
    page = signed_in(couple.ada).get(answer["Location"])
    assert answer["Location"] == f"/calendars/imports/{found.id}/"
    assert (texts(page, "h1"), texts(page, "p", "lede")) == (["Being read"], ["work.ics"])
    assert page["Refresh"] == "3"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "No event could be read in this file. Export the calendar again as an iCalendar file (.ics)."),
        (b"x" * 1_000_001, "This file is larger than 1 MB. Export a shorter time span and try again."),
    ],
)
def test_wrong_file_is_said_beside_the_field(
    couple: Couple, settings: LazySettings, data: bytes, said: str
) -> None:
    settings.IMPORT_MAX_BYTES = 1_000_000

    page = upload(couple.ada, data)

    assert texts(page, "ul", "errorlist") == [said]
    assert import_queries.recent(couple.ada) == ()


def test_no_file_is_asked_for(couple: Couple) -> None:
    page = signed_in(couple.ada).post("/calendars/import/", {"file": ""})

    assert texts(page, "ul", "errorlist") == ["Choose a file first."]


def test_preview_changes_nothing_until_it_is_confirmed(couple: Couple) -> None:
    import_id = read_in(couple.ada, file_of("Party", "Supper"))
    client, path = signed_in(couple.ada), f"/calendars/imports/{import_id}/"

    page, before = client.get(path), seen(couple.ada)
    client.post(path)
    on_its_way = client.get(path)
    work_on_imports(now=timezone.now())

    assert texts(on_its_way, "h1") == ["On its way into your calendar"]
    assert on_its_way["Refresh"] == "3"
    assert texts(page, "dd") == ["2", "0", "0", "0"]
    assert (before, seen(couple.ada)) == ([], ["Party", "Supper"])


def test_afterwards_it_asks_which_involve_both(couple: Couple) -> None:
    import_id = bring_in(couple.ada, file_of("Party", "Supper"))
    client, path = signed_in(couple.ada), f"/calendars/imports/{import_id}/"
    party = next(one for one in import_queries.brought(couple.ada, import_id, now=timezone.now()))

    asked, before = client.get(path), seen(couple.ben)
    client.post(f"{path}share/", {"events": [str(party.id)]})

    assert texts(asked, "legend") == ["Which of these involve you both?"]
    assert len(texts(asked, "label", "check")) == 2
    assert (before, seen(couple.ben)) == ([], [party.title])
    assert len(texts(client.get(path), "label", "check")) == 1


def test_same_file_again_changes_nothing(couple: Couple) -> None:
    bring_in(couple.ada, file_of("Party"))
    again = read_in(couple.ada, file_of("Party"))

    page = signed_in(couple.ada).get(f"/calendars/imports/{again}/")

    assert texts(page, "dd") == ["0", "0", "0", "1"]
    assert "All of it is in your calendar already." in texts(page, "p")


def test_what_a_file_calls_off_is_named_before_it_goes(couple: Couple) -> None:
    bring_in(couple.ada, file_of("Party", "Supper"))
    off = file_of("Party").replace(b"SUMMARY", b"STATUS:CANCELLED\r\nSEQUENCE:1\r\nSUMMARY")
    import_id = read_in(couple.ada, off)
    client, path = signed_in(couple.ada), f"/calendars/imports/{import_id}/"

    page = client.get(path)
    client.post(path)
    work_on_imports(now=timezone.now())

    assert texts(page, "dd") == ["0", "0", "1", "0"]
    assert texts(page, "li", "rows__row")[0].startswith("Partycalled off, so it leaves your calendar")
    listed = event_views.events(couple.ada, now=timezone.now(), limit=10)
    assert {one.title: one.next is not None for one in listed} == {"Party": False, "Supper": True}
    assert texts(client.get(path), "dd") == ["0", "0", "1", "0"]


def test_file_is_thrown_away(couple: Couple) -> None:
    import_id = read_in(couple.ada, file_of("Party"))
    client = signed_in(couple.ada)

    client.post(f"/calendars/imports/{import_id}/discard/")
    late = client.post(f"/calendars/imports/{import_id}/")

    assert (late.status_code, seen(couple.ada)) == (409, [])


def test_file_that_could_not_be_read_says_why(couple: Couple) -> None:
    import_id = read_in(couple.ada, b"<html>Sign in</html>")

    page = signed_in(couple.ada).get(f"/calendars/imports/{import_id}/")

    assert texts(page, "h1") == ["Could not be read"]
    assert texts(page, "p", "alert") == [
        "No event could be read in this file. Export the calendar again as an iCalendar file (.ics)."
    ]


def test_problems_are_named_in_plain_words(couple: Couple) -> None:
    import_id = read_in(couple.ada, ics(vevent("odd", "Odd", "RRULE:FREQ=SOMETIMES")))

    page = signed_in(couple.ada).get(f"/calendars/imports/{import_id}/")

    shown = import_queries.view(couple.ada, import_id).problems
    assert len(shown) == 1
    assert texts(page, "li", "rows__row")[-1] == f"{shown[0].title}: {shown[0].message}"


@pytest.mark.parametrize("deed", ["", "discard/", "share/"])
def test_an_import_is_its_owners_alone(couple: Couple, deed: str) -> None:
    import_id = imports.receive(couple.ada, filename="work.ics", data=file_of("Party"), now=timezone.now())

    found = [
        signed_in(one).post(f"/calendars/imports/{which}/{deed}").status_code
        for one, which in ((couple.ben, import_id), (couple.stranger, import_id), (couple.ada, uuid4()))
    ]

    assert found == [404, 404, 404]


def test_what_files_brought_is_taken_out_after_a_question(couple: Couple) -> None:
    bring_in(couple.ada, file_of("Party", "Choir"), now=timezone.now())
    client = signed_in(couple.ada)
    (brought,) = (one for one in calendars.calendars(couple.ada) if one.source == "import")
    where = f"/calendars/{brought.id}/take-out/"

    asked = client.get(where)
    page = client.post(where, follow=True)

    assert "2 events leave your calendar" in asked.content.decode()
    assert texts(page, "div", "alert") == ["They are out of your calendar."]
    assert (seen(couple.ada), where in page.content.decode()) == ([], False)
