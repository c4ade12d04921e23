from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.core.calendar import zones
from planner.core.reminding.quiet_hours import window
from tests.core.reminding.evenings import BERLIN, ODD_ZONES, QUIET, local, recipient


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN).astimezone(UTC)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-12-12 20:59", None),
        ("2026-12-12 21:00", ("2026-12-12 21:00", "2026-12-13 08:00")),
        ("2026-12-12 23:59", ("2026-12-12 21:00", "2026-12-13 08:00")),
        ("2026-12-13 00:00", ("2026-12-12 21:00", "2026-12-13 08:00")),
        ("2026-12-13 07:59", ("2026-12-12 21:00", "2026-12-13 08:00")),
        ("2026-12-13 08:00", None),
    ],
)
def test_a_night_is_quiet_from_its_start_to_before_its_end(
    moment: str, expected: tuple[str, str] | None
) -> None:
    found = window(recipient(**QUIET), at(moment))

    assert (found and (local(found.starts_at), local(found.ends_at))) == expected


@pytest.mark.parametrize(("moment", "is_quiet"), [("12:59", False), ("13:00", True), ("15:00", False)])
def test_quiet_hours_may_lie_within_a_day(moment: str, is_quiet: bool) -> None:
    who = recipient(quiet_from=time(13), quiet_until=time(15))

    assert (window(who, at(f"2026-12-12 {moment}")) is not None) is is_quiet


@pytest.mark.parametrize("bounds", [(None, None), (time(21), None), (None, time(8)), (time(8), time(8))])
def test_without_two_different_bounds_nothing_is_quiet(bounds: tuple[time | None, time | None]) -> None:
    who = recipient(quiet_from=bounds[0], quiet_until=bounds[1])

    assert window(who, at("2026-12-12 03:00")) is None


def test_quiet_hours_that_the_clocks_skip_come_after_the_skip() -> None:
    who = recipient(quiet_from=time(2, 15), quiet_until=time(2, 45))
    quarters = [datetime(2026, 3, 29, 0, 45, tzinfo=UTC) + timedelta(minutes=15 * n) for n in range(6)]

    quiet = [local(moment) for moment in quarters if window(who, moment)]

    assert quiet == ["2026-03-29 03:15", "2026-03-29 03:30"]


def test_quiet_hours_that_the_clocks_repeat_end_once() -> None:
    who = recipient(quiet_from=time(21), quiet_until=time(2, 30))
    first = datetime(2026, 10, 25, 0, 29, tzinfo=UTC)

    assert window(who, first) is not None
    assert window(who, first + timedelta(minutes=1)) is None
    assert window(who, first + timedelta(hours=1)) is None


@pytest.mark.parametrize("zone", ODD_ZONES, ids=str)
@given(
    moment=st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC)),
    begins=st.times(),
    ends=st.times(),
)
def test_the_end_of_a_quiet_time_is_ahead_and_not_quiet(
    zone: ZoneInfo, moment: datetime, begins: time, ends: time
) -> None:
    who = recipient(zone, quiet_from=begins, quiet_until=ends)

    found = window(who, moment)

    if found is None:
        return
    assert found.starts_at <= moment < found.ends_at <= moment + timedelta(hours=26)
    again = window(who, found.ends_at)
    assert again is None or again.starts_at > moment


@pytest.mark.parametrize("zone", ODD_ZONES, ids=str)
@given(moment=st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC)))
def test_the_default_night_is_quiet_by_the_wall_clock(zone: ZoneInfo, moment: datetime) -> None:
    hour = zones.wall_clock(moment, zone).hour

    assert (window(recipient(zone, **QUIET), moment) is not None) == (hour >= 21 or hour < 8)
