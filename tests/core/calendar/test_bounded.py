"""Rules without end and rules that never match: what a question costs, counted in steps."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from planner.core.calendar.allowance import STEPS, Allowance
from planner.core.calendar.events import Component, EventObject, When, event_object
from planner.core.calendar.recurrence import bounds, find, occurrences

BERLIN = ZoneInfo("Europe/Berlin")
DAY = (datetime(2199, 6, 1, tzinfo=UTC), datetime(2199, 6, 2, tzinfo=UTC))
FIRST = datetime(1970, 1, 1, 12)
HOURS, SIXTY = ",".join(map(str, range(24))), ",".join(map(str, range(60)))
ALL_TIMES = f"BYHOUR={HOURS};BYMINUTE={SIXTY};BYSECOND={SIXTY}"


def _event(rule: str, start: datetime = FIRST) -> EventObject:
    return EventObject("x", (Component("x", When(start, "Europe/Berlin"), rrules=(rule,)),))


def _steps(rule: str, limit: int) -> tuple[int, int]:
    """How many occurrences of two centuries after the start were found, and in how many steps."""
    allowance = Allowance()
    found = occurrences(_event(rule), *DAY, home=BERLIN, limit=limit, allowance=allowance)
    return len(found), STEPS - allowance.left


@pytest.mark.parametrize(
    ("rule", "number"),
    [
        ("FREQ=SECONDLY", 60),
        ("FREQ=SECONDLY;INTERVAL=7", 60),
        ("FREQ=MINUTELY", 60),
        ("FREQ=MINUTELY;INTERVAL=15;BYHOUR=9,17", 8),
        ("FREQ=HOURLY;BYMINUTE=0,30", 48),
        ("FREQ=SECONDLY;COUNT=1000000000000", 0),  # more than a rule may have
        ("FREQ=MINUTELY;COUNT=1000000000", 60),
        ("FREQ=DAILY;COUNT=1000000000", 1),
        (f"FREQ=DAILY;{ALL_TIMES}", 60),
        (f"FREQ=YEARLY;{ALL_TIMES}", 0),
        (f"FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=1;{ALL_TIMES}", 60),
        (f"FREQ=MONTHLY;BYMONTHDAY=1;{ALL_TIMES};BYSETPOS=-1", 1),
        ("FREQ=DAILY", 1),
        ("FREQ=WEEKLY;BYDAY=SA", 1),
        ("FREQ=MONTHLY;BYDAY=1SA", 1),
        ("FREQ=YEARLY;BYDAY=SA;BYMONTH=6", 1),
        ("FREQ=MONTHLY;BYDAY=2SU", 0),
    ],
)
def test_window_far_from_the_start_is_reached_in_a_few_steps(rule: str, number: int) -> None:
    found, steps = _steps(rule, limit=60)

    assert found == number
    assert steps < 1_000


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=1000000000",
        "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=SECONDLY;INTERVAL=60;BYSECOND=59",
        "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=6",
        "FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6",
        "FREQ=HOURLY;INTERVAL=24;BYHOUR=1;COUNT=5",
        f"FREQ=SECONDLY;{ALL_TIMES};BYSETPOS=2",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;BYHOUR=9,10;COUNT=1000000000",
    ],
)
def test_rule_that_never_gets_there_ends_with_its_allowance(rule: str) -> None:
    found, steps = _steps(rule, limit=1)

    assert (found, find(_event(rule), "21990601T120000", home=BERLIN)) == (0, None)
    assert steps <= STEPS + 1


def _took(make: Callable[[int], EventObject], size: int) -> float:
    item, runs = make(size), []
    for _ in range(3):
        begun = time.process_time()
        occurrences(item, datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC), home=BERLIN)
        bounds(item)
        runs.append(time.process_time() - begun)
    return min(runs)


def _days(size: int) -> list[When]:
    return [
        When(datetime(2020, 1, 1, 9) + timedelta(hours=number), "Europe/Berlin") for number in range(size)
    ]


def _excluded(size: int) -> EventObject:
    start = When(datetime(2020, 1, 1, 9), "Europe/Berlin")
    return EventObject("x", (Component("x", start, rrules=("FREQ=DAILY",), exdates=tuple(_days(size))),))


def _added(size: int) -> EventObject:
    start = When(datetime(2020, 1, 1, 9), "Europe/Berlin")
    return EventObject("x", (Component("x", start, rdates=tuple(_days(size))),))


def _overridden(size: int, this_and_future: bool = False) -> EventObject:
    start = When(datetime(2020, 1, 1, 9), "Europe/Berlin")
    changed = [
        Component("x", when, recurrence_id=when, this_and_future=this_and_future) for when in _days(size)
    ]
    return event_object("x", [Component("x", start, rrules=("FREQ=HOURLY",)), *changed])


def _followed(size: int) -> EventObject:
    return _overridden(size, this_and_future=True)


def _many_masters(size: int) -> EventObject:
    half = [Component("x", when) for when in _days(size // 2)]
    changed = [Component("x", when, recurrence_id=when) for when in _days(size // 2)]
    return event_object("x", [*half, *changed])


@pytest.mark.parametrize("make", [_excluded, _added, _overridden, _followed, _many_masters])
def test_ten_times_the_dates_take_about_ten_times_as_long(make: Callable[[int], EventObject]) -> None:
    small, large = _took(make, 200), _took(make, 2_000)

    assert large < 30 * small + 0.05
