"""Search: what each of two partners finds, in which order, and that nothing hidden shows in it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta

import pytest

from planner.actions.calendar import events
from planner.actions.feelings import flags
from planner.core.visibility import Visibility
from planner.models import Event
from planner.queries.calendar.search import events as whole_events
from planner.queries.calendar.search import search
from planner.queries.views import FoundView
from tests.factories import EVENING, NOW, Couple, bring_in, event, form, ics, vevent

pytestmark = pytest.mark.django_db
Counting = Callable[[int], AbstractContextManager[object]]
SHARED, BUSY, PRIVATE = Visibility


def found(viewer: object, text: str, **more: int) -> list[FoundView]:
    return list(search(viewer, text, now=NOW, **more))  # type: ignore[arg-type]


def titles(viewer: object, text: str, **more: int) -> list[str]:
    return [one.occurrence.title for one in found(viewer, text, **more)]


def test_search_looks_into_title_place_and_description(couple: Couple) -> None:
    event(couple.ada, "Fête", location="Café Kolbe", description="Bring the umbrella")

    for words in ("fete", "CAFE kolbe", "umbrella fête"):
        assert titles(couple.ben, words) == ["Fête"]
    assert titles(couple.ben, "fete harbour") == titles(couple.ben, " ") == []
    assert titles(couple.stranger, "fete") == []
    assert found(couple.ben, "umbrella")[0].excerpt == "Bring the umbrella"
    assert found(couple.ben, "kolbe")[0].excerpt == ""


def test_search_puts_what_is_to_come_first_and_then_the_latest(couple: Couple) -> None:
    for days in (-40, -3, 9, 2):
        event(couple.ada, f"Tea {days}", EVENING.replace(day=2) + timedelta(days=days))
    event(couple.ben, "Weekly tea", datetime(2026, 1, 1, 9), rrule="FREQ=WEEKLY")
    event(couple.ben, "Tea once upon a time", datetime(2026, 1, 1, 9), rrule="FREQ=DAILY;COUNT=5")

    hits = found(couple.ada, "tea")

    order = ["Tea 2", "Weekly tea", "Tea 9", "Tea -3", "Tea -40", "Tea once upon a time"]
    assert [one.occurrence.title for one in hits] == order
    assert [one.is_over for one in hits] == [False] * 3 + [True] * 3
    assert hits[1].occurrence.start_local == datetime(2026, 11, 5, 9)
    assert hits[5].occurrence.start_local == datetime(2026, 1, 5, 9)
    assert titles(couple.ada, "tea", limit=2, offset=2) == order[2:4]
    assert [one.title for one in whole_events(couple.ada, "tea", now=NOW, limit=4)] == order[:4]


def test_search_leads_to_the_date_that_holds_the_words(couple: Couple) -> None:
    series = vevent("choir@town", "Choir", "RRULE:FREQ=WEEKLY;COUNT=4", start="20261110T190000Z")
    moved = vevent("choir@town", "Concert", "RECURRENCE-ID:20261124T190000Z", start="20261125T180000Z")
    off = vevent("choir@town", "Rehearsal", "RECURRENCE-ID:20261117T190000Z", "STATUS:CANCELLED")
    bring_in(couple.ada, ics(series, moved, off))

    (concert,) = found(couple.ada, "concert")

    assert concert.occurrence.recurrence_id == "20261124T190000Z"
    assert concert.occurrence.start_local == datetime(2026, 11, 25, 19)
    assert found(couple.ada, "choir")[0].occurrence.recurrence_id == "20261110T190000Z"
    assert titles(couple.ada, "rehearsal") == []


def test_search_finds_ones_own_notes_and_no_others(couple: Couple) -> None:
    party = event(couple.ada)
    for viewer, note in ((couple.ada, "Uncle Otto"), (couple.ben, "the karaoke")):
        flags.flag(
            viewer, party, "", level=2, reasons=[], note=note, share_level=True, share_note=False, now=NOW
        )

    (hit,) = found(couple.ada, "party otto")

    assert (hit.excerpt, hit.is_in_my_note) == ("Uncle Otto", True)
    assert titles(couple.ben, "otto") == titles(couple.ada, "karaoke") == []
    assert titles(couple.ben, "karaoke") == ["Office party"]


@pytest.mark.parametrize("visibility", [BUSY, PRIVATE])
def test_what_the_other_keeps_changes_nothing_that_is_found(couple: Couple, visibility: Visibility) -> None:
    for days in range(3):
        event(couple.ada, f"Tea {days}", EVENING + timedelta(days=days))
    before = found(couple.ben, "tea"), found(couple.ben, "tea", limit=1, offset=1)

    kept = event(couple.ada, "Tea alone", EVENING + timedelta(hours=1), visibility=visibility)
    bring_in(couple.ada, ics(vevent("copy@x", "Tea with a copy")))
    Event.objects.filter(uid="copy@x").update(visibility=visibility)

    assert titles(couple.ada, "tea alone") == ["Tea alone"]
    assert (found(couple.ben, "tea"), found(couple.ben, "tea", limit=1, offset=1)) == before
    events.edit(couple.ada, kept, form("Tea for two", visibility=SHARED), now=NOW)
    assert "Tea for two" in titles(couple.ben, "tea")


@pytest.mark.parametrize("many", [1, 12])
def test_search_takes_six_queries(couple: Couple, django_assert_num_queries: Counting, many: int) -> None:
    for number in range(many):
        event(couple.ada, f"Tea {number}", EVENING + timedelta(hours=number))
        event(couple.ben, f"Daily tea {number}", rrule="FREQ=DAILY")

    with django_assert_num_queries(6):
        assert len(found(couple.ada, "tea")) == 2 * many


@pytest.mark.parametrize("many", [1, 12])
def test_whole_events_take_two_queries_more(
    couple: Couple, django_assert_num_queries: Counting, many: int
) -> None:
    for number in range(many):
        event(couple.ada, f"Tea {number}", EVENING + timedelta(hours=number))

    with django_assert_num_queries(6 + 2):
        assert len(whole_events(couple.ada, "tea", now=NOW)) == many


def test_search_finds_events_at_the_edges_of_time(couple: Couple) -> None:
    bring_in(
        couple.ada, ics(vevent("a@x", "Edge", start="00010101"), vevent("b@x", "Edge", start="99991231"))
    )

    assert [one.is_over for one in found(couple.ada, "edge")] == [False, True]
