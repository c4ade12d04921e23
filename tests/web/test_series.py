"""Pages that edit, move and delete one occurrence, all that follow, or all of them; and the way back."""

from datetime import timedelta

import pytest

from planner.queries import calendar
from tests.factories import Couple, event
from tests.web.reading import evening, signed_in, texts

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
