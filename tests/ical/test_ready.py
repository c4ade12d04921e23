"""Times as feeds write them: in the value type and on the clock of their series, whoever wrote them how."""

from datetime import UTC, datetime

import pytest

from planner.core.calendar.events import unfolded
from planner.ical import ready
from planner.ical.read import read
from tests.data.make import calendar, event

NOW = datetime(2026, 1, 1, tzinfo=UTC)
RULE = "RRULE:FREQ=DAILY;COUNT=5"
BERLIN = (
    "DTSTART;TZID=Europe/Berlin:20260601T190000",
    "DTEND;TZID=Europe/Berlin:20260601T200000",
    RULE,
)
DAYS = ("DTSTART;VALUE=DATE:20260601", "DTEND;VALUE=DATE:20260602", RULE)
FLOATING = ("DTSTART:20260601T190000", "DTEND:20260601T200000", RULE)
WHEN = ("DTSTART", "DTEND", "DURATION", "EXDATE", "RECURRENCE-ID")


def _written(*events: str) -> list[str]:
    (one,) = read(calendar(*events).encode()).objects
    lines = unfolded(ready.own(one.text, one.event, created_at=NOW))
    return [line for line in lines if line.startswith(WHEN)]


@pytest.mark.parametrize(
    ("lines", "written"),
    [
        (DAYS, ["DTSTART;VALUE=DATE:20260601", "DTEND;VALUE=DATE:20260602"]),
        (
            ("DTSTART;VALUE=DATE:20260601", "DTEND:20260603T120000"),
            ["DTSTART;VALUE=DATE:20260601", "DTEND;VALUE=DATE:20260603"],
        ),
        (FLOATING, ["DTSTART:20260601T190000", "DTEND:20260601T200000"]),
        (
            (*BERLIN, "EXDATE:20260602T170000Z", "EXDATE;VALUE=DATE:20260603"),
            [
                "DTSTART;TZID=Europe/Berlin:20260601T190000",
                "DTEND;TZID=Europe/Berlin:20260601T200000",
                "EXDATE;TZID=Europe/Berlin:20260602T190000",
                "EXDATE;TZID=Europe/Berlin:20260603T190000",
            ],
        ),
        (
            (*DAYS, "EXDATE:20260602T000000"),
            ["DTSTART;VALUE=DATE:20260601", "DTEND;VALUE=DATE:20260602", "EXDATE;VALUE=DATE:20260602"],
        ),
        (
            (*FLOATING, "EXDATE;VALUE=DATE:20260602"),
            ["DTSTART:20260601T190000", "DTEND:20260601T200000", "EXDATE:20260602T190000"],
        ),
    ],
)
def test_times_are_written_on_the_clock_of_their_series(lines: tuple[str, ...], written: list[str]) -> None:
    assert _written(event(*lines)) == written


@pytest.mark.parametrize(
    ("named", "written"),
    [
        ("RECURRENCE-ID:20260602T170000Z", "RECURRENCE-ID;TZID=Europe/Berlin:20260602T190000"),
        ("RECURRENCE-ID;TZID=Asia/Tokyo:20260603T020000", "RECURRENCE-ID;TZID=Europe/Berlin:20260602T190000"),
        ("RECURRENCE-ID;VALUE=DATE:20260602", "RECURRENCE-ID;TZID=Europe/Berlin:20260602T190000"),
    ],
)
def test_an_override_is_named_on_the_clock_of_its_series(named: str, written: str) -> None:
    moved = event(named, "DTSTART:20260602T200000Z", "DURATION:PT1H")

    assert written in _written(event(*BERLIN), moved)
