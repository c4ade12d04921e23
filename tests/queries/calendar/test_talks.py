"""The talks of two as one of them reads them: many cost what one does, and each has its own clashes."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from planner.actions.calendar import talks as deeds
from planner.core.visibility import Visibility
from planner.queries.calendar import talks
from tests.factories import EVENING, NOW, TZID, Couple, event

Counting = Callable[[int], AbstractContextManager[object]]
DAY = timedelta(days=1)


@pytest.mark.parametrize("many", [1, 8])
def test_the_list_costs_four_queries_however_long_it_is(
    couple: Couple, django_assert_num_queries: Counting, many: int
) -> None:
    for n in range(many):
        made = event(couple.ada, f"Evening {n}", EVENING + n * DAY)
        deeds.suggest(couple.ada, made, "", starts_at=NOW + (n + 1) * DAY, now=NOW)

    with django_assert_num_queries(4):
        found = talks.all(couple.ben, now=NOW)

    assert [one.about.title for one in found if one.about] == [f"Evening {n}" for n in reversed(range(many))]


def test_each_has_what_its_viewer_has_then(couple: Couple) -> None:
    for n, at in enumerate((NOW + DAY, NOW + 2 * DAY)):
        made = event(couple.ada, f"Evening {n}", EVENING + n * DAY)
        deeds.suggest(couple.ada, made, "", starts_at=at, now=NOW)
    start = (NOW + 2 * DAY).astimezone(ZoneInfo(TZID)).replace(tzinfo=None)
    event(couple.ben, "Clinic", start, visibility=Visibility.PRIVATE)

    later, sooner = talks.all(couple.ben, now=NOW)

    assert [one.title for one in later.clashes] == ["Clinic"] and sooner.clashes == ()
    assert not any(one.clashes for one in talks.all(couple.ada, now=NOW))
