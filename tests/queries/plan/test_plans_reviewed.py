"""`done` becomes `reviewed` when both have told each other how it was; what one keeps back tells nothing."""

from datetime import timedelta
from uuid import UUID

import pytest

from planner.actions.afterwards import check_ins
from planner.actions.calendar import events
from planner.actions.people import people
from planner.core.check_ins import Felt, Reveal
from planner.core.plan.support_plan import State
from planner.core.visibility import Visibility
from planner.models import Event
from planner.queries.plan import plans
from tests.plan_factories import ENDS_AT, agreed, couple, evening

pytestmark = pytest.mark.django_db
AFTER = ENDS_AT + timedelta(hours=12)


@pytest.fixture
def two() -> tuple[UUID, ...]:
    return couple("ada", "ben")


@pytest.fixture
def event(two: tuple[UUID, ...]) -> Event:
    event = evening(two[0])
    agreed(*two, event)
    return event


def say(who: UUID, event: Event, felt: Felt = Felt.GOOD, reveal: Reveal = Reveal.TOGETHER) -> None:
    check_ins.say(who, event.id, "", felt=felt, reveal=reveal, now=AFTER)


def states(two: tuple[UUID, ...]) -> set[State]:
    return {plans.all(one, now=AFTER)[0].state for one in two}


def test_a_plan_is_done_until_both_have_spoken(two: tuple[UUID, ...], event: Event) -> None:
    ada, ben = two
    assert states(two) == {State.DONE}

    say(ada, event)
    assert states(two) == {State.DONE}

    say(ben, event)
    assert states(two) == {State.REVIEWED}


def test_before_it_is_over_nothing_is_reviewed(two: tuple[UUID, ...], event: Event) -> None:
    for one in two:
        say(one, event)

    assert plans.all(two[0], now=ENDS_AT - timedelta(seconds=1))[0].state is State.AGREED


@pytest.mark.parametrize("kept", [None, Reveal.NEVER])
def test_what_is_kept_back_looks_like_no_answer(
    two: tuple[UUID, ...], event: Event, kept: Reveal | None
) -> None:
    ada, ben = two
    say(ada, event, reveal=Reveal.NOW)
    if kept:
        say(ben, event, reveal=kept)

    assert states(two) == {State.DONE}


def test_what_both_want_to_talk_over_is_open_until_they_have(two: tuple[UUID, ...], event: Event) -> None:
    ada, ben = two
    say(ada, event, Felt.HARD)
    say(ben, event)
    assert states(two) == {State.REVIEWED}

    for one in two:
        check_ins.want_to_talk(one, event.id, "", now=AFTER)
    assert states(two) == {State.DONE}

    check_ins.have_talked(ada, event.id, "", now=AFTER)
    assert states(two) == {State.REVIEWED}


def test_one_who_is_ready_to_talk_is_no_sign_to_the_other(two: tuple[UUID, ...], event: Event) -> None:
    ada, ben = two
    say(ada, event, Felt.HARD)
    say(ben, event)

    check_ins.want_to_talk(ada, event.id, "", now=AFTER)

    assert states(two) == {State.REVIEWED}


def test_hiding_the_event_takes_back_what_was_told(two: tuple[UUID, ...], event: Event) -> None:
    for one in two:
        say(one, event)

    events.show(two[0], event.id, Visibility.PRIVATE, now=AFTER)

    assert states(two) == {State.DONE}


def test_a_plan_of_two_who_parted_is_done(two: tuple[UUID, ...], event: Event) -> None:
    for one in two:
        say(one, event)

    people.leave(two[0], now=AFTER)

    assert states(two) == {State.DONE}
