"""Afterwards: who reads whose answer and when, and what comes of "calm enough"."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from planner import errors
from planner.actions.afterwards import check_ins
from planner.actions.calendar import events
from planner.actions.feelings import flags
from planner.actions.people import people
from planner.core.check_ins import Felt, Helped, Reveal
from planner.core.visibility import Visibility
from planner.models import CheckIn, Event, Reminder
from planner.queries.afterwards import check_ins as queries
from planner.queries.views import CheckInView
from tests.factories import NOW, Couple, event, version

GOOD, MIXED, HARD = Felt
TOGETHER, AT_ONCE, NEVER = Reveal
MORNING = NOW + timedelta(days=20)
"""Sunday, one in the afternoon in Berlin: two days after the party."""


@pytest.fixture
def party(couple: Couple) -> UUID:
    made = event(couple.ada)
    flags.flag(couple.ada, made, "", level=2, share_level=True, now=NOW)
    return made


def say(who: UUID, party: UUID, felt: Felt = HARD, reveal: Reveal = TOGETHER, **more: Any) -> None:
    check_ins.say(who, party, "", felt=felt, reveal=reveal, **({"now": MORNING} | more))


def seen(who: UUID, party: UUID) -> CheckInView:
    return queries.of(who, party, "")


def waiting(person: UUID) -> dict[str, str]:
    rows = Reminder.objects.filter(person_id=person, state="pending")
    return {row.step: row.anchor_local[:16] for row in rows}


def want(who: UUID, party: UUID, *, now: datetime = MORNING, wants: bool = True) -> None:
    check_ins.want_to_talk(who, party, "", wants=wants, now=now)


def test_neither_reads_the_other_before_both_have_spoken(couple: Couple, party: UUID) -> None:
    say(couple.ada, party, line="It was loud", helped=Helped.A_LITTLE)
    assert seen(couple.ben, party).theirs is None

    say(couple.ben, party, GOOD, line="I liked it")

    hers, his = seen(couple.ada, party), seen(couple.ben, party)
    assert hers.theirs and (hers.theirs.felt, hers.theirs.line) == (GOOD, "I liked it")
    assert his.theirs and (his.theirs.felt, his.theirs.helped) == (HARD, Helped.A_LITTLE)


def test_who_chooses_to_share_at_once_is_read_at_once_and_reads_nothing(couple: Couple, party: UUID) -> None:
    say(couple.ada, party, reveal=AT_ONCE)

    assert seen(couple.ben, party).theirs and seen(couple.ada, party).theirs is None
    assert "news" in waiting(couple.ben)


@pytest.mark.parametrize("hers", [TOGETHER, AT_ONCE])
def test_keeping_it_looks_exactly_like_no_answer(couple: Couple, party: UUID, hers: Reveal) -> None:
    say(couple.ada, party, reveal=hers)
    before = (seen(couple.ada, party), version(couple.ada), waiting(couple.ada))

    say(couple.ben, party, HARD, NEVER, line="Mine")

    assert (seen(couple.ada, party), version(couple.ada), waiting(couple.ada)) == before
    assert (seen(couple.ben, party).theirs is not None) == (hers is AT_ONCE)


def test_an_answer_that_waits_for_the_other_changes_nothing_for_them(couple: Couple, party: UUID) -> None:
    before = (seen(couple.ben, party), version(couple.ben), waiting(couple.ben))

    say(couple.ada, party, line="It was loud")

    assert (seen(couple.ben, party), version(couple.ben), waiting(couple.ben)) == before


def test_taking_it_back_before_the_other_spoke_takes_it_off_their_page(couple: Couple, party: UUID) -> None:
    say(couple.ada, party, reveal=AT_ONCE)
    assert seen(couple.ben, party).theirs

    say(couple.ada, party, reveal=NEVER)
    say(couple.ben, party)

    assert seen(couple.ben, party).theirs is None
    assert not seen(couple.ben, party).is_worth_a_talk


@pytest.mark.parametrize("hers", [TOGETHER, AT_ONCE])
@pytest.mark.parametrize("his", [TOGETHER, AT_ONCE])
def test_after_the_reveal_neither_keeps_back_what_was_shown(
    couple: Couple, party: UUID, hers: Reveal, his: Reveal
) -> None:
    say(couple.ada, party, reveal=hers)
    say(couple.ben, party, reveal=his, line="I liked it")

    for one in (couple.ada, couple.ben):
        with pytest.raises(errors.AlreadyRevealed) as refused:
            say(one, party, reveal=NEVER)
        assert refused.value.field == "reveal"

    say(couple.ada, party, MIXED, AT_ONCE)
    shown = seen(couple.ben, party).theirs
    assert shown and shown.felt is MIXED


def test_who_reads_only_what_is_shown_to_all_may_keep_their_own(couple: Couple, party: UUID) -> None:
    say(couple.ada, party, reveal=AT_ONCE)
    say(couple.ben, party, reveal=NEVER)

    say(couple.ben, party, GOOD, NEVER)

    assert not seen(couple.ben, party).is_mutual and seen(couple.ada, party).theirs is None


def test_who_has_said_it_is_not_asked_again(couple: Couple, party: UUID) -> None:
    assert "check-in" in waiting(couple.ada)

    say(couple.ada, party, now=NOW + timedelta(days=18, hours=12))

    assert "check-in" not in waiting(couple.ada)
    assert "check-in" in waiting(couple.ben)
    row = Reminder.objects.get(person_id=couple.ada, step="check-in")
    assert (row.state, row.reason) == ("cancelled", "checked_in")


@pytest.mark.parametrize(
    ("hers", "his", "worth"), [(HARD, GOOD, True), (MIXED, HARD, True), (GOOD, MIXED, False)]
)
def test_talking_it_over_is_asked_after_the_reveal_if_it_was_hard_for_one(
    couple: Couple, party: UUID, hers: Felt, his: Felt, worth: bool
) -> None:
    say(couple.ada, party, hers)
    assert not seen(couple.ada, party).is_worth_a_talk
    say(couple.ben, party, his)

    assert seen(couple.ada, party).is_worth_a_talk is seen(couple.ben, party).is_worth_a_talk is worth
    if not worth:
        with pytest.raises(errors.NotFound):
            want(couple.ada, party)


def test_not_yet_and_calm_enough_look_the_same_to_the_other(couple: Couple, party: UUID) -> None:
    say(couple.ada, party)
    say(couple.ben, party)
    before = (seen(couple.ben, party), version(couple.ben), waiting(couple.ben))

    want(couple.ada, party)
    want(couple.ada, party, wants=False)
    want(couple.ada, party)

    assert (seen(couple.ben, party), version(couple.ben), waiting(couple.ben)) == before
    assert seen(couple.ada, party).i_want and not seen(couple.ada, party).both_want


def test_when_both_are_calm_enough_both_hear_and_are_reminded_once(couple: Couple, party: UUID) -> None:
    say(couple.ada, party)
    say(couple.ben, party)
    want(couple.ada, party)
    assert "repair" not in waiting(couple.ada)

    want(couple.ben, party, now=MORNING + timedelta(hours=1))

    assert seen(couple.ada, party).both_want and seen(couple.ben, party).both_want
    assert waiting(couple.ada)["repair"] == waiting(couple.ben)["repair"] == "2026-11-25T14:00"
    assert "news" in waiting(couple.ada)
    with pytest.raises(errors.Stale):
        want(couple.ada, party, wants=False)

    Reminder.objects.filter(step="repair").update(state="sent", ended_at=MORNING + timedelta(days=3))
    say(couple.ada, party, MIXED, now=MORNING + timedelta(days=4))
    assert Reminder.objects.filter(step="repair", person_id=couple.ada).count() == 1


def test_having_talked_ends_it_for_both(couple: Couple, party: UUID) -> None:
    for one in (couple.ada, couple.ben):
        say(one, party)
    for one in (couple.ada, couple.ben):
        want(one, party)

    check_ins.have_talked(couple.ben, party, "", now=MORNING)
    check_ins.have_talked(couple.ada, party, "", now=MORNING)

    assert seen(couple.ada, party).is_talked_over and seen(couple.ben, party).is_talked_over
    assert "repair" not in waiting(couple.ada) | waiting(couple.ben)
    assert set(CheckIn.objects.values_list("talked_over_at", flat=True)) == {MORNING}


def test_nothing_is_talked_over_before_both_want_to(couple: Couple, party: UUID) -> None:
    for one in (couple.ada, couple.ben):
        say(one, party)
    want(couple.ada, party)

    for one in (couple.ada, couple.ben):
        with pytest.raises(errors.NotFound):
            check_ins.have_talked(one, party, "", now=MORNING)


def test_only_what_is_over_and_in_sight_can_be_looked_back_on(couple: Couple, party: UUID) -> None:
    with pytest.raises(errors.NotOver):
        say(couple.ada, party, now=NOW)
    with pytest.raises(errors.NotFound):
        say(couple.stranger, party)
    with pytest.raises(errors.TooLong):
        say(couple.ada, party, line="x" * 501)
    events.show(couple.ada, party, Visibility.PRIVATE, now=NOW)
    with pytest.raises(errors.NotFound):
        say(couple.ben, party)


def test_what_the_other_hides_takes_their_answer_along(couple: Couple, party: UUID) -> None:
    for one in (couple.ada, couple.ben):
        say(one, party)
        want_both = seen(one, party)
    assert want_both.theirs

    events.show(couple.ada, party, Visibility.PRIVATE, now=MORNING)

    assert seen(couple.ada, party).theirs is None
    with pytest.raises(errors.NotFound):
        seen(couple.ben, party)


def test_after_parting_answers_are_their_writers_alone(couple: Couple, party: UUID) -> None:
    for one in (couple.ada, couple.ben):
        say(one, party)
        assert CheckIn.objects.get(owner_id=one).reveal == "together"

    people.leave(couple.ben, now=MORNING)

    assert set(CheckIn.objects.values_list("reveal", flat=True)) == {"never"}
    assert seen(couple.ada, party).theirs is None


def test_an_answer_goes_with_its_occurrence_when_the_series_is_split(couple: Couple) -> None:
    weekly = event(couple.ada, rrule="FREQ=WEEKLY")
    second = "20261127T190000"
    check_ins.say(couple.ada, weekly, second, felt=GOOD, now=NOW + timedelta(days=30))
    uid = Event.objects.get().uid

    done = events.move(
        couple.ada,
        weekly,
        second,
        datetime(2026, 11, 27, 20),
        scope=events.Scope.ONE,
        now=NOW + timedelta(days=30),
    )

    row = CheckIn.objects.get()
    assert (row.uid, row.recurrence_id) == (uid, done.recurrence_id)
