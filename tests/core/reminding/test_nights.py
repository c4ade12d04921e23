"""How many nights an event takes somebody away, by the clocks on the wall."""

from datetime import datetime

import pytest

from planner.core.reminding import nights


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2027-06-04T19:00", "2027-06-04T23:00", 0),
        ("2027-06-04T19:00", "2027-06-05T04:30", 0),
        ("2027-06-04T19:00", "2027-06-05T09:00", 1),
        ("2027-06-05T02:47", "2027-06-05T06:47", 0),
        ("2027-06-05T04:00", "2027-06-06T20:00", 1),
        ("2027-06-05T00:30", "2027-06-05T04:30", 0),
        ("2027-06-04T19:00", "2027-06-06T16:00", 2),
    ],
)
def test_nights_between_two_times(start: str, end: str, expected: int) -> None:
    found = nights.count(datetime.fromisoformat(start), datetime.fromisoformat(end), is_all_day=False)

    assert found == expected


@pytest.mark.parametrize(("days", "expected"), [(1, 0), (2, 1), (3, 2)])
def test_nights_of_whole_days(days: int, expected: int) -> None:
    start = datetime(2027, 6, 4)

    assert nights.count(start, start.replace(day=4 + days), is_all_day=True) == expected
