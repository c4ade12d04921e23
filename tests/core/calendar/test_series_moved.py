"""Which occurrence of a series is which, once its source has written it anew."""

import pytest

from planner.core.calendar import series_moved
from planner.core.calendar.events import EventObject
from planner.ical.read import read_text
from tests.factories import ics, vevent

WEEKLY = "RRULE:FREQ=WEEKLY"


def event(start: str, *more: str, tzid: str = "") -> EventObject:
    lines = vevent("choir", "Choir", *more).replace("DTSTART:20261120T180000Z", f"DTSTART{tzid}:{start}")
    return read_text(ics(lines).decode())


BERLIN = ";TZID=Europe/Berlin"


@pytest.mark.parametrize(
    ("before", "after", "key", "now"),
    [
        pytest.param(
            event("20261103T190000", WEEKLY, tzid=BERLIN),
            event("20261103T200000", WEEKLY, tzid=BERLIN),
            "20261117T190000",
            "20261117T200000",
            id="an hour later",
        ),
        pytest.param(
            event("20261103T190000", WEEKLY, tzid=BERLIN),
            event("20261104T190000", WEEKLY, tzid=BERLIN),
            "20261117T190000",
            "20261118T190000",
            id="another weekday",
        ),
        pytest.param(
            event("20261103T190000", WEEKLY, tzid=BERLIN),
            event("20261201T190000", WEEKLY, tzid=BERLIN),
            "20261208T190000",
            "20261208T190000",
            id="what is over was dropped",
        ),
        pytest.param(
            event("20261103T190000", WEEKLY, tzid=BERLIN),
            event("20261203T180000", WEEKLY, tzid=BERLIN),
            "20261208T190000",
            "20261210T180000",
            id="dropped and another weekday",
        ),
        pytest.param(
            event("20261103T190000", WEEKLY, tzid=BERLIN),
            event("20261103T180000Z", WEEKLY),
            "20261117T190000",
            "20261117T180000Z",
            id="written in UTC",
        ),
        pytest.param(
            event("20261103T190000", WEEKLY, tzid=BERLIN),
            event("20261103", WEEKLY, tzid=";VALUE=DATE"),
            "20261117T190000",
            "20261117",
            id="all day",
        ),
        pytest.param(
            event("20261103T190000", WEEKLY, tzid=BERLIN),
            event("20261103T190000", WEEKLY, "EXDATE;TZID=Europe/Berlin:20261117T190000", tzid=BERLIN),
            "20261117T190000",
            "20261117T190000",
            id="left out",
        ),
        pytest.param(
            event("20261103T190000", WEEKLY, tzid=BERLIN),
            event("20261105T190000", WEEKLY, tzid=BERLIN),
            "",
            "",
            id="the series as a whole",
        ),
        pytest.param(
            event("20261103T190000", tzid=BERLIN), event("20261110T190000", tzid=BERLIN), "", "", id="once"
        ),
        pytest.param(
            event("20261103T190000", tzid=BERLIN),
            event("20261103T190000", WEEKLY, tzid=BERLIN),
            "",
            "20261103T190000",
            id="repeats from now on",
        ),
        pytest.param(
            event("20261103T190000", WEEKLY, tzid=BERLIN),
            event("20261117T190000", tzid=BERLIN),
            "20261117T190000",
            "",
            id="one is left",
        ),
        pytest.param(
            event("20261103T190000", WEEKLY, tzid=BERLIN),
            event("20261126T190000", tzid=BERLIN),
            "20261117T190000",
            "20261117T190000",
            id="another one is left",
        ),
    ],
)
def test_an_occurrence_is_found_again(before: EventObject, after: EventObject, key: str, now: str) -> None:
    assert series_moved.name_now(before, after, key) == now
