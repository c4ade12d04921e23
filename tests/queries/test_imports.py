"""A preview says what would change now, also when the calendar has changed since."""

import pytest

from planner.actions import imports as deeds
from planner.queries import imports
from tests.factories import NOW, Couple, bring_in, ics, read_in, vevent

pytestmark = pytest.mark.django_db


def test_view_compares_with_the_calendar_as_it_is_now(couple: Couple) -> None:
    first = read_in(couple.ada, ics(vevent("a@b", "One", "SEQUENCE:1"), vevent("c@d", "Two")))
    bring_in(couple.ada, ics(vevent("a@b", "Zero", "SEQUENCE:0")))

    view = imports.view(couple.ada, first)

    assert (view.added, view.updated, view.unchanged_count) == (("Two",), ("One",), 0)


def test_view_says_the_same_after_as_before(couple: Couple) -> None:
    import_id = read_in(couple.ada, ics(vevent("a@b", "One"), "UID:broken\nSUMMARY:Broken"))
    before = imports.view(couple.ada, import_id)

    deeds.apply(couple.ada, import_id, now=NOW)

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
