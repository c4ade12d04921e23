"""Events on the days when clocks jump, and in zones that changed their law: what others get wrong."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from planner.core.calendar.events import EventObject
from planner.core.calendar.recurrence import bounds, find, occurrences
from planner.ical.read import read_text
from tests.data.make import calendar, event, read_event

BERLIN = ZoneInfo("Europe/Berlin")
ANY_TIME = (datetime(2000, 1, 1, tzinfo=UTC), datetime(2040, 1, 1, tzinfo=UTC))


def _utc(item: EventObject, home: ZoneInfo = BERLIN) -> str:
    """Starts in UTC as `0329T0130`, or `0329T0130+30` with the minutes it lasts if they are not an hour."""
    found = occurrences(item, *ANY_TIME, home=home, limit=500)
    lasts = [int((one.ends_at - one.starts_at).total_seconds() // 60) for one in found]
    pairs = zip(found, lasts, strict=True)
    return " ".join(f"{one.starts_at:%m%dT%H%M}" + (f"+{m}" if m != 60 else "") for one, m in pairs)


def _in(tzid: str, wall: str, *lines: str) -> EventObject:
    return read_event(f"DTSTART;TZID={tzid}:{wall}", *(lines or ("DURATION:PT1H",)))


def _series(tzid: str, wall: str, rule: str, *lines: str) -> EventObject:
    return _in(tzid, wall, "DURATION:PT1H", f"RRULE:{rule}", *lines)


@pytest.mark.parametrize(
    ("tzid", "wall", "rule", "utc"),
    [
        ("Europe/Berlin", "20260322T100000", "FREQ=WEEKLY;COUNT=2", "0322T0900 0329T0800"),
        ("Europe/Dublin", "20261018T100000", "FREQ=WEEKLY;COUNT=2", "1018T0900 1025T1000"),
        ("Australia/Lord_Howe", "20260329T100000", "FREQ=WEEKLY;COUNT=2", "0328T2300 0404T2330"),
        ("Pacific/Chatham", "20260329T100000", "FREQ=WEEKLY;COUNT=2", "0328T2015 0404T2115"),
        ("Antarctica/Troll", "20260322T100000", "FREQ=WEEKLY;COUNT=2", "0322T1000 0329T0800"),
        # Turkey kept its summer time in 2016, Jordan in 2022; Mexico gave it up in 2022.
        ("Europe/Istanbul", "20150115T100000", "FREQ=YEARLY;COUNT=3", "0115T0800 0115T0800 0115T0700"),
        ("Asia/Amman", "20220115T100000", "FREQ=YEARLY;COUNT=2", "0115T0800 0115T0700"),
        ("America/Mexico_City", "20220715T100000", "FREQ=YEARLY;COUNT=2", "0715T1500 0715T1600"),
        # Morocco puts its clocks back for Ramadan alone.
        ("Africa/Casablanca", "20260208T200000", "FREQ=WEEKLY;COUNT=2", "0208T1900 0215T2000"),
        ("Africa/Casablanca", "20260315T200000", "FREQ=WEEKLY;COUNT=2", "0315T2000 0322T1900"),
    ],
)
def test_ten_stays_ten_whatever_the_law(tzid: str, wall: str, rule: str, utc: str) -> None:
    assert _utc(_series(tzid, wall, rule)) == utc


def test_day_that_samoa_left_out_falls_on_the_next() -> None:
    item = _series("Pacific/Apia", "20111229T100000", "FREQ=DAILY;COUNT=4")

    found = occurrences(item, *ANY_TIME, home=BERLIN)

    assert _utc(item) == "1229T2000 1230T2000 1230T2000 1231T2000"
    assert [one.recurrence_id[6:8] for one in found] == ["29", "30", "31", "01"]


def test_window_sees_the_day_that_samoa_left_out() -> None:
    item = _series("Pacific/Apia", "20111230T100000", "FREQ=DAILY;COUNT=1")
    at = datetime(2011, 12, 30, 20, tzinfo=UTC)

    assert len(occurrences(item, at, at.replace(minute=1), home=BERLIN)) == 1
    assert occurrences(item, at.replace(minute=1), ANY_TIME[1], home=BERLIN) == []


@pytest.mark.parametrize(
    ("wall", "length", "utc"),
    [
        ("20260329T014500", "DURATION:PT30M", "0329T0045+30"),  # ends behind the gap
        ("20260329T023000", "DURATION:PT30M", "0329T0130+30"),  # others: an end before its start
        ("20260329T023000", "DTEND;TZID=Europe/Berlin:20260329T030000", "0329T0130+30"),
        ("20260329T023000", "DTEND;TZID=Europe/Berlin:20260329T060000", "0329T0130+150"),
        ("20260329T013000", "DTEND;TZID=Europe/Berlin:20260329T023000", "0329T0030"),
        ("20261025T024500", "DURATION:PT30M", "1025T0045+30"),  # others: 90 minutes
        ("20261025T014500", "DURATION:PT3H", "1024T2345+180"),
        ("20261025T013000", "DTEND;TZID=Europe/Berlin:20261025T033000", "1024T2330+180"),
        ("20261025T024500", "DTEND:20261025T011500Z", "1025T0045+30"),
    ],
)
def test_end_is_start_in_utc_and_length(wall: str, length: str, utc: str) -> None:
    assert _utc(_in("Europe/Berlin", wall, length)) == utc


def test_series_that_begins_in_the_gap_keeps_its_length() -> None:
    item = _in(
        "Europe/Berlin",
        "20260329T023000",
        "DTEND;TZID=Europe/Berlin:20260329T030000",
        "RRULE:FREQ=DAILY;COUNT=2",
    )

    assert _utc(item) == "0329T0130+30 0330T0030+30"


@pytest.mark.parametrize(
    ("start", "end", "rule", "utc"),
    [
        ("20260328T230000", "20260329T010000", "FREQ=DAILY;COUNT=2", "0328T2200+120 0329T2100+120"),
        ("20261024T230000", "20261025T040000", "FREQ=WEEKLY;COUNT=2", "1024T2100+360 1031T2200+360"),
    ],
)
def test_every_instance_lasts_exactly_as_long_as_the_first(start: str, end: str, rule: str, utc: str) -> None:
    item = _in("Europe/Berlin", start, f"DTEND;TZID=Europe/Berlin:{end}", f"RRULE:{rule}")

    assert _utc(item) == utc


@pytest.mark.parametrize("gone", ["TZID=Europe/Berlin:20260329T023000", "VALUE=DATE-TIME:20260329T013000Z"])
def test_instance_in_the_gap_is_left_out_by_either_name(gone: str) -> None:
    item = _series("Europe/Berlin", "20260328T023000", "FREQ=DAILY;COUNT=3", f"EXDATE;{gone}")

    assert _utc(item) == "0328T0130 0330T0030"


@pytest.mark.parametrize("name", ["TZID=Europe/Berlin:20260329T023000", "VALUE=DATE-TIME:20260329T013000Z"])
def test_instance_in_the_gap_is_moved_by_either_name(name: str) -> None:
    zone = "DTSTART;TZID=Europe/Berlin"
    master = event(f"{zone}:20260328T023000", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=3")
    moved = event(f"RECURRENCE-ID;{name}", f"{zone}:20260329T080000", "DURATION:PT1H")
    item = read_text(calendar(master, moved))

    found = find(item, "20260329T023000", home=BERLIN)

    assert _utc(item) == "0328T0130 0329T0600 0330T0030"
    assert found is not None and found.starts_at == datetime(2026, 3, 29, 6, tzinfo=UTC)


@pytest.mark.parametrize("name", ["TZID=Europe/Berlin:20261025T023000", "X-A=B:20261025T003000Z"])
def test_instance_in_the_fold_is_moved_by_either_name(name: str) -> None:
    zone = "DTSTART;TZID=Europe/Berlin"
    master = event(f"{zone}:20261024T023000", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=3")
    moved = event(f"RECURRENCE-ID;{name}", f"{zone}:20261025T080000", "DURATION:PT1H")

    assert _utc(read_text(calendar(master, moved))) == "1024T0030 1025T0700 1026T0130"


@pytest.mark.parametrize(
    ("until", "days"),
    [
        ("20260329T013000Z", "0328 0329"),  # when the one in the gap takes place
        ("20260329T012959Z", "0328"),
        ("20260329T023000", "0328 0329"),
        ("20260329", "0328 0329"),
    ],
)
def test_until_in_the_gap(until: str, days: str) -> None:
    item = _series("Europe/Berlin", "20260328T023000", f"FREQ=DAILY;UNTIL={until}")

    assert [start[:4] for start in _utc(item).split()] == days.split()


@pytest.mark.parametrize(
    ("until", "days"),
    [
        ("20261025T003000Z", "1024 1025"),
        ("20261025T002959Z", "1024"),
        ("20261025T011500Z", "1024 1025"),  # the clocks show 2:15 again, but half past two is over
    ],
)
def test_until_in_the_fold(until: str, days: str) -> None:
    item = _series("Europe/Berlin", "20261024T023000", f"FREQ=DAILY;UNTIL={until}")

    assert [start[:4] for start in _utc(item).split()] == days.split()
    assert bounds(item)[1] >= occurrences(item, *ANY_TIME, home=BERLIN)[-1].ends_at


def test_floating_time_is_that_of_the_reader() -> None:
    item = read_event("DTSTART:20260329T023000", "DURATION:PT1H")

    assert _utc(item, BERLIN) == "0329T0130"
    assert _utc(item, ZoneInfo("Asia/Tokyo")) == "0328T1730"


def test_day_is_that_of_the_reader() -> None:
    item = read_event("DTSTART;VALUE=DATE:20260329", "RRULE:FREQ=DAILY;COUNT=2")

    assert _utc(item, BERLIN) == "0328T2300+1380 0329T2200+1440"
    assert _utc(item, ZoneInfo("Asia/Tokyo")) == "0328T1500+1440 0329T1500+1440"


def test_day_without_a_midnight_follows_the_day_before() -> None:
    item = read_event("DTSTART;VALUE=DATE:20260423", "RRULE:FREQ=DAILY;COUNT=3")

    first, second, third = occurrences(item, *ANY_TIME, home=ZoneInfo("Africa/Cairo"))

    assert (first.ends_at, second.ends_at) == (second.starts_at, third.starts_at)
    assert (second.ends_at - second.starts_at).total_seconds() == 23 * 3600


def test_day_that_begins_twice_begins_once() -> None:
    item = read_event("DTSTART;VALUE=DATE:20261031", "RRULE:FREQ=DAILY;COUNT=2")

    first, second = occurrences(item, *ANY_TIME, home=ZoneInfo("America/Havana"))

    assert first.ends_at == second.starts_at
    assert (second.ends_at - second.starts_at).total_seconds() == 25 * 3600
