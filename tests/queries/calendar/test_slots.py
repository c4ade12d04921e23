"""Free slots, as each of two partners is offered them: the other's private events never show in them."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, time, timedelta

import pytest

from planner import errors
from planner.actions.calendar import talks
from planner.core.visibility import Visibility
from planner.models import Event, Person
from planner.queries.calendar import slots
from planner.queries.calendar import talks as talk_queries
from planner.queries.people import who
from planner.queries.views import ElsewhereView
from tests.factories import EVENING, NOW, Couple, bring_in, event, ics, titles, vevent

pytestmark = pytest.mark.django_db
Counting = Callable[[int], AbstractContextManager[object]]
SHARED, BUSY, PRIVATE = Visibility
TUESDAY = datetime(2026, 11, 3, 18)
OFFERED = ["Mon 14:00", "Mon 18:30", "Tue 12:30", "Tue 18:30"]


def offered(viewer: object, count: int = 4) -> list[str]:
    return [f"{one.start_local:%a %H:%M}" for one in slots.slots(viewer, now=NOW, count=count)]  # type: ignore[arg-type]


def test_slots_are_offered_from_now_on(couple: Couple) -> None:
    assert offered(couple.ada) == offered(couple.ben) == OFFERED


@pytest.mark.parametrize("visibility", [SHARED, BUSY])
def test_what_the_other_shows_narrows_the_slots_of_both(couple: Couple, visibility: Visibility) -> None:
    event(couple.ada, start=TUESDAY, hours=2, visibility=visibility)

    assert offered(couple.ada) == offered(couple.ben) == [*OFFERED[:3], "Tue 17:30"]


def test_what_the_other_keeps_never_narrows_the_slots_one_is_offered(couple: Couple) -> None:
    before = slots.slots(couple.ben, now=NOW, count=50)

    event(couple.ada, start=TUESDAY, hours=2, visibility=PRIVATE)
    shift = TUESDAY.replace(hour=6)
    event(couple.ada, "Night shift", shift, hours=14, visibility=PRIVATE, rrule="FREQ=DAILY")

    assert slots.slots(couple.ben, now=NOW, count=50) == before
    assert offered(couple.ada) != offered(couple.ben)


def test_only_who_keeps_an_event_reads_that_they_have_something_then(couple: Couple) -> None:
    party = event(couple.ada)
    clinic = event(couple.ada, "Clinic", TUESDAY, hours=2, visibility=PRIVATE)
    slot = slots.slots(couple.ben, now=NOW)[3]

    talk = talks.suggest(couple.ben, party, "", starts_at=slot.starts_at, now=NOW)

    hers, his = (talk_queries.talk(one, talk, now=NOW) for one in (couple.ada, couple.ben))
    assert [one.event_id for one in hers.clashes] == [clinic]
    assert his.clashes == ()


def test_days_and_what_leaves_one_free_do_not_count(couple: Couple) -> None:
    free = vevent("free@x", "Stand-by", "TRANSP:TRANSPARENT", start="20261103T080000Z")
    bring_in(couple.ada, ics(free, vevent("day@x", "Fair", start="20261103")))
    Event.objects.update(visibility=SHARED)

    assert offered(couple.ben) == OFFERED

    # Of a busy time nobody learns how it was marked.
    Event.objects.update(visibility=BUSY)
    assert offered(couple.ben) == [*OFFERED[:2], "Tue 13:30", "Tue 18:30"]


def test_slots_keep_to_the_quiet_hours_and_zones_of_both(couple: Couple) -> None:
    Person.objects.filter(id=couple.ben).update(tzid="America/New_York", quiet_until=time(9))

    first, second, third = slots.slots(couple.ada, now=NOW, count=3)

    mornings = [one.start_local for one in (first, third)]
    assert mornings == [datetime(2026, 11, day, 15) for day in (2, 3)]
    assert second.start_local == datetime(2026, 11, 2, 18, 30)
    assert third.for_the_other == ElsewhereView(
        "America/New_York", datetime(2026, 11, 3, 9), datetime(2026, 11, 3, 9, 15)
    )


def test_slots_for_an_occurrence_end_before_it(couple: Couple) -> None:
    lunch = event(couple.ada, "Lunch", datetime(2026, 11, 3, 14))

    found = slots.for_occurrence(couple.ben, lunch, "", now=NOW)

    assert [f"{one.start_local:%a %H:%M}" for one in found] == OFFERED[:3]


def test_slots_need_two_and_an_event_that_both_see(couple: Couple) -> None:
    kept = event(couple.ada, visibility=PRIVATE)
    alone = event(couple.stranger)

    with pytest.raises(errors.NeedsPartner):
        slots.slots(couple.stranger, now=NOW)
    with pytest.raises(errors.NeedsPartner):
        slots.for_occurrence(couple.stranger, alone, "", now=NOW)
    with pytest.raises(errors.NotShared):
        slots.for_occurrence(couple.ada, kept, "", now=NOW)
    for viewer in (couple.ben, couple.stranger):
        with pytest.raises(errors.NotFound):
            slots.for_occurrence(viewer, kept, "", now=NOW)


def test_a_time_is_free_until_something_that_both_may_know_of_is_there(couple: Couple) -> None:
    slot = slots.slots(couple.ben, now=NOW)[3]
    ben, ada = who.of(couple.ben), who.of(couple.ada)

    event(couple.ada, "Clinic", TUESDAY, hours=2, visibility=PRIVATE)
    assert (slots.is_free(ben, slot.starts_at), slots.is_free(ada, slot.starts_at)) == (True, False)

    event(couple.ada, "Dinner", TUESDAY, hours=2)
    assert not slots.is_free(ben, slot.starts_at)


@pytest.mark.parametrize("hours", [0, -24, 18 * 24 + 6, 40 * 24])
def test_a_talk_lies_ahead_and_before_the_event(couple: Couple, hours: int) -> None:
    party = event(couple.ada)

    with pytest.raises(errors.Invalid):
        talks.suggest(couple.ada, party, "", starts_at=NOW + timedelta(hours=hours), now=NOW)

    assert titles(couple.ada) == ["Office party"]


@pytest.mark.parametrize("many", [1, 12])
def test_slots_take_three_queries(couple: Couple, django_assert_num_queries: Counting, many: int) -> None:
    for number in range(many):
        event(couple.ada, start=EVENING + timedelta(hours=number))

    with django_assert_num_queries(3):
        slots.slots(couple.ben, now=NOW)
