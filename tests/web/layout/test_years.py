from datetime import date, timedelta

from backend.web.layout import years
from planner.core.priorities import WeekLoad

MONDAY = date(2026, 11, 23)


def test_weeks_lie_in_the_month_of_their_thursday() -> None:
    loads = [WeekLoad(MONDAY + timedelta(weeks=n), 0, 0, 0) for n in range(6)]

    found = years.months(loads, today=date(2026, 12, 3))

    assert [(month.first, len(month.weeks)) for month in found] == [
        (date(2026, 11, 1), 1),
        (date(2026, 12, 1), 5),
    ]
    assert [week.is_now for month in found for week in month.weeks] == [
        False,
        True,
        False,
        False,
        False,
        False,
    ]


def test_blocks_say_whose_world_and_no_more_than_fit() -> None:
    assert years.blocks(WeekLoad(MONDAY, 1, 2, 1)) == [
        "world-ours",
        "world-theirs",
        "world-theirs",
        "world-mine",
    ]

    full = years.blocks(WeekLoad(MONDAY, 20, 1, 1))

    assert len(full) == years.MOST_BLOCKS and set(full) == {"world-ours", "world-theirs", "world-mine"}
