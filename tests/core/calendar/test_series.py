"""What makes up a series besides its rule: RDATE, EXDATE, EXRULE, COUNT, UNTIL, overrides, in every form."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from planner.core.calendar.events import EventObject, from_json, to_json
from planner.core.calendar.recurrence import bounds, find, occurrences
from planner.ical.read import read_text
from tests.data.make import calendar, event, read_event

BERLIN = ZoneInfo("Europe/Berlin")
YEAR = (datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC))
TEN = "DTSTART;TZID=Europe/Berlin:20260105T100000"
DAILY = "RRULE:FREQ=DAILY;COUNT=4"
HOUR = "DURATION:PT1H"


def _walls(item: EventObject) -> str:
    """Starts in Berlin as `0105T10`, or `0105T10+2` with the hours it lasts if it is not one."""
    found = occurrences(item, *YEAR, home=BERLIN)
    lasts = [int((one.ends_at - one.starts_at).total_seconds() // 3600) for one in found]
    walls = [f"{one.starts_at.astimezone(BERLIN):%m%dT%H}" for one in found]
    return " ".join(wall + (f"+{h}" if h != 1 else "") for wall, h in zip(walls, lasts, strict=True))


def _series(*lines: str) -> EventObject:
    return read_event(TEN, HOUR, *lines)


def _with(*overrides: str, rule: str = DAILY) -> EventObject:
    return read_text(calendar(event(TEN, HOUR, rule), *overrides))


def _override(named: str, start: str, *lines: str, range_: str = "") -> str:
    return event(f"RECURRENCE-ID{range_};TZID=Europe/Berlin:{named}", start, *(lines or (HOUR,)))


def _from(named: str, start: str, *lines: str) -> str:
    return _override(named, start, *lines, range_=";RANGE=THISANDFUTURE")


def _at(wall: str) -> str:
    return f"DTSTART;TZID=Europe/Berlin:{wall}"


@pytest.mark.parametrize(
    ("lines", "walls"),
    [
        (("RDATE;TZID=Europe/Berlin:20260110T120000,20260108T100000",), "0105T10 0108T10 0110T12"),
        (("RDATE:20260110T110000Z",), "0105T10 0110T12"),
        (("RDATE;VALUE=DATE:20260110",), "0105T10 0110T10"),
        (("RDATE;TZID=America/New_York:20260110T040000",), "0105T10 0110T10"),
        (("RDATE;VALUE=PERIOD:20260110T090000Z/20260110T120000Z",), "0105T10 0110T10+3"),
        (("RDATE;VALUE=PERIOD;TZID=Europe/Berlin:20260110T100000/PT2H",), "0105T10 0110T10+2"),
        ((DAILY, "RDATE;TZID=Europe/Berlin:20260106T100000"), "0105T10 0106T10 0107T10 0108T10"),
        ((DAILY, "RDATE;VALUE=PERIOD:20260106T090000Z/PT3H"), "0105T10 0106T10+3 0107T10 0108T10"),
        (("RDATE;TZID=Europe/Berlin:20260102T100000",), "0102T10 0105T10"),
    ],
)
def test_rdate_in_every_form(lines: tuple[str, ...], walls: str) -> None:
    assert _walls(_series(*lines)) == walls


@pytest.mark.parametrize(
    ("lines", "walls"),
    [
        ((DAILY, "EXDATE;TZID=Europe/Berlin:20260106T100000"), "0105T10 0107T10 0108T10"),
        ((DAILY, "EXDATE:20260106T090000Z,20260107T090000Z"), "0105T10 0108T10"),
        ((DAILY, "EXDATE:20260106T100000"), "0105T10 0107T10 0108T10"),
        ((DAILY, "EXDATE;TZID=America/New_York:20260106T040000"), "0105T10 0107T10 0108T10"),
        ((DAILY, "EXDATE;VALUE=DATE:20260106"), "0105T10 0107T10 0108T10"),
        ((DAILY, "EXDATE;TZID=Europe/Berlin:20260106T110000"), "0105T10 0106T10 0107T10 0108T10"),
        ((DAILY, "EXDATE;TZID=Europe/Berlin:20260105T100000"), "0106T10 0107T10 0108T10"),
        (("RRULE:FREQ=DAILY;BYHOUR=10,18;COUNT=4", "EXDATE;VALUE=DATE:20260105"), "0106T10 0106T18"),
        (("RDATE:20260110T110000Z", "EXDATE:20260110T110000Z"), "0105T10"),
        ((DAILY, "EXRULE:FREQ=DAILY;INTERVAL=2"), "0106T10 0108T10"),
        ((DAILY, "EXRULE:FREQ=WEEKLY;BYDAY=WE,TH;COUNT=1"), "0105T10 0106T10 0108T10"),
        ((DAILY, "EXRULE:FREQ=DAILY;UNTIL=20260106"), "0107T10 0108T10"),
        ((DAILY, "EXRULE:what is this"), "0105T10 0106T10 0107T10 0108T10"),
    ],
)
def test_exdate_and_exrule_in_every_form(lines: tuple[str, ...], walls: str) -> None:
    item = _series(*lines)

    assert _walls(item) == walls
    assert from_json(to_json(item)) == item


@pytest.mark.parametrize(
    ("rule", "walls"),
    [
        ("FREQ=DAILY;UNTIL=20260107", "0105T10 0106T10 0107T10"),
        ("FREQ=DAILY;UNTIL=20260107T090000Z", "0105T10 0106T10 0107T10"),
        ("FREQ=DAILY;UNTIL=20260107T085959Z", "0105T10 0106T10"),
        ("FREQ=DAILY;UNTIL=20260107T100000", "0105T10 0106T10 0107T10"),
        ("FREQ=DAILY;UNTIL=20260107T095959", "0105T10 0106T10"),
        ("FREQ=DAILY;UNTIL=20250101", ""),  # cut at its first date, so all of it is deleted
        ("FREQ=DAILY;UNTIL=20260106;COUNT=9", "0105T10 0106T10"),
        ("FREQ=DAILY;UNTIL=20260109;COUNT=2", "0105T10 0106T10"),
        ("FREQ=DAILY;COUNT=1", "0105T10"),
    ],
)
def test_until_in_every_form(rule: str, walls: str) -> None:
    assert _walls(_series(f"RRULE:{rule}")) == walls


@pytest.mark.parametrize("until", ["20260107", "20260107T000000Z", "20260107T235959"])
def test_until_of_days(until: str) -> None:
    item = read_event("DTSTART;VALUE=DATE:20260105", f"RRULE:FREQ=DAILY;UNTIL={until}")

    assert [one.recurrence_id for one in occurrences(item, *YEAR, home=BERLIN)][-1] == "20260107"


@pytest.mark.parametrize("until", ["20260107", "20260107T100000", "20260107T100000Z"])
def test_until_of_floating_times(until: str) -> None:
    item = read_event("DTSTART:20260105T100000", f"RRULE:FREQ=DAILY;UNTIL={until}")

    assert [one.recurrence_id for one in occurrences(item, *YEAR, home=BERLIN)][-1] == "20260107T100000"


def test_count_counts_what_is_left_out() -> None:
    assert _walls(_series(DAILY, "EXDATE:20260108T090000Z")) == "0105T10 0106T10 0107T10"


def test_count_is_the_same_in_a_window_far_away() -> None:
    item = _series("RRULE:FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR;COUNT=261")
    december = (datetime(2026, 12, 1, tzinfo=UTC), datetime(2027, 2, 1, tzinfo=UTC))

    last = occurrences(item, *december, home=BERLIN)[-1]

    assert last.recurrence_id == "20270104T100000"


def test_several_rules_are_one_set() -> None:
    item = _series("RRULE:FREQ=WEEKLY;COUNT=2", "RRULE:FREQ=WEEKLY;BYDAY=MO,WE;COUNT=3")

    assert _walls(item) == "0105T10 0107T10 0112T10"


def test_start_beside_its_rule_is_shown_and_not_counted() -> None:
    assert _walls(_series("RRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=2")) == "0105T10 0106T10 0113T10"


@pytest.mark.parametrize(
    ("named", "start", "walls"),
    [
        ("RECURRENCE-ID;VALUE=DATE:20260106", "20260106T150000", "0105T10 0106T15 0107T10 0108T10"),
        ("RECURRENCE-ID:20260106T090000Z", "20260106T150000", "0105T10 0106T15 0107T10 0108T10"),
        ("RECURRENCE-ID:20260106T100000", "20260106T150000", "0105T10 0106T15 0107T10 0108T10"),
        (
            "RECURRENCE-ID;TZID=Asia/Tokyo:20260106T180000",
            "20260106T150000",
            "0105T10 0106T15 0107T10 0108T10",
        ),
        # Outside the set: it is shown, and takes nobody's place.
        (
            "RECURRENCE-ID:20260106T100000Z",
            "20260106T150000",
            "0105T10 0106T10 0106T15 0107T10 0108T10",
        ),
    ],
)
def test_override_is_named_in_every_form(named: str, start: str, walls: str) -> None:
    assert _walls(_with(event(named, _at(start), HOUR))) == walls


def test_override_without_its_master_is_shown() -> None:
    item = read_text(calendar(_override("20260106T100000", _at("20260106T150000"))))

    assert _walls(item) == "0106T15"
    assert find(item, "20260106T100000", home=BERLIN) is not None


def test_masters_of_one_uid_stand_side_by_side() -> None:
    first, second = event(TEN, HOUR, DAILY), event(_at("20260106T180000"), HOUR, "RRULE:FREQ=DAILY;COUNT=2")
    moved = _override("20260106T180000", _at("20260106T200000"))

    assert (
        _walls(read_text(calendar(second, moved, first))) == "0105T10 0106T10 0106T20 0107T10 0107T18 0108T10"
    )


def test_window_selects_by_start() -> None:
    item = _series(DAILY)
    inside = (datetime(2026, 1, 5, 9, 30, tzinfo=UTC), datetime(2026, 1, 7, 9, tzinfo=UTC))

    assert [one.recurrence_id for one in occurrences(item, *inside, home=BERLIN)] == ["20260106T100000"]


def test_override_of_a_day_may_have_a_time() -> None:
    master = event("DTSTART;VALUE=DATE:20260105", "RRULE:FREQ=DAILY;COUNT=2")
    moved = event("RECURRENCE-ID;VALUE=DATE:20260106", _at("20260106T150000"), HOUR)
    item = read_text(calendar(master, moved))

    found = occurrences(item, *YEAR, home=BERLIN)

    assert [(one.recurrence_id, one.is_all_day) for one in found] == [
        ("20260105", True),
        ("20260106", False),
    ]


def test_cancelled_instance_does_not_take_place() -> None:
    gone = _override("20260106T100000", _at("20260106T100000"), "STATUS:CANCELLED")

    assert _walls(_with(gone)) == "0105T10 0107T10 0108T10"


def test_override_moved_into_another_window_is_only_there() -> None:
    item = _with(_override("20260106T100000", _at("20260301T100000")))
    january, march = YEAR[0], datetime(2026, 3, 1, tzinfo=UTC)

    assert len(occurrences(item, january, march, home=BERLIN)) == 3
    assert [one.recurrence_id for one in occurrences(item, march, YEAR[1], home=BERLIN)] == [
        "20260106T100000"
    ]


@pytest.mark.parametrize(
    ("overrides", "walls"),
    [
        ((_from("20260107T100000", _at("20260107T120000")),), "0105T10 0106T10 0107T12 0108T12"),
        ((_from("20260107T100000", _at("20260105T080000")),), "0105T08 0105T10 0106T08 0106T10"),
        (
            (_from("20260107T100000", _at("20260107T100000"), "DURATION:PT3H"),),
            "0105T10 0106T10 0107T10+3 0108T10+3",
        ),
        ((_from("20260107T100000", _at("20260107T100000"), "STATUS:CANCELLED"),), "0105T10 0106T10"),
        (
            (
                _from("20260106T100000", _at("20260106T120000")),
                _from("20260108T100000", _at("20260108T140000")),
            ),
            "0105T10 0106T12 0107T12 0108T14",
        ),
        (
            (
                _from("20260106T100000", _at("20260106T120000")),
                _override("20260107T100000", _at("20260107T200000")),
            ),
            "0105T10 0106T12 0107T20 0108T12",
        ),
        # Sixteen o'clock in Tokyo is eight in Berlin.
        (
            (_from("20260107T100000", "DTSTART;TZID=Asia/Tokyo:20260107T160000"),),
            "0105T10 0106T10 0107T08 0108T08",
        ),
    ],
)
def test_this_and_future(overrides: tuple[str, ...], walls: str) -> None:
    item = _with(*overrides)
    first, last = bounds(item)

    found = occurrences(item, *YEAR, home=BERLIN)

    assert _walls(item) == walls
    assert [find(item, one.recurrence_id, home=BERLIN) for one in found] == found
    assert last is not None and all(first <= one.starts_at <= one.ends_at <= last for one in found)


def test_this_and_future_keeps_the_new_time_across_a_change_of_clocks() -> None:
    later = _from("20260328T100000", "DTSTART;TZID=America/New_York:20260328T100000")
    item = _with(later, rule="RRULE:FREQ=WEEKLY;BYDAY=SA")

    march = (datetime(2026, 3, 27, tzinfo=UTC), datetime(2026, 4, 12, tzinfo=UTC))
    found = occurrences(item, *march, home=BERLIN)

    assert [one.start.wall.hour for one in found] == [10, 10, 10]
