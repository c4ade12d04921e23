"""When "our week" comes: once in each ISO week, at the same hour through every change of the clocks."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.core.calendar import zones
from planner.core.reminding.digest import LASTS, Weekly, days, decide, issues
from planner.core.reminding.reminders import Drop, Hold, Reason, Recipient, Send, Waits
from planner.core.reminding.sending import SentToday

BERLIN = ZoneInfo("Europe/Berlin")
NOTHING = SentToday(0, 0)
ZONES = [
    ZoneInfo(name)
    for name in (
        "Europe/Berlin",
        "America/New_York",
        "Australia/Lord_Howe",
        "Pacific/Chatham",
        "Antarctica/Troll",
    )
]
SUNDAY = datetime(2026, 12, 6, 17, tzinfo=UTC)
"""Six in the evening in Berlin."""


def test_the_next_two_sundays() -> None:
    found = issues(Weekly(), BERLIN, now=datetime(2026, 12, 2, 12, tzinfo=UTC))

    assert [(one.week, one.anchor_local) for one in found] == [
        ("2026-W49", datetime(2026, 12, 6, 18)),
        ("2026-W50", datetime(2026, 12, 13, 18)),
    ]
    assert found[0].due_at == SUNDAY


def test_the_turn_of_the_year_belongs_to_its_week() -> None:
    found = issues(Weekly(5, time(9)), BERLIN, now=datetime(2026, 12, 28, tzinfo=UTC))

    assert [one.week for one in found] == ["2026-W53", "2027-W01"]
    assert found[0].anchor_local == datetime(2027, 1, 1, 9)


@pytest.mark.parametrize(
    ("anchor", "first"),
    [
        (datetime(2026, 12, 6, 18), date(2026, 12, 7)),
        (datetime(2026, 12, 7, 8), date(2026, 12, 7)),
        (datetime(2026, 12, 7, 12), date(2026, 12, 8)),
    ],
)
def test_it_speaks_of_seven_days_and_of_its_own_in_the_morning(anchor: datetime, first: date) -> None:
    assert days(anchor) == (first, first + timedelta(days=7))


@given(
    st.builds(
        Weekly, st.integers(1, 7), st.times().map(lambda at: at.replace(second=0, microsecond=0, fold=0))
    ),
    st.sampled_from(ZONES),
    st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1)),
)
def test_every_week_has_one_at_its_hour_whatever_the_clocks_do(
    weekly: Weekly, zone: ZoneInfo, at: datetime
) -> None:
    now = at.replace(tzinfo=UTC)

    sooner, later = issues(weekly, zone, now=now)

    assert now <= sooner.due_at < now + timedelta(days=7, hours=3)
    assert later.anchor_local - sooner.anchor_local == timedelta(days=7)
    assert sooner.week != later.week
    for one in (sooner, later):
        assert one.anchor_local.isoweekday() == weekly.weekday
        assert zones.instant(one.anchor_local, zone) == one.due_at
    assert issues(weekly, zone, now=sooner.due_at)[0] == sooner
    assert issues(weekly, zone, now=sooner.due_at + timedelta(seconds=1))[0] == later


@pytest.mark.parametrize(
    ("sent", "after", "expected"),
    [
        (NOTHING, timedelta(0), Send()),
        (SentToday(2, 0), timedelta(0), Hold(datetime(2026, 12, 7, 7, tzinfo=UTC), Waits.ENOUGH_TODAY)),
        (NOTHING, timedelta(hours=4), Hold(datetime(2026, 12, 7, 7, tzinfo=UTC), Waits.QUIET_HOURS)),
        (NOTHING, LASTS - timedelta(seconds=1), Send()),
        (NOTHING, LASTS, Drop(Reason.TOO_LATE)),
        (SentToday(2, 0), LASTS - timedelta(seconds=1), Drop(Reason.TOO_LATE)),
    ],
)
def test_it_waits_as_every_message_does_and_not_for_too_long(
    sent: SentToday, after: timedelta, expected: Send | Hold | Drop
) -> None:
    who = Recipient(BERLIN, time(21), time(8))

    assert decide(who, sent, due_at=SUNDAY, now=SUNDAY + after) == expected
