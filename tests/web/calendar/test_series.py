"""Pages that edit, move and delete one occurrence, all that follow, or all of them; and the way back."""

import re
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.http import HttpResponse

from planner.queries.calendar import calendar
from tests.factories import Couple, event
from tests.web.reading import evening, signed_in, texts, typed

WEEKLY = "FREQ=WEEKLY"


def starts(couple: Couple, weeks: int = 4) -> list[str]:
    """When the viewer's next occurrences begin, from tomorrow on."""
    since = evening(0).astimezone()
    found = calendar.window(couple.ada, since, since + timedelta(weeks=weeks))
    return [f"{one.start_local:%Y-%m-%dT%H:%M}" for one in found]


def test_move_takes_one_occurrence_and_leads_back_to_where_it_was_asked_for(couple: Couple) -> None:
    first = evening(3)
    event_id = event(couple.ada, "Choir", first, rrule=WEEKLY)
    path = f"/events/{event_id}/on/{first + timedelta(weeks=1):%Y%m%dT%H%M%S}/move/"
    moved = first + timedelta(weeks=1, days=1, hours=-1)

    answer = signed_in(couple.ada).post(path, {"start": f"{moved:%Y-%m-%dT%H:%M}", "next": "/calendar/"})

    assert answer["Location"] == "/calendar/"
    assert starts(couple, 3) == [
        f"{one:%Y-%m-%dT%H:%M}" for one in (first, moved, first + timedelta(weeks=2))
    ]


@pytest.mark.parametrize(
    "wrong",
    [{"start": "soon"}, {"start": "2026-12-12"}, {"start": "2026-12-12T19:00Z"}, {"scope": "some"}, {}],
)
def test_move_that_cannot_be_read_is_refused_and_changes_nothing(
    couple: Couple, wrong: dict[str, str]
) -> None:
    first = evening(3)
    event_id = event(couple.ada, "Choir", first)
    given = {"start": f"{first:%Y-%m-%dT%H:%M}"} | wrong if wrong else {}

    answer = signed_in(couple.ada).post(f"/events/{event_id}/on/once/move/", given)

    assert answer.status_code == 400
    assert len(texts(answer, "p")) >= 1
    assert starts(couple) == [f"{first:%Y-%m-%dT%H:%M}"]


@pytest.mark.parametrize("wanted", ["https://elsewhere.example/", "//elsewhere.example/", "calendar/"])
def test_move_leads_to_pages_of_ours_alone(couple: Couple, wanted: str) -> None:
    first = evening(3)
    event_id = event(couple.ada, "Choir", first)
    given = {"start": f"{first:%Y-%m-%dT%H:%M}", "next": wanted}

    answer = signed_in(couple.ada).post(f"/events/{event_id}/on/once/move/", given)

    assert answer["Location"] == f"/events/{event_id}/on/once/"


def choir(couple: Couple, first: datetime) -> tuple[UUID, str]:
    """A weekly event, and the path of its second occurrence."""
    event_id = event(couple.ada, "Choir", first, rrule=WEEKLY)
    return event_id, f"/events/{event_id}/on/{first + timedelta(weeks=1):%Y%m%dT%H%M%S}/"


def undo_path(page: HttpResponse) -> str:
    (form,) = forms(page, "/undo/")
    return form


def forms(page: HttpResponse, having: str) -> list[str]:
    return [
        part.split('"')[0]
        for part in page.content.decode().split('action="')[1:]
        if having in part.split('"')[0]
    ]


def test_page_of_an_occurrence_changes_as_much_as_was_said(couple: Couple) -> None:
    first = evening(3)
    _, path = choir(couple, first)
    client = signed_in(couple.ada)

    page = client.get(f"{path}edit/")
    given = typed(page)
    hour = timedelta(hours=1)
    moved = {"scope": "following", "start_time": "20:00", "end_time": "23:30"}
    answer = client.post(f"{path}edit/", given | moved)

    assert given["scope"] == "one"
    assert given["start_on"] == (first + timedelta(weeks=1)).date()
    assert starts(couple, 3) == [
        f"{one:%Y-%m-%dT%H:%M}"
        for one in (first, first + timedelta(weeks=1) + hour, first + timedelta(weeks=2) + hour)
    ]
    assert answer["Location"].endswith(f"{first + timedelta(weeks=1):%Y%m%dT}200000/")
    assert path.split("/")[2] not in answer["Location"]


def test_message_brings_the_way_back(couple: Couple) -> None:
    first = evening(3)
    _, path = choir(couple, first)
    client, before = signed_in(couple.ada), starts(couple)

    deleted = client.post(f"{path}delete/", {"scope": "all"}, follow=True)
    gone = starts(couple)
    again = client.post(undo_path(deleted), {"next": "/calendar/"}, follow=True)
    once_more = client.post(undo_path(deleted))

    assert (gone, starts(couple)) == ([], before)
    assert again.request["PATH_INFO"] == "/calendar/"
    assert texts(again, "div", "alert") == ["It is as it was before."]
    assert once_more.status_code == 404


@pytest.mark.parametrize("scope", ["one", "following", "all"])
def test_undo_leads_back_to_the_date_that_was_changed(couple: Couple, scope: str) -> None:
    _, path = choir(couple, evening(3))
    client = signed_in(couple.ada)

    earlier = typed(client.get(f"{path}edit/")) | {"scope": scope, "start_time": "07:00", "end_time": "08:00"}
    changed = client.post(f"{path}edit/", earlier, follow=True)
    back = client.post(undo_path(changed), hidden(changed), follow=True)

    assert back.request["PATH_INFO"] == path
    assert (back.status_code, texts(back, "div", "alert")) == (200, ["It is as it was before."])


def test_deletion_leads_to_the_day_it_was_on(couple: Couple) -> None:
    first = evening(3)
    _, path = choir(couple, first)

    answer = signed_in(couple.ada).post(f"{path}delete/", {"scope": "one"})

    assert answer["Location"] == f"/calendar/?day={(first + timedelta(weeks=1)).date()}"


def hidden(page: HttpResponse) -> dict[str, str]:
    """What the form of the "Undo" sends along."""
    return dict(re.findall(r'type="hidden" name="(next|before)" value="([^"]*)"', page.content.decode()))


def test_undo_too_late_says_so(couple: Couple) -> None:
    first = evening(3)
    event_id, path = choir(couple, first)
    client = signed_in(couple.ada)
    deed = undo_path(client.post(f"{path}delete/", {"scope": "one"}, follow=True))
    client.post(f"/events/{event_id}/visibility/", {"visibility": "private"})

    page = client.post(deed)

    assert page.status_code == 409
    assert "This can no longer be undone" in page.content.decode()


def test_what_is_the_same_for_all_is_refused_beside_its_field(couple: Couple) -> None:
    _, path = choir(couple, evening(3))
    client = signed_in(couple.ada)

    page = client.post(
        f"{path}edit/", typed(client.get(f"{path}edit/")) | {"repeat": "daily", "title": "Gala"}
    )

    said = "This is the same for every time of it. Choose “All of them” to change it."
    assert texts(page, "ul", "errorlist") == [said]
    assert 'value="Gala"' in page.content.decode()


@pytest.mark.parametrize("page", ["edit/", "delete/"])
def test_single_date_needs_no_choice_and_others_find_nothing(couple: Couple, page: str) -> None:
    once = event(couple.ada, "Office party", evening(6))
    _, path = choir(couple, evening(3))

    found = [signed_in(one).get(f"{path}{page}").status_code for one in (couple.ben, couple.stranger)]
    led = signed_in(couple.ada).get(f"/events/{once}/on/once/{page}")

    assert found == [403, 404]
    assert led["Location"] == f"/events/{once}/{page}"
