"""A nudge: who may send one, what comes of it, and that its sender learns nothing of that."""

from datetime import timedelta
from uuid import UUID

import pytest

from planner import errors
from planner.actions.channels import replies
from planner.actions.feelings import flags
from planner.actions.plan import nudges
from planner.actions.reminders import ladder_sets
from planner.core.reminding.reminders import Rungs, Step
from planner.core.visibility import Visibility
from planner.models import Event, Nudge, Reminder
from planner.queries.people import who
from planner.queries.reminders import ladders
from tests.actions.reminders.test_reminders import propose
from tests.factories import NOW, Couple, event, version

DAY = timedelta(days=1)


@pytest.fixture
def party(couple: Couple) -> UUID:
    made = event(couple.ada)
    flags.flag(couple.ada, made, "", level=2, share_level=True, now=NOW - DAY)
    return made


def sent_to(person: UUID) -> list[Reminder]:
    return list(Reminder.objects.filter(person_id=person, step="nudge"))


def test_a_nudge_waits_for_the_other_and_for_nobody_else(couple: Couple, party: UUID) -> None:
    nudges.nudge(couple.ben, party, "", now=NOW)

    (row,) = sent_to(couple.ada)
    assert (row.state, row.channel, row.due_at) == ("pending", "email", NOW)
    assert sent_to(couple.ben) == []


def test_once_in_three_days_for_an_event_whoever_asks_how_often(couple: Couple, party: UUID) -> None:
    nudges.nudge(couple.ben, party, "", now=NOW)
    Reminder.objects.filter(step="nudge").update(state="sent", ended_at=NOW)

    for later in (timedelta(), timedelta(hours=71, minutes=59)):
        with pytest.raises(errors.NudgedAlready):
            nudges.nudge(couple.ben, party, "", now=NOW + later)
    nudges.nudge(couple.ada, party, "", now=NOW)
    nudges.nudge(couple.ben, party, "", now=NOW + timedelta(hours=72))

    assert len(sent_to(couple.ada)) == 2 and len(sent_to(couple.ben)) == 1


def test_three_a_day_whatever_they_are_about(couple: Couple) -> None:
    four = [event(couple.ada, f"Evening {n}") for n in range(4)]
    for one in four:
        flags.flag(couple.ada, one, "", level=2, share_level=True, now=NOW)
    for one in four[:3]:
        nudges.nudge(couple.ben, one, "", now=NOW)

    with pytest.raises(errors.TooOften):
        nudges.nudge(couple.ben, four[3], "", now=NOW + timedelta(hours=23, minutes=59))
    with pytest.raises(errors.NudgedAlready):
        nudges.nudge(couple.ben, four[0], "", now=NOW)

    nudges.nudge(couple.ada, four[3], "", now=NOW)
    nudges.nudge(couple.ben, four[3], "", now=NOW + DAY)
    assert len(sent_to(couple.ada)) == 4 and len(sent_to(couple.ben)) == 1


def test_all_occurrences_of_a_series_are_one_event(couple: Couple) -> None:
    weekly = event(couple.ada, rrule="FREQ=WEEKLY")
    flags.flag(couple.ada, weekly, "", level=2, share_level=True, now=NOW)
    nudges.nudge(couple.ben, weekly, "20261120T190000", now=NOW)

    with pytest.raises(errors.NudgedAlready):
        nudges.nudge(couple.ben, weekly, "20261127T190000", now=NOW)


def test_the_sender_learns_nothing_of_what_comes_of_it(couple: Couple, party: UUID) -> None:
    uid = Event.objects.get(id=party).uid
    before = version(couple.ben), version(couple.ada)
    ladder_sets.save(couple.ada, "other", Rungs(frozenset(Step) - {Step.NUDGE}), now=NOW)

    nudges.nudge(couple.ben, party, "", now=NOW)
    assert sent_to(couple.ada) == []
    with pytest.raises(errors.NudgedAlready):
        nudges.nudge(couple.ben, party, "", now=NOW)

    Nudge.objects.all().delete()
    ladder_sets.save(couple.ada, "other", Rungs(), now=NOW)
    replies.mute(couple.ada, uid, "", now=NOW)
    nudges.nudge(couple.ben, party, "", now=NOW)
    assert sent_to(couple.ada) == []
    assert version(couple.ben) == before[0]


def test_nothing_that_is_kept_to_oneself_can_be_nudged_about(couple: Couple) -> None:
    quiet = event(couple.ada, "Dinner")
    kept = event(couple.ada, "Clinic", visibility=Visibility.PRIVATE)
    for one in (quiet, kept):
        flags.flag(couple.ada, one, "", level=3, now=NOW)
    flags.flag(couple.ben, quiet, "", level=3, now=NOW)

    for sender, one in ((couple.ada, quiet), (couple.ben, quiet), (couple.ada, kept), (couple.ben, kept)):
        with pytest.raises(errors.NotFound):
            nudges.nudge(sender, one, "", now=NOW)
    with pytest.raises(errors.NotFound):
        nudges.nudge(couple.stranger, quiet, "", now=NOW)
    assert not Nudge.objects.exists() and not Reminder.objects.filter(step="nudge").exists()


def test_a_plan_on_the_table_can_be_nudged_about_until_the_event_begins(couple: Couple) -> None:
    party = event(couple.ada)
    propose(couple.ada, party)
    begins = ladders.one(who.of(couple.ada), Event.objects.get(id=party).uid, "")
    assert begins

    nudges.nudge(couple.ada, party, "", now=NOW)
    with pytest.raises(errors.NotFound):
        nudges.nudge(couple.ben, party, "", now=begins.occurrence.starts_at)

    assert [row.state for row in sent_to(couple.ben)] == ["pending"]


def test_a_nudge_goes_when_what_it_is_about_is_no_longer_shared(couple: Couple, party: UUID) -> None:
    nudges.nudge(couple.ada, party, "", now=NOW)
    assert [row.state for row in sent_to(couple.ben)] == ["pending"]

    flags.flag(couple.ada, party, "", level=2, now=NOW)

    assert [row.state for row in sent_to(couple.ben)] == ["cancelled"]
