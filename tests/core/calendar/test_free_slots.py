"""Free times: inside the waking hours of both, clear of what is in the calendar, two a day."""

from datetime import UTC, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.core.calendar import free_slots
from planner.core.calendar.free_slots import Busy, Hours

BERLIN, NEW_YORK, KOLKATA = (ZoneInfo(name) for name in ("Europe/Berlin", "America/New_York", "Asia/Kolkata"))
QUARTER = timedelta(minutes=15)
MONDAY = datetime(2026, 11, 2, tzinfo=BERLIN)


def found(*busy: Busy, hours: tuple[Hours, ...] = (Hours(BERLIN), Hours(BERLIN)), days: int = 1) -> list[str]:
    """On Berlin's clocks."""
    starts = free_slots.slots(busy, MONDAY, MONDAY + timedelta(days=days), hours=hours, length=QUARTER)
    return [f"{at.astimezone(BERLIN):%a %H:%M}" for at in starts]


def block(begin: str, end: str) -> Busy:
    return tuple(datetime.combine(MONDAY, time.fromisoformat(at), BERLIN) for at in (begin, end))


def test_an_empty_day_offers_lunch_and_evening() -> None:
    assert found(days=2) == ["Mon 12:30", "Mon 18:30", "Tue 12:30", "Tue 18:30"]


@pytest.mark.parametrize(
    ("busy", "slots"),
    [
        ((block("18:00", "19:00"),), ["Mon 12:30", "Mon 17:30"]),
        ((block("18:45", "18:45"),), ["Mon 12:30", "Mon 18:00"]),
        ((block("08:00", "18:00"),), ["Mon 18:30"]),
        ((block("08:00", "12:00"), block("11:00", "20:15")), ["Mon 20:30"]),
        ((block("07:00", "21:00"),), []),
    ],
)
def test_slots_keep_clear_of_what_there_is(busy: tuple[Busy, ...], slots: list[str]) -> None:
    assert found(*busy) == slots


def test_slots_lie_in_the_waking_hours_of_both() -> None:
    assert found(hours=(Hours(BERLIN), Hours(NEW_YORK))) == ["Mon 14:00", "Mon 18:30"]
    assert found(hours=(Hours(BERLIN), Hours(BERLIN, time(22), time(6)))) == []


def test_waking_hours_may_reach_past_midnight_or_never_end() -> None:
    late = Hours(BERLIN, time(10), time(2))

    held = [late.hold(at, at + QUARTER) for at in (MONDAY.replace(hour=hour) for hour in (1, 2, 9, 10, 23))]

    assert held == [True, False, False, True, True]
    assert Hours(BERLIN, time(8), time(8)).hold(MONDAY, MONDAY + QUARTER)


@settings(max_examples=40)
@given(
    minutes=st.lists(st.tuples(st.integers(0, 3 * 1440), st.integers(0, 600)), max_size=12),
    zone=st.sampled_from([BERLIN, NEW_YORK, KOLKATA]),
    start=st.sampled_from([datetime(2026, 3, 28, 9, tzinfo=UTC), datetime(2026, 10, 24, 9, tzinfo=UTC)]),
)
def test_every_slot_is_free_and_awake_in_both_zones(
    minutes: list[tuple[int, int]], zone: ZoneInfo, start: datetime
) -> None:
    busy = [(start + timedelta(minutes=at), start + timedelta(minutes=at + lasts)) for at, lasts in minutes]
    both = (Hours(BERLIN), Hours(zone))

    slots = list(free_slots.slots(busy, start, start + timedelta(days=3), hours=both, length=QUARTER))

    assert slots == sorted(set(slots))
    for at in slots:
        assert start <= at and at.minute in (0, 30)
        begins, ends = at - free_slots.MARGIN, at + QUARTER + free_slots.MARGIN
        assert all(ends <= begin or end <= begins for begin, end in busy)
        for one in both:
            local = at.astimezone(one.zone)
            assert time(8) <= local.time() and (local + QUARTER).time() <= time(21)


def test_only_what_is_asked_for_is_worked_out() -> None:
    ages = MONDAY + timedelta(days=400_000)

    first = islice(free_slots.slots((), MONDAY, ages, hours=(Hours(BERLIN),), length=QUARTER), 2)

    assert len(list(first)) == 2
