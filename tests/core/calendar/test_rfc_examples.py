"""Every example of RFC 5545 3.8.5.3, each with the instances that the RFC prints beneath it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from planner.core.calendar.events import EventObject
from planner.core.calendar.recurrence import occurrences
from tests.data.make import read_event

NEW_YORK = ZoneInfo("America/New_York")
ALL = (datetime(1996, 1, 1, tzinfo=UTC), datetime(2030, 1, 1, tzinfo=UTC))
WEEKDAYS = "SU,MO,TU,WE,TH,FR,SA"


def _days(text: str) -> Iterator[str]:
    """`9709:2,15` is the 2nd and the 15th of September 1997."""
    for month in text.split():
        name, _, days = month.partition(":")
        century = "19" if name > "90" else "20"
        yield from (f"{century}{name}{int(day):02}" for day in days.split(","))


def _starting(rule: str, start: str, *more: str) -> EventObject:
    return read_event(f"DTSTART;TZID=America/New_York:{start}", f"RRULE:{rule}", *more)


def _walls(item: EventObject, limit: int) -> list[str]:
    found = occurrences(item, *ALL, home=NEW_YORK, limit=limit)
    assert all(one.starts_at.astimezone(NEW_YORK).replace(tzinfo=None) == one.start.wall for one in found)
    return [f"{one.start.wall:%Y%m%dT%H%M}" for one in found]


@pytest.mark.parametrize(
    ("start", "rule", "days"),
    [
        ("0902", "FREQ=DAILY;COUNT=10", "9709:2,3,4,5,6,7,8,9,10,11"),
        ("0902", "FREQ=DAILY;INTERVAL=2", "9709:2,4,6,8,10,12,14,16,18,20,22,24,26,28,30 9710:2,4"),
        ("0902", "FREQ=DAILY;INTERVAL=10;COUNT=5", "9709:2,12,22 9710:2,12"),
        ("0902", "FREQ=WEEKLY;COUNT=10", "9709:2,9,16,23,30 9710:7,14,21,28 9711:4"),
        ("0902", "FREQ=WEEKLY;INTERVAL=2;WKST=SU", "9709:2,16,30 9710:14,28 9711:11,25 9712:9,23 9801:6,20"),
        (
            "0902",
            "FREQ=WEEKLY;UNTIL=19971007T000000Z;WKST=SU;BYDAY=TU,TH",
            "9709:2,4,9,11,16,18,23,25,30 9710:2",
        ),
        ("0902", "FREQ=WEEKLY;COUNT=10;WKST=SU;BYDAY=TU,TH", "9709:2,4,9,11,16,18,23,25,30 9710:2"),
        (
            "0901",
            "FREQ=WEEKLY;INTERVAL=2;UNTIL=19971224T000000Z;WKST=SU;BYDAY=MO,WE,FR",
            "9709:1,3,5,15,17,19,29 9710:1,3,13,15,17,27,29,31 9711:10,12,14,24,26,28 9712:8,10,12,22",
        ),
        ("0902", "FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH", "9709:2,4,16,18,30 9710:2,14,16"),
        (
            "0905",
            "FREQ=MONTHLY;COUNT=10;BYDAY=1FR",
            "9709:5 9710:3 9711:7 9712:5 9801:2 9802:6 9803:6 9804:3 9805:1 9806:5",
        ),
        ("0905", "FREQ=MONTHLY;UNTIL=19971224T000000Z;BYDAY=1FR", "9709:5 9710:3 9711:7 9712:5"),
        (
            "0907",
            "FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU",
            "9709:7,28 9711:2,30 9801:4,25 9803:1,29 9805:3,31",
        ),
        ("0922", "FREQ=MONTHLY;COUNT=6;BYDAY=-2MO", "9709:22 9710:20 9711:17 9712:22 9801:19 9802:16"),
        ("0928", "FREQ=MONTHLY;BYMONTHDAY=-3", "9709:28 9710:29 9711:28 9712:29 9801:29 9802:26"),
        (
            "0902",
            "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=2,15",
            "9709:2,15 9710:2,15 9711:2,15 9712:2,15 9801:2,15",
        ),
        (
            "0930",
            "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1",
            "9709:30 9710:1,31 9711:1,30 9712:1,31 9801:1,31 9802:1",
        ),
        (
            "0910",
            "FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15",
            "9709:10,11,12,13,14,15 9903:10,11,12,13",
        ),
        (
            "0902",
            "FREQ=MONTHLY;INTERVAL=2;BYDAY=TU",
            "9709:2,9,16,23,30 9711:4,11,18,25 9801:6,13,20,27 9803:3,10,17,24,31",
        ),
        (
            "0610",
            "FREQ=YEARLY;COUNT=10;BYMONTH=6,7",
            "9706:10 9707:10 9806:10 9807:10 9906:10 9907:10 0006:10 0007:10 0106:10 0107:10",
        ),
        (
            "0310",
            "FREQ=YEARLY;INTERVAL=2;COUNT=10;BYMONTH=1,2,3",
            "9703:10 9901:10 9902:10 9903:10 0101:10 0102:10 0103:10 0301:10 0302:10 0303:10",
        ),
        (
            "0101",
            "FREQ=YEARLY;INTERVAL=3;COUNT=10;BYYEARDAY=1,100,200",
            "9701:1 9704:10 9707:19 0001:1 0004:9 0007:18 0301:1 0304:10 0307:19 0601:1",
        ),
        ("0519", "FREQ=YEARLY;BYDAY=20MO", "9705:19 9805:18 9905:17"),
        ("0512", "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", "9705:12 9805:11 9905:17"),
        ("0313", "FREQ=YEARLY;BYMONTH=3;BYDAY=TH", "9703:13,20,27 9803:5,12,19,26 9903:4,11,18,25"),
        (
            "0605",
            "FREQ=YEARLY;BYDAY=TH;BYMONTH=6,7,8",
            "9706:5,12,19,26 9707:3,10,17,24,31 9708:7,14,21,28 9806:4,11,18,25 9807:2,9,16,23,30",
        ),
        (
            "0913",
            "FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13",
            "9709:13 9710:11 9711:8 9712:13 9801:10 9802:7 9803:7 9804:11 9805:9 9806:13",
        ),
        ("0904", "FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3", "9709:4 9710:7 9711:6"),
        (
            "0929",
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2",
            "9709:29 9710:30 9711:27 9712:30 9801:29 9802:26 9803:30",
        ),
        ("0805", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", "9708:5,10,19,24"),
        ("0805", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", "9708:5,17,19,31"),
    ],
)
def test_example_of_1997(start: str, rule: str, days: str) -> None:
    expected = [f"{day}T0900" for day in _days(days)]
    is_ending = "COUNT" in rule or "UNTIL" in rule

    found = _walls(_starting(rule, f"1997{start}T090000"), 100 if is_ending else len(expected))

    assert found == expected


@pytest.mark.parametrize(
    ("start", "rule", "days"),
    [
        (
            "19961105",
            "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8",
            "9611:5 0011:7 0411:2",
        ),
        ("20070115", "FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5", "0701:15,30 0702:15 0703:15,30"),
    ],
)
def test_example_of_another_year(start: str, rule: str, days: str) -> None:
    expected = [f"{day}T0900" for day in _days(days)]

    assert _walls(_starting(rule, f"{start}T090000"), len(expected)) == expected


def test_friday_the_thirteenth_without_its_start() -> None:
    out = "EXDATE;TZID=America/New_York:19970902T090000"
    item = _starting("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "19970902T090000", out)

    assert _walls(item, 5) == [f"{day}T0900" for day in _days("9802:13 9803:13 9811:13 9908:13 0010:13")]


@pytest.mark.parametrize(
    ("start", "rule", "number", "last"),
    [
        ("19970902", "FREQ=DAILY;UNTIL=19971224T000000Z", 113, "19971223T0900"),
        ("19970902", "FREQ=WEEKLY;UNTIL=19971224T000000Z", 17, "19971223T0900"),
        ("19980101", f"FREQ=YEARLY;UNTIL=20000131T140000Z;BYMONTH=1;BYDAY={WEEKDAYS}", 93, "20000131T0900"),
        ("19980101", "FREQ=DAILY;UNTIL=20000131T140000Z;BYMONTH=1", 93, "20000131T0900"),
    ],
)
def test_example_until_a_day(start: str, rule: str, number: int, last: str) -> None:
    found = _walls(_starting(rule, f"{start}T090000"), 1_000)

    assert (len(found), found[-1]) == (number, last)


@pytest.mark.parametrize(
    ("rule", "times"),
    [
        # As corrected by the RFC's errata: five in the afternoon is 21:00Z.
        ("FREQ=HOURLY;INTERVAL=3;UNTIL=19970902T210000Z", "0900 1200 1500"),
        ("FREQ=MINUTELY;INTERVAL=15;COUNT=6", "0900 0915 0930 0945 1000 1015"),
        ("FREQ=MINUTELY;INTERVAL=90;COUNT=4", "0900 1030 1200 1330"),
    ],
)
def test_example_within_a_day(rule: str, times: str) -> None:
    expected = [f"19970902T{time}" for time in times.split()]

    assert _walls(_starting(rule, "19970902T090000"), 100) == expected


def test_every_twenty_minutes_in_two_ways() -> None:
    hours = "BYHOUR=9,10,11,12,13,14,15,16"
    by_day = _starting(f"FREQ=DAILY;{hours};BYMINUTE=0,20,40", "19970902T090000")
    by_minute = _starting(f"FREQ=MINUTELY;INTERVAL=20;{hours}", "19970902T090000")

    found = _walls(by_day, 100)

    assert found[23:25] == ["19970902T1640", "19970903T0900"]
    assert found == _walls(by_minute, 100)
