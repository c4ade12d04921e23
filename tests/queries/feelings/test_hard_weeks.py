from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta

import pytest

from planner.actions.feelings import flags
from planner.core.priorities import WeekLoad
from planner.core.visibility import Visibility
from planner.queries.feelings.hard_weeks import hard_weeks
from tests.factories import EVENING, NOW, Couple, event

Counting = Callable[[int], AbstractContextManager[object]]
MONDAY = date(2026, 11, 2)


def heavy(actor: object, weeks: int = 8) -> list[WeekLoad]:
    return [one for one in hard_weeks(actor, MONDAY, weeks=weeks) if one.mine or one.theirs or one.ours]  # type: ignore[arg-type]


def test_weeks_weigh_what_each_may_see_of_the_others_flags(couple: Couple) -> None:
    kin = event(couple.ada, "Her family", EVENING, rrule="FREQ=WEEKLY;COUNT=3")
    flags.flag(couple.ada, kin, "", level=3, now=NOW)
    gone = event(couple.ada, "Interview", EVENING, visibility=Visibility.PRIVATE)
    flags.flag(couple.ada, gone, "", level=2, share_level=True, now=NOW)
    party = event(couple.ben, "Office party", EVENING)
    flags.flag(couple.ben, party, "", level=1, share_level=True, now=NOW)
    event(couple.ben, "Nothing hard", EVENING)
    first = EVENING.date() - timedelta(days=EVENING.weekday())

    hers, his = heavy(couple.ada), heavy(couple.ben)

    assert hers == [
        WeekLoad(first, mine=5, theirs=1, ours=0),
        WeekLoad(first + timedelta(days=7), mine=3, theirs=0, ours=0),
        WeekLoad(first + timedelta(days=14), mine=3, theirs=0, ours=0),
    ]
    assert his == [WeekLoad(first, mine=1, theirs=0, ours=0)]
    assert heavy(couple.ada, weeks=2) == []


@pytest.mark.parametrize("many", [1, 5])
def test_hard_weeks_take_three_queries(
    couple: Couple, django_assert_num_queries: Counting, many: int
) -> None:
    for number in range(many):
        flags.flag(couple.ada, event(couple.ada, f"{number}", EVENING), "", level=1, now=NOW)

    with django_assert_num_queries(3):
        hard_weeks(couple.ada, MONDAY)
