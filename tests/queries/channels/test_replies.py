"""What a person has muted, as they read it themselves."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from uuid import UUID

import pytest

from planner.actions.calendar import events
from planner.actions.channels import replies
from planner.core.visibility import Visibility
from planner.queries.reminders import reminder_choices
from planner.queries.views import MutedView
from tests.factories import NOW, Couple, event

Counting = Callable[[int], AbstractContextManager[object]]


def choices(actor: UUID) -> tuple[MutedView, ...]:
    return reminder_choices.of(actor, now=NOW).muted


@pytest.mark.parametrize("many", [1, 9])
def test_what_is_muted_costs_three_queries_however_much_it_is(
    couple: Couple, django_assert_num_queries: Counting, many: int
) -> None:
    for n in range(many):
        replies.mute_event(couple.ada, event(couple.ada, f"Evening {n}"), "", now=NOW)

    with django_assert_num_queries(3):
        found = choices(couple.ada)

    assert [one.title for one in found] == [f"Evening {n}" for n in reversed(range(many))]


def test_what_is_out_of_sight_is_not_listed(couple: Couple) -> None:
    party = event(couple.ada)
    replies.mute_event(couple.ben, party, "", now=NOW)
    assert [one.event_id for one in choices(couple.ben)] == [party]

    events.show(couple.ada, party, Visibility.PRIVATE, now=NOW)

    assert choices(couple.ben) == choices(couple.ada) == ()
