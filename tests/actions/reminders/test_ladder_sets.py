"""Reminders follow the ladder that somebody makes their own, at once, and nobody else's do."""

from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from planner import errors
from planner.actions import reminders
from planner.actions.calendar import events
from planner.actions.feelings import flags
from planner.actions.reminders import ladder_sets
from planner.core.reminding.ladder_sets import KINDS
from planner.core.reminding.reminders import OURS, DaysBefore, Rungs, Step
from planner.models import LadderSet, Reminder
from planner.queries.reminders import ladder_sets as queries
from tests.actions.reminders.engine import claim, due_reminder, state_of
from tests.actions.reminders.test_reminders import HARD, ended, flag, live, propose
from tests.factories import EVENING, NOW, Couple, event, form

ALL = frozenset(Step)
OWN = Rungs(
    steps=ALL - {Step.EARLY},
    talk=DaysBefore(5, time(7, 30)),
    last_call=DaysBefore(2),
    read_through=DaysBefore(3),
    card_before=timedelta(hours=6),
    check_in_at=time(12),
)
BERLIN = ZoneInfo("Europe/Berlin")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


def test_a_saved_ladder_reads_back_as_it_was(ada: UUID) -> None:
    ladder_sets.save(ada, "family", OWN, now=NOW)

    sets = {one.kind: one for one in queries.all(ada)}

    assert (sets["family"].rungs, sets["family"].is_own) == (OWN, True)
    assert [one.kind for one in sets.values() if one.rungs == OURS and not one.is_own] == [
        kind for kind in KINDS if kind != "family"
    ]


def test_every_kind_can_have_its_own(ada: UUID) -> None:
    for kind in KINDS:
        ladder_sets.save(ada, kind, OWN, now=NOW)

    assert [one.rungs for one in queries.all(ada) if one.is_own] == [OWN] * len(KINDS)


def test_what_is_saved_for_every_kind_stands_in_for_the_others(ada: UUID) -> None:
    ladder_sets.save(ada, "all", OWN, now=NOW)
    ladder_sets.save(ada, "family", Rungs(frozenset()), now=NOW)

    family, travel = queries.one(ada, "family"), queries.one(ada, "travel")

    assert (family.rungs.steps, family.is_own) == (frozenset(), True)
    assert (travel.rungs, travel.is_own) == (OWN, False)


def test_saving_again_replaces_and_reset_brings_ours_back(ada: UUID) -> None:
    for rungs in (OWN, Rungs(check_in_at=time(9))):
        ladder_sets.save(ada, "us", rungs, now=NOW)
    assert queries.one(ada, "us").rungs == Rungs(check_in_at=time(9))

    for _ in range(2):
        ladder_sets.reset(ada, "us", now=NOW)

    assert queries.one(ada, "us").rungs == OURS
    assert not LadderSet.objects.exists()


def test_reminders_follow_in_the_same_breath_and_only_those_of_the_kind(couple: Couple) -> None:
    flag(couple.ada, event(couple.ada, "Dinner", kind="family"), share=True)
    flag(couple.ada, event(couple.ada, "Party", EVENING + timedelta(days=30)), share=True)
    before, bens = live(couple.ada), live(couple.ben)

    ladder_sets.save(couple.ada, "family", OWN, now=NOW)

    changed = [
        ("talk", "2026-11-15T07:30"),
        ("last-call", "2026-11-18T18:00"),
        ("check-in", "2026-11-21T12:00"),
    ]
    assert live(couple.ada) == sorted(changed + before[4:], key=lambda one: one[1])
    assert ended(couple.ada) == {("early", "not_wanted")}
    assert live(couple.ben) == bens

    ladder_sets.reset(couple.ada, "family", now=NOW)
    assert live(couple.ada) == before


def test_an_event_takes_the_ladder_of_its_new_kind(couple: Couple) -> None:
    ladder_sets.save(couple.ada, "family", Rungs(frozenset()), now=NOW)
    event_id = event(couple.ada)
    flag(couple.ada, event_id, share=True)
    assert live(couple.ada) == HARD

    events.edit(couple.ada, event_id, form(kind="family"), now=NOW)

    assert live(couple.ada) == []
    assert live(couple.ben)[1:] == HARD


def test_what_was_sent_does_not_come_again_at_a_new_hour(couple: Couple) -> None:
    reminder = due_reminder(couple.ada)
    claimed = claim(reminder, reminder.due_at)
    assert claimed
    assert reminders.begin_send(claimed, now=reminder.due_at)
    assert reminders.record_sent(claimed, now=reminder.due_at)

    ladder_sets.save(couple.ada, "all", Rungs(talk=DaysBefore(5)), now=reminder.due_at)

    assert ("talk", "2026-11-15T18:00") not in live(couple.ada)
    assert state_of(reminder) == "sent"


def test_a_step_moved_into_the_past_is_skipped_and_the_next_stands_in(couple: Couple) -> None:
    flag(couple.ada, event(couple.ada))
    now = at("2026-11-12 12:00")

    ladder_sets.save(couple.ada, "all", Rungs(talk=DaysBefore(10)), now=now)

    # The early one fell due before; it makes way for the last call now, not for the talk.
    assert [step for step, _ in live(couple.ada)] == ["early", "last-call", "check-in"]
    assert ended(couple.ada) == {("talk", "too_late")}


def test_saving_the_same_again_between_its_moment_and_its_sending_loses_nothing(couple: Couple) -> None:
    reminder = due_reminder(couple.ada)

    ladder_sets.save(couple.ada, "all", OURS, now=reminder.due_at + timedelta(seconds=30))

    assert state_of(reminder) == "pending"
    assert claim(reminder, reminder.due_at + timedelta(minutes=1))


def test_a_claimed_step_that_is_switched_off_is_not_sent(couple: Couple) -> None:
    reminder = due_reminder(couple.ada)
    claimed = claim(reminder, reminder.due_at)
    assert claimed

    ladder_sets.save(couple.ada, "all", Rungs(ALL - {Step.TALK}), now=reminder.due_at)

    assert not reminders.begin_send(claimed, now=reminder.due_at)
    assert ended(couple.ada) == {("talk", "not_wanted")}


def test_news_that_is_switched_off_neither_waits_nor_comes(couple: Couple) -> None:
    event_id = event(couple.ada)
    flag(couple.ada, event_id, share=True)
    assert live(couple.ben)[0][0] == "news"

    ladder_sets.save(couple.ben, "other", Rungs(ALL - {Step.NEWS}), now=NOW)
    propose(couple.ada, event_id)

    assert "news" not in {step for step, _ in live(couple.ben)}
    assert not Reminder.objects.filter(person_id=couple.ben, step="news", state="pending").exists()


def test_one_saves_for_oneself_only(couple: Couple) -> None:
    ladder_sets.save(couple.ada, "all", OWN, now=NOW)

    assert {one.is_own for who in (couple.ben, couple.stranger) for one in queries.all(who)} == {False}


def test_a_kind_that_there_is_not(ada: UUID) -> None:
    with pytest.raises(errors.NotFound):
        queries.one(ada, "wedding")
    with pytest.raises(errors.NotFound):
        ladder_sets.reset(ada, "wedding", now=NOW)
    with pytest.raises(errors.NotFound):
        ladder_sets.save(ada, "wedding", OURS, now=NOW)


def test_what_makes_no_ladder_is_refused_and_changes_nothing(ada: UUID) -> None:
    flags.flag(ada, event(ada), "", level=3, now=NOW)
    before = live(ada)

    with pytest.raises(errors.Invalid):
        ladder_sets.save(ada, "all", Rungs(talk=DaysBefore(14)), now=NOW)

    assert (live(ada), LadderSet.objects.count()) == (before, 0)
