"""What one of them keeps to themselves: theirs, whatever becomes of the event and of the two."""

from datetime import timedelta
from uuid import UUID

import pytest

from planner import errors
from planner.actions.calendar import events
from planner.actions.feelings import own_lines
from planner.actions.feelings.own_lines import TEXT_MAX
from planner.actions.people import people
from planner.core.calendar.series import Scope
from planner.core.visibility import Visibility
from planner.models import OwnLines, Reminder
from planner.queries.feelings import own_lines as queries
from tests.factories import NOW, Couple, event, version, window

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def party(couple: Couple) -> UUID:
    return event(couple.ada, "Office party")


def test_keep_writes_in_place_of_what_was_kept(couple: Couple, party: UUID) -> None:
    own_lines.keep(couple.ben, party, "", coping="I breathe.", quiet_helps="I bring water.", now=NOW)
    own_lines.keep(couple.ben, party, "", coping=" I count. ", now=LATER)

    (kept,) = queries.mine(couple.ben)
    assert (kept.title, kept.coping, kept.quiet_helps) == ("Office party", "I count.", "")


def test_what_is_written_in_two_windows_is_all_kept(couple: Couple, party: UUID) -> None:
    was = {"coping": "I breathe.", "quiet_helps": ""}
    own_lines.keep(couple.ben, party, "", **was, now=NOW)
    own_lines.keep(couple.ben, party, "", coping="I count.", quiet_helps="I bring water.", was=was, now=LATER)

    own_lines.keep(couple.ben, party, "", coping="I go out.", was=was, now=LATER)

    (kept,) = queries.mine(couple.ben)
    assert (kept.coping, kept.quiet_helps) == ("I go out.\nI count.", "I bring water.")


def test_keep_of_nothing_keeps_nothing(couple: Couple, party: UUID) -> None:
    own_lines.keep(couple.ben, party, "", coping="I breathe.", now=NOW)
    own_lines.keep(couple.ben, party, "", coping=" ", now=LATER)

    assert not OwnLines.objects.exists()


def test_keep_touches_and_tells_nobody_else(couple: Couple, party: UUID) -> None:
    before, news = version(couple.ada), Reminder.objects.count()

    own_lines.keep(couple.ben, party, "", quiet_helps="I bring water.", now=NOW)

    assert (version(couple.ada), Reminder.objects.count()) == (before, news)
    assert queries.of(couple.ada, party, "") is None


def test_what_is_kept_outlives_an_event_that_the_other_hides(couple: Couple, party: UUID) -> None:
    own_lines.keep(couple.ben, party, "", coping="I breathe.", now=NOW)

    events.show(couple.ada, party, Visibility.PRIVATE, now=LATER)

    (kept,) = queries.mine(couple.ben)
    assert (kept.event_id, kept.title, kept.coping) == (None, "", "I breathe.")
    with pytest.raises(errors.NotFound):
        queries.of(couple.ben, party, "")


def test_what_is_kept_stays_after_parting(couple: Couple, party: UUID) -> None:
    for one in (couple.ada, couple.ben):
        own_lines.keep(one, party, "", coping=f"{one}", now=NOW)

    people.leave(couple.ada, now=LATER)

    assert [queries.mine(one)[0].coping for one in (couple.ada, couple.ben)] == [
        f"{couple.ada}",
        f"{couple.ben}",
    ]


def test_what_is_kept_goes_with_an_occurrence_that_is_moved(couple: Couple) -> None:
    weekly = event(couple.ada, "Choir", rrule="FREQ=WEEKLY;COUNT=4")
    second = window(couple.ada)[1]
    for one in (couple.ada, couple.ben):
        own_lines.keep(one, weekly, second.recurrence_id, coping="I hum.", now=NOW)

    later = second.start_local + timedelta(hours=1)
    events.move(couple.ada, weekly, second.recurrence_id, later, scope=Scope.ALL, now=NOW)

    moved = window(couple.ada)[1]
    assert moved.recurrence_id != second.recurrence_id
    for one in (couple.ada, couple.ben):
        kept = queries.of(one, weekly, moved.recurrence_id)
        assert kept is not None and kept.coping == "I hum."


def test_forget_is_for_ones_own(couple: Couple, party: UUID) -> None:
    own_lines.keep(couple.ben, party, "", coping="I breathe.", now=NOW)
    kept = queries.mine(couple.ben)[0].id

    with pytest.raises(errors.NotFound):
        own_lines.forget(couple.ada, kept, now=LATER)
    own_lines.forget(couple.ben, kept, now=LATER)

    assert not OwnLines.objects.exists()


@pytest.mark.parametrize("field", ["coping", "quiet_helps"])
def test_keep_refuses_what_is_too_long(couple: Couple, party: UUID, field: str) -> None:
    with pytest.raises(errors.TooLong) as refused:
        own_lines.keep(couple.ben, party, "", **{field: "x" * (TEXT_MAX + 1)}, now=NOW)

    assert refused.value.field == field


def test_keep_refuses_what_is_not_there(couple: Couple, party: UUID) -> None:
    for who, key in ((couple.stranger, ""), (couple.ben, "20200101T000000")):
        with pytest.raises(errors.NotFound):
            own_lines.keep(who, party, key, coping="x", now=NOW)
