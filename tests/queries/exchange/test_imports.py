"""A preview says what would change now, also when the calendar has changed since."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest

from planner.queries.exchange import imports
from planner.queries.views import ChangeView, ImportedView
from tests.factories import NOW, Couple, apply, bring_in, ics, read_in, vevent

pytestmark = pytest.mark.django_db
Counting = Callable[[int], AbstractContextManager[object]]


def test_view_compares_with_the_calendar_as_it_is_now(couple: Couple) -> None:
    first = read_in(couple.ada, ics(vevent("a@b", "One", "SEQUENCE:1"), vevent("c@d", "Two")))
    bring_in(couple.ada, ics(vevent("a@b", "Zero", "SEQUENCE:0")))

    view = imports.view(couple.ada, first)

    day = date(2026, 11, 20)
    change = ChangeView("title", "Zero", "One")
    assert (view.added, view.updated) == ((ImportedView("Two", day),), (ImportedView("One", day, (change,)),))
    assert view.unchanged_count == 0


def test_view_says_the_same_after_as_before(couple: Couple) -> None:
    import_id = read_in(couple.ada, ics(vevent("a@b", "One"), "UID:broken\nSUMMARY:Broken"))
    before = imports.view(couple.ada, import_id)

    apply(couple.ada, import_id)

    after = imports.view(couple.ada, import_id)
    assert (after.added, after.updated, after.problems) == (before.added, before.updated, before.problems)
    assert (before.stage, after.stage) == ("ready", "applied")


def test_recent_is_ones_own(couple: Couple) -> None:
    ids = [read_in(couple.ada, ics(vevent(f"{n}@b", f"Event {n}"))) for n in range(3)]

    assert {one.id for one in imports.recent(couple.ada)} == set(ids)
    assert imports.recent(couple.stranger) == ()


def test_brought_leaves_out_what_is_over(couple: Couple) -> None:
    past = vevent("past@b", "Past", start="20260101T100000Z")
    import_id = bring_in(couple.ada, ics(past, vevent("ahead@b", "Ahead")))

    assert [one.title for one in imports.brought(couple.ada, import_id, now=NOW)] == ["Ahead"]


@pytest.mark.parametrize("many", [1, 12])
def test_brought_takes_three_queries(couple: Couple, django_assert_num_queries: Counting, many: int) -> None:
    import_id = bring_in(couple.ada, ics(*(vevent(f"{n}@b", f"Event {n}") for n in range(many))))

    with django_assert_num_queries(3):
        assert len(imports.brought(couple.ada, import_id, now=NOW)) == many


def test_lines_stand_by_day(couple: Couple) -> None:
    later, sooner = vevent("b@b", "A later one"), vevent("a@b", "Sooner", start="20261101T100000Z")

    view = imports.view(couple.ada, read_in(couple.ada, ics(later, sooner)))

    assert [one.title for one in view.added] == ["Sooner", "A later one"]


def test_what_was_wrong_many_times_is_said_once(couple: Couple) -> None:
    broken = [f"UID:{n}@b\nSUMMARY:Broken {n}" for n in range(34)]

    view = imports.view(couple.ada, read_in(couple.ada, ics(vevent("a@b", "One"), *broken)))

    assert [(one.title, one.count) for one in view.problems] == [("", 34)]


def test_a_file_without_events_says_so_once(couple: Couple) -> None:
    view = imports.view(couple.ada, read_in(couple.ada, ics()))

    assert [one.code for one in view.problems] == ["no_events"]
    assert view.holds_nothing
