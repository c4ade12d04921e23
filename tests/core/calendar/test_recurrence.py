"""Recurrence, case by case: the rules dateutil gets wrong, DST days, overrides, and rules without end."""

import time
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from planner.core.calendar.events import EventObject
from planner.core.calendar.recurrence import bounds, find, next_from, occurrences
from planner.ical.read import read_text
from tests.data.make import calendar, event, read_event

BERLIN = ZoneInfo("Europe/Berlin")
YEAR = (datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC))


def _starts(item: EventObject, home: ZoneInfo = BERLIN) -> list[str]:
    return [f"{one.starts_at:%m%dT%H%M}" for one in occurrences(item, *YEAR, home=home)]


def _evening(rule: str, start: str = "20260105T190000Z") -> EventObject:
    return read_event(f"DTSTART:{start}", "DURATION:PT1H", f"RRULE:{rule}")


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("FREQ=MONTHLY;BYDAY=3MO,FR;COUNT=5", "0105 0109 0116 0119 0123 0130"),
        ("FREQ=MONTHLY;BYMONTHDAY=31;COUNT=4", "0105 0131 0331 0531 0731"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3", "0105 0131 0228 0331"),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=3", "0105 0130 0227 0331"),
        ("FREQ=YEARLY;BYMONTHDAY=5,20;COUNT=3", "0105 0120"),
        ("FREQ=YEARLY;BYWEEKNO=20", "0105 0511"),
        ("FREQ=YEARLY;BYWEEKNO=20;BYDAY=2MO", "0105 0511"),  # a number means nothing inside a week
        ("FREQ=YEARLY;BYWEEKNO=1,53;BYDAY=WE", "0105 1230"),
        # The set is the whole week, of which the Sunday is over; others begin it at DTSTART.
        ("FREQ=WEEKLY;BYDAY=SU,TH;BYSETPOS=1;WKST=SU;COUNT=2", "0105 0111 0118"),
        ("FREQ=YEARLY;BYYEARDAY=-1,100", "0105 0410 1231"),
        ("FREQ=YEARLY;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8", "0105 1103"),
        ("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "0105 0213 0313 1113"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;WKST=SU;COUNT=4", "0105 0118 0119 0201"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;WKST=MO;COUNT=4", "0105 0111 0119 0125"),
        ("FREQ=DAILY;UNTIL=20260107", "0105 0106 0107"),
        ("FREQ=DAILY;UNTIL=20260106T190000Z", "0105 0106"),
        ("FREQ=DAILY;UNTIL=20260106T185959Z", "0105"),
    ],
)
def test_rule_gives_its_days(rule: str, days: str) -> None:
    assert [start[:4] for start in _starts(_evening(rule))] == days.split()


def test_a_day_has_no_instance_an_hour_later() -> None:
    item = read_event("DTSTART;VALUE=DATE:20260105", "RRULE:FREQ=HOURLY;COUNT=3")

    assert [one.recurrence_id for one in occurrences(item, *YEAR, home=BERLIN)] == ["20260105"]


def test_until_in_utc_is_compared_on_the_series_clock() -> None:
    item = read_event(
        "DTSTART;TZID=America/New_York:20260105T200000", "RRULE:FREQ=DAILY;UNTIL=20260107T010000Z"
    )

    assert _starts(item) == ["0106T0100", "0107T0100"]


@pytest.mark.parametrize(
    ("zone", "wall", "utc"),
    [
        ("Europe/Berlin", "20260329T023000", "0329T0130"),
        ("America/New_York", "20260308T023000", "0308T0730"),
        ("Australia/Lord_Howe", "20261004T021500", "1003T1545"),
        ("Pacific/Chatham", "20260927T030000", "0926T1415"),
        ("Antarctica/Troll", "20260329T023000", "0329T0230"),
    ],
)
def test_start_in_the_gap_moves_forward(zone: str, wall: str, utc: str) -> None:
    item = read_event(f"DTSTART;TZID={zone}:{wall}", "DURATION:PT30M")

    found = occurrences(item, *YEAR, home=BERLIN)

    assert [f"{one.starts_at:%m%dT%H%M}" for one in found] == [utc]
    assert (found[0].ends_at - found[0].starts_at).total_seconds() == 1800


@pytest.mark.parametrize(
    ("zone", "wall", "utc"),
    [
        ("Europe/Berlin", "20261025T023000", "1025T0030"),
        ("America/New_York", "20261101T013000", "1101T0530"),
        ("Australia/Lord_Howe", "20260405T014500", "0404T1445"),
        ("Pacific/Chatham", "20260405T030000", "0404T1315"),
        ("Antarctica/Troll", "20261025T013000", "1024T2330"),
    ],
)
def test_start_in_the_fold_is_the_first(zone: str, wall: str, utc: str) -> None:
    assert _starts(read_event(f"DTSTART;TZID={zone}:{wall}", "DURATION:PT30M")) == [utc]


def test_only_the_instance_in_the_gap_moves() -> None:
    item = read_event(
        "DTSTART;TZID=Europe/Berlin:20260328T023000", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=3"
    )

    assert _starts(item) == ["0328T0130", "0329T0130", "0330T0030"]


def test_all_day_lasts_from_midnight_to_midnight_at_home() -> None:
    item = read_event("DTSTART;VALUE=DATE:20260329", "DTEND;VALUE=DATE:20260330")

    (found,) = occurrences(item, *YEAR, home=BERLIN)

    assert (found.starts_at.hour, found.ends_at.hour) == (23, 22)
    assert found.is_all_day


def test_names_follow_the_masters_value_type() -> None:
    starts = (
        "DTSTART;VALUE=DATE:20260105",
        "DTSTART:20260105T190000Z",
        "DTSTART;TZID=Europe/Berlin:20260105T190000",
    )
    found = [
        occurrences(read_event(start, "RRULE:FREQ=DAILY;COUNT=1"), *YEAR, home=BERLIN)[0] for start in starts
    ]

    assert [one.recurrence_id for one in found] == ["20260105", "20260105T190000Z", "20260105T190000"]


def test_moved_instance_keeps_its_name() -> None:
    master = event("DTSTART:20260105T190000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=3")
    moved = event("RECURRENCE-ID:20260106T190000Z", "DTSTART:20260201T080000Z", "DURATION:PT2H")
    item = read_text(calendar(moved, master))

    found = find(item, "20260106T190000Z", home=BERLIN)

    assert _starts(item) == ["0105T1900", "0107T1900", "0201T0800"]
    assert found is not None and found.starts_at == datetime(2026, 2, 1, 8, tzinfo=UTC)


def test_later_override_of_one_instance_wins() -> None:
    master = event("DTSTART:20260105T190000Z", "RRULE:FREQ=DAILY;COUNT=1")
    named = "RECURRENCE-ID:20260105T190000Z"
    old = event(named, "DTSTART:20260105T200000Z", "SEQUENCE:1")
    new = event(named, "DTSTART:20260105T210000Z", "SEQUENCE:2")

    assert _starts(read_text(calendar(master, new, old))) == ["0105T2100"]


def test_rdate_period_brings_its_length() -> None:
    item = read_event("DTSTART:20260105T190000Z", "DURATION:PT1H", "RDATE;VALUE=PERIOD:20260110T190000Z/PT3H")

    found = occurrences(item, *YEAR, home=BERLIN)

    assert [(one.ends_at - one.starts_at).total_seconds() / 3600 for one in found] == [1, 3]


def test_cancelled_event_takes_no_place() -> None:
    assert _starts(read_event("DTSTART:20260105T190000Z", "STATUS:CANCELLED")) == []


def test_event_of_one_date_has_no_name_and_is_found_without() -> None:
    item = read_event("DTSTART:20260105T190000Z")

    found = find(item, "", home=BERLIN)

    assert found == next_from(item, YEAR[0], home=BERLIN)
    assert find(item, "20260105T190000Z", home=BERLIN) is None


def test_excluded_instance_is_not_found() -> None:
    item = read_event("DTSTART:20260105T190000Z", "RRULE:FREQ=DAILY;COUNT=3", "EXDATE:20260106T190000Z")

    assert find(item, "20260106T190000Z", home=BERLIN) is None
    assert find(item, "20260107T190000Z", home=BERLIN) is not None


def test_floating_bounds_are_widened() -> None:
    first, last = bounds(read_event("DTSTART:20260105T190000", "DURATION:PT1H"))

    assert (first, last) == (datetime(2026, 1, 5, 5, tzinfo=UTC), datetime(2026, 1, 6, 10, tzinfo=UTC))


def test_series_without_end_has_no_last_bound() -> None:
    assert bounds(_evening("FREQ=YEARLY"))[1] is None


ALL_TIMES = ";".join(
    f"{part}={','.join(map(str, range(size)))}"
    for part, size in (("BYHOUR", 24), ("BYMINUTE", 60), ("BYSECOND", 60))
)


@pytest.mark.parametrize(
    ("start", "rule"),
    [
        ("00010101T000000", "FREQ=SECONDLY"),
        ("00010101T000000", "FREQ=DAILY"),
        ("00010101T000000", "FREQ=WEEKLY;COUNT=1000000000"),
        ("00010101T000000", "FREQ=MONTHLY;BYDAY=MO;COUNT=1000000000"),
        ("20260101T000000", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"),
        ("20260101T000000", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=100000"),
        ("20260101T000000", "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30"),
        ("20260101T000000", "FREQ=SECONDLY;INTERVAL=60;BYSECOND=59"),
        ("20260101T000000", "FREQ=HOURLY;INTERVAL=1000000000"),
        ("20000101T000000", f"FREQ=YEARLY;{ALL_TIMES};BYSETPOS=-1"),
        ("20000101T000000", f"FREQ=DAILY;{ALL_TIMES}"),
        ("99990101T000000", "FREQ=DAILY"),
    ],
)
def test_no_rule_takes_long(start: str, rule: str) -> None:
    item = _evening(rule, start)
    begun = time.process_time()

    occurrences(item, *YEAR, home=BERLIN)
    next_from(item, YEAR[0], home=BERLIN)
    bounds(item)

    assert time.process_time() - begun < 2


def test_limit_is_kept_for_a_rule_of_every_second() -> None:
    found = occurrences(_evening("FREQ=SECONDLY"), *YEAR, home=BERLIN, limit=7)

    assert [one.starts_at.second for one in found] == [0, 1, 2, 3, 4, 5, 6]
