"""Many texts in one parameter."""

import pytest

from planner.models import Event
from planner.queries.engine import among
from planner.queries.engine.among import Among
from tests.factories import Couple, event

WEIRD = ("it's", 'a "quoted" one', "über", "[]", "%s")


@pytest.mark.parametrize("asked", [(), WEIRD[:1], (*WEIRD, *map(str, range(5_000)))])
def test_among_finds_these_and_no_others(couple: Couple, asked: tuple[str, ...]) -> None:
    for uid in (*WEIRD, "another"):
        Event.objects.filter(id=event(couple.ada)).update(uid=uid)

    found = Event.objects.filter(Among("uid", among.packed(asked))).values_list("uid", flat=True)

    assert set(found) == {*asked} & {*WEIRD}
