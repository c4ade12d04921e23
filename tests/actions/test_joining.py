"""What was made before two people joined stays with its owner until they release it."""

from datetime import timedelta

import pytest

from planner.actions import people
from planner.core.visibility import Visibility
from planner.queries import calendar
from tests.factories import NOW, bring_in, event, ics, join, person, titles, vevent

pytestmark = pytest.mark.django_db


def test_joining_shows_no_block_of_time_from_before_until_it_is_released() -> None:
    ada, ben = person("Ada"), person("Ben")
    dentist = event(ada, "Dentist", visibility=Visibility.BUSY)
    bring_in(ada, ics(vevent("party@work", "Office party")))

    join(ada, ben, now=NOW + timedelta(hours=1))

    assert titles(ben) == []
    assert {one.title for one in calendar.held_back(ada, now=NOW)} == {"Dentist", "Office party"}
    people.release(ada, [dentist], now=NOW)
    assert titles(ben) == ["Dentist"]
