"""Talking it over, through rows: who reads which line, what a pause leaves, and what is kept of it."""

from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

import pytest

from planner import errors
from planner.actions.afterwards import check_ins, lessons, repairs
from planner.actions.calendar import events
from planner.actions.feelings import flags
from planner.actions.people import people
from planner.core.repair import Part
from planner.core.visibility import Visibility
from planner.models import CheckIn, Lesson, Reminder, Repair, RepairLine
from planner.queries.afterwards import check_ins as check_in_queries
from planner.queries.afterwards import lessons as lesson_queries
from planner.queries.afterwards import repairs as queries
from planner.queries.views import RepairPartView, RepairView
from tests import afterwards
from tests.factories import NOW, Couple, event, join, version

MORNING = NOW + timedelta(days=20)
write = partial(afterwards.write, now=MORNING)
through = partial(afterwards.through, now=MORNING)


@pytest.fixture
def party(couple: Couple) -> UUID:
    """It was hard, both are calm enough, and they have sat down."""
    made = event(couple.ada, kind="work_party")
    flags.flag(couple.ada, made, "", level=2, share_level=True, now=NOW)
    afterwards.sat_down(couple.ada, couple.ben, on=made, now=MORNING)
    return made


def seen(who: UUID, party: UUID) -> RepairView:
    return queries.of(who, party, "", now=MORNING)


def part(who: UUID, party: UUID, wanted: Part) -> RepairPartView:
    return next(one for step in seen(who, party).steps for one in step.parts if one.part is wanted)


def pause(who: UUID, party: UUID, **half: object) -> None:
    repairs.pause(who, party, "", now=MORNING, **half)  # type: ignore[arg-type]


def test_a_line_reaches_the_other_when_its_writer_is_done(couple: Couple, party: UUID) -> None:
    before = (seen(couple.ben, party), version(couple.ben))
    write(couple.ada, party, Part.FELT, "tense tired", is_done=False)
    assert (seen(couple.ben, party), version(couple.ben)) == before

    write(couple.ada, party, Part.FELT, "tense")

    theirs = part(couple.ben, party, Part.FELT).theirs
    assert theirs and theirs.feelings == ("tense",) and version(couple.ben) > before[1]


def test_what_it_touched_and_is_kept_looks_like_a_pass(couple: Couple, party: UUID) -> None:
    through(couple.ada, couple.ben, on=party, until=Part.TOUCHED)
    write(couple.ada, party, Part.TOUCHED, "")
    passed = part(couple.ben, party, Part.TOUCHED)

    write(couple.ada, party, Part.TOUCHED, "my father", is_kept=True)

    assert part(couple.ben, party, Part.TOUCHED) == passed
    mine = part(couple.ada, party, Part.TOUCHED).mine
    assert mine and (mine.text, mine.is_kept) == ("my father", True)


def test_the_other_cannot_tell_that_a_line_that_is_kept_was_written_anew(couple: Couple, party: UUID) -> None:
    through(couple.ada, couple.ben, on=party, until=Part.TOUCHED)
    write(couple.ada, party, Part.TOUCHED, "my father", is_kept=True)
    before = version(couple.ben)

    write(couple.ada, party, Part.TOUCHED, "my mother", is_kept=True)
    write(couple.ada, party, Part.TOUCHED, "")

    assert version(couple.ben) == before
    write(couple.ada, party, Part.TOUCHED, "being alone")
    assert version(couple.ben) > before


def test_the_order_of_the_steps_is_kept(couple: Couple, party: UUID) -> None:
    with pytest.raises(errors.Stale):
        write(couple.ada, party, Part.MY_PART, "I came late")

    assert not RepairLine.objects.exists()


def test_a_pause_keeps_what_was_half_written_for_its_writer(couple: Couple, party: UUID) -> None:
    through(couple.ada, couple.ben, on=party, until=Part.MY_SIDE)
    write(couple.ben, party, Part.MY_SIDE, "I was stuck")

    pause(couple.ada, party, part=Part.MY_SIDE, text="I stood")

    hers, his = seen(couple.ada, party), seen(couple.ben, party)
    assert hers.is_paused and his.is_paused and not his.is_running
    mine = part(couple.ada, party, Part.MY_SIDE).mine
    assert mine and (mine.text, mine.is_done) == ("I stood", False)
    assert part(couple.ben, party, Part.MY_SIDE).theirs is None
    assert not Reminder.objects.filter(step="repair", state="pending").exists()


def test_nobody_sees_who_paused_and_it_goes_on_when_both_are_calm(couple: Couple, party: UUID) -> None:
    write(couple.ada, party, Part.FELT, "tense")
    pause(couple.ben, party)
    with pytest.raises(errors.Stale):
        write(couple.ben, party, Part.FELT, "sad")
    assert seen(couple.ada, party).i_am_calm is seen(couple.ben, party).i_am_calm is False
    before = (seen(couple.ben, party), version(couple.ben))

    afterwards.calm(couple.ada, on=party, now=MORNING)
    assert (seen(couple.ben, party), version(couple.ben)) == before
    with pytest.raises(errors.Stale):
        repairs.begin(couple.ada, party, "", now=MORNING)
    afterwards.calm(couple.ben, on=party, now=MORNING)
    repairs.begin(couple.ben, party, "", now=MORNING + timedelta(hours=5))

    again = seen(couple.ada, party)
    assert again.is_running and again.began_at == MORNING + timedelta(hours=5)
    felt = part(couple.ben, party, Part.FELT).theirs
    assert felt and felt.feelings == ("tense",)


def test_the_one_thing_each_becomes_a_lesson_that_both_read(couple: Couple, party: UUID) -> None:
    through(couple.ada, couple.ben, on=party, until=Part.NEXT_TIME)
    write(couple.ada, party, Part.NEXT_TIME, "Leave by ten")
    assert not seen(couple.ada, party).is_over

    write(couple.ben, party, Part.NEXT_TIME, "Find you each hour")

    assert set(Lesson.objects.exclude(shared_at=None).values_list("owner_id", flat=True)) == {
        couple.ada,
        couple.ben,
    }
    assert seen(couple.ada, party).is_over and seen(couple.ben, party).is_over
    assert set(CheckIn.objects.values_list("talked_over_at", flat=True)) == {MORNING}
    like = event(couple.ben, start=datetime(2027, 11, 19, 19), kind="work_party")
    offered = lesson_queries.offered(couple.ada, like, "", now=MORNING)
    assert [one.text for one in offered.alike] == ["Leave by ten", "Find you each hour"]


def test_a_lesson_taken_back_is_gone_from_the_talk_too(couple: Couple, party: UUID) -> None:
    through(couple.ada, couple.ben, on=party, until=Part.NEXT_TIME)
    write(couple.ada, party, Part.NEXT_TIME, "Leave by ten")

    lessons.rewrite(couple.ada, Lesson.objects.get().id, text="Leave by ten", share=False, now=MORNING)

    theirs = part(couple.ben, party, Part.NEXT_TIME).theirs
    assert theirs and not theirs.says


def test_said_aloud_goes_on_for_both(couple: Couple, party: UUID) -> None:
    repairs.say_aloud(couple.ada, party, "", part=Part.FELT, now=MORNING)

    assert seen(couple.ben, party).current is Part.MY_SIDE
    assert part(couple.ben, party, Part.FELT).is_spoken


def test_closing_it_leaves_the_lines_to_be_read(couple: Couple, party: UUID) -> None:
    write(couple.ada, party, Part.FELT, "tense")
    check_ins.have_talked(couple.ben, party, "", now=MORNING)

    theirs = part(couple.ben, party, Part.FELT).theirs
    assert seen(couple.ben, party).is_over and theirs and theirs.feelings == ("tense",)
    with pytest.raises(errors.Stale):
        write(couple.ben, party, Part.FELT, "sad")


def test_there_is_nothing_to_sit_down_to_before_both_are_calm(couple: Couple) -> None:
    made = event(couple.ada)
    afterwards.looked_back(couple.ada, couple.ben, on=made, now=MORNING)
    afterwards.calm(couple.ada, on=made, now=MORNING)

    for one in (couple.ada, couple.ben, couple.stranger):
        with pytest.raises(errors.NotFound):
            repairs.begin(one, made, "", now=MORNING)
        with pytest.raises(errors.NotFound):
            queries.of(one, made, "", now=MORNING)
    assert not Repair.objects.exists()


def test_what_the_other_hides_takes_the_talk_along(couple: Couple, party: UUID) -> None:
    write(couple.ada, party, Part.FELT, "tense")
    write(couple.ben, party, Part.FELT, "sad")

    events.show(couple.ada, party, Visibility.PRIVATE, now=MORNING)

    for one in (couple.ada, couple.ben):
        with pytest.raises(errors.NotFound):
            seen(one, party)


def test_after_parting_no_later_partner_reads_a_line(couple: Couple, party: UUID) -> None:
    write(couple.ada, party, Part.FELT, "tense")

    people.leave(couple.ben, now=MORNING)
    join(couple.ada, couple.stranger, now=MORNING)
    events.show(couple.ada, party, Visibility.SHARED, now=MORNING)
    afterwards.looked_back(couple.ada, couple.stranger, on=party, now=MORNING)
    afterwards.calm(couple.ada, couple.stranger, on=party, now=MORNING)

    assert RepairLine.objects.get().owner_id == couple.ada
    assert part(couple.stranger, party, Part.FELT).theirs is None


def test_the_talk_goes_with_its_occurrence_when_the_series_is_moved(couple: Couple) -> None:
    weekly = event(couple.ada, rrule="FREQ=WEEKLY", start=datetime(2026, 11, 6, 19))
    afterwards.sat_down(couple.ada, couple.ben, on=weekly, key="20261113T190000", now=MORNING)
    write(couple.ada, weekly, Part.FELT, "tense", key="20261113T190000")

    at = datetime(2026, 11, 6, 20)
    events.move(couple.ada, weekly, "20261106T190000", at, scope=events.Scope.ALL, now=MORNING)

    talk = queries.of(couple.ben, weekly, "20261113T200000", now=MORNING)
    assert talk.is_running and talk.has_lines


def test_the_event_page_learns_that_it_is_paused(couple: Couple, party: UUID) -> None:
    assert not check_in_queries.of(couple.ada, party, "").is_paused
    pause(couple.ada, party)

    assert check_in_queries.of(couple.ben, party, "").is_paused
