"""What was made before two people joined stays with its owner until they release it."""

from datetime import timedelta

import pytest

from planner import errors
from planner.actions.calendar import events, undo
from planner.actions.exchange import subscriptions
from planner.actions.feelings import flags
from planner.actions.people import people
from planner.core.visibility import Visibility
from planner.queries.calendar import calendars
from tests.factories import NOW, bring_in, event, ics, join, person, titles, version, vevent, window
from tests.privacy import files

pytestmark = pytest.mark.django_db


def test_joining_shows_no_block_of_time_from_before_until_it_is_released() -> None:
    ada, ben = person("Ada"), person("Ben")
    dentist = event(ada, "Dentist", visibility=Visibility.BUSY)
    bring_in(ada, ics(vevent("party@work", "Office party")))

    join(ada, ben, now=NOW + timedelta(hours=1))

    assert titles(ben) == []
    assert {one.title for one in calendars.held_back(ada, now=NOW)} == {"Dentist", "Office party"}
    people.release(ada, [dentist], now=NOW)
    assert titles(ben) == ["Dentist"]
    assert [one.title for one in calendars.held_back(ada, now=NOW)] == ["Office party"]


def test_what_was_private_before_is_not_offered_to_be_released() -> None:
    ada, ben = person("Ada"), person("Ben")
    event(ada, "Dentist", visibility=Visibility.PRIVATE)
    party = event(ada, "Office party")

    join(ada, ben)

    assert [one.title for one in calendars.held_back(ada, now=NOW)] == ["Office party"]
    events.show(ada, party, Visibility.SHARED, now=NOW)
    events.show(ada, party, Visibility.PRIVATE, now=NOW)
    assert calendars.held_back(ada, now=NOW) == ()


def test_many_are_released_in_one_deed(django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    ada, ben = person("Ada"), person("Ben")
    before = [event(ada, f"Evening {number}", now=NOW) for number in range(30)]
    flagged = before[3]
    flags.flag(ada, flagged, "", level=3, share_level=True, now=NOW)
    join(ada, ben)
    seen = version(ben)

    with django_assert_max_num_queries(40):
        people.release(ada, before, now=NOW)

    assert len(titles(ben)) == 30
    assert version(ben) == seen + 1


def test_what_was_deleted_before_is_not_brought_back_before_the_new_partner() -> None:
    ada, ben = person("Ada"), person("Ben")
    made = event(ada, "Before Ben")
    done = events.delete(ada, made, now=NOW)
    join(ada, ben)

    with pytest.raises(errors.NotFound):
        undo.undo(ada, done.undo_id, now=NOW)
    assert titles(ben) == []


def test_an_outside_calendar_that_was_shared_is_busy_before_the_new_partner() -> None:
    ada, ben, cid = person("Ada"), person("Ben"), person("Cid")
    join(ada, ben)
    made = subscriptions.subscribe(ada, address="https://calendars.example/work", now=NOW)
    party, choir = vevent("party", "Party"), vevent("choir", "Choir", start="20261121T180000Z")
    files.refresh(made, ics(party), now=NOW)
    subscriptions.show(ada, made, Visibility.SHARED, now=NOW)
    people.leave(ada, now=NOW)
    join(ada, cid)

    files.refresh(made, ics(party, choir), now=NOW + timedelta(days=1))

    assert [(one.title, one.start_local.day) for one in window(cid)] == [("", 21)]
