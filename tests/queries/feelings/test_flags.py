"""Flags as each of two partners reads them, in a fixed number of queries."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest

from planner import errors
from planner.actions.feelings import flags as deeds
from planner.actions.feelings.flags import ReasonForm
from planner.queries.feelings import flags
from tests.factories import EVENING, NOW, Couple, event

pytestmark = pytest.mark.django_db
Counting = Callable[[int], AbstractContextManager[object]]
SHARED_REASON = ReasonForm("noise", "the band", share=True)


def flagged(couple: Couple, many: int) -> None:
    for number in range(many):
        party = event(couple.ben, f"Party {number}", EVENING + timedelta(days=number))
        deeds.flag(couple.ada, party, "", level=2, reasons=[SHARED_REASON], note="mine", now=NOW)


@pytest.mark.parametrize("many", [1, 12])
def test_flags_take_four_queries(couple: Couple, django_assert_num_queries: Counting, many: int) -> None:
    flagged(couple, many)

    with django_assert_num_queries(4):
        mine = flags.mine(couple.ada)
    with django_assert_num_queries(4):
        seen = flags.visible(couple.ben)

    assert {one.title for one in mine} == {one.title for one in seen} == {f"Party {n}" for n in range(many)}
    assert {(one.level, one.note, len(one.reasons)) for one in seen} == {(None, "", 1)}
    assert {(one.level, one.note, len(one.reasons)) for one in mine} == {(2, "mine", 1)}


def test_the_order_of_shared_flags_tells_nothing_of_private_edits(couple: Couple) -> None:
    flagged(couple, 3)
    before = flags.visible(couple.ben)

    for number, one in enumerate(reversed(before)):
        later = NOW + timedelta(minutes=number)
        deeds.flag(couple.ada, one.event_id, "", level=3, reasons=[SHARED_REASON], note="x", now=later)

    assert flags.visible(couple.ben) == before


def test_flags_and_feelings_are_not_a_strangers(couple: Couple) -> None:
    flagged(couple, 1)
    (seen,) = flags.visible(couple.ben)

    assert flags.visible(couple.stranger) == flags.mine(couple.stranger) == ()
    with pytest.raises(errors.NotFound):
        flags.flag(couple.stranger, seen.id)
    with pytest.raises(errors.NotFound):
        flags.feelings(couple.stranger, seen.event_id, "")


def test_one_flag_reads_as_in_the_list(couple: Couple) -> None:
    flagged(couple, 2)

    for viewer in (couple.ada, couple.ben):
        for one in flags.visible(viewer):
            assert flags.flag(viewer, one.id) == one
