"""Every zone there is, as python-dateutil understands our VTIMEZONE."""

from collections.abc import Iterator
from datetime import datetime, timedelta, tzinfo
from io import StringIO
from zoneinfo import ZoneInfo, available_timezones

import pytest
from dateutil.tz import tzical

from planner.core.calendar.zones import zone
from planner.ical.vtimezone import vtimezone

pytestmark = pytest.mark.slow
NAMES = sorted(name for name in available_timezones() if zone(name) and name != "UTC")
BY_DATES = {"Africa/Casablanca", "Africa/El_Aaiun", "Asia/Gaza", "Asia/Hebron"}
"""Their clocks follow Ramadan, which no yearly rule can say."""


def noons(*years: int) -> Iterator[datetime]:
    """Two in each month."""
    return (datetime(year, month, day, 12) for year in years for month in range(1, 13) for day in (3, 28))


def as_written(tzid: str) -> tzinfo:
    found: tzinfo = tzical(StringIO(vtimezone(tzid))).get(tzid)
    return found


def test_every_zone_keeps_its_offsets_in_the_years_to_come() -> None:
    wrong = []
    for name in NAMES:
        written = as_written(name)
        for noon in noons(2027, 2036):
            if noon.replace(tzinfo=written).utcoffset() != noon.replace(tzinfo=ZoneInfo(name)).utcoffset():
                wrong.append((name, noon))

    assert wrong == []


def test_every_zone_has_one_of_each_but_those_that_follow_the_moon() -> None:
    several = {name for name in NAMES if vtimezone(name).count("BEGIN:STANDARD") != 1}

    assert several == BY_DATES
    assert all(vtimezone(name).count("BEGIN:DAYLIGHT") <= 1 for name in set(NAMES) - BY_DATES)


def test_a_change_after_the_last_weekday_may_lie_in_the_next_month() -> None:
    """Cairo: at 24:00 on the last Thursday of October, which in 2030 is the 31st."""
    written = as_written("Africa/Cairo")

    nights = [datetime(2030, 10, 31, 22), datetime(2030, 11, 1, 1)]

    assert [night.replace(tzinfo=written).utcoffset() for night in nights] == [
        timedelta(hours=3),
        timedelta(hours=2),
    ]
