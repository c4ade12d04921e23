"""What many events may take of a window: the rare ones all, the endless ones what is left."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from planner.core.calendar import fair
from planner.core.calendar.events import EventObject
from tests.data.make import read_event

BERLIN = ZoneInfo("Europe/Berlin")
BEGIN = datetime(2026, 6, 1, tzinfo=UTC)


def _event(rule: str, start: str = "20260101T100000Z") -> EventObject:
    return read_event(f"DTSTART:{start}", "DURATION:PT1M", *([f"RRULE:{rule}"] if rule else []))


def _counted(events: dict[str, EventObject], days: int) -> Counter[str]:
    end_at = BEGIN + timedelta(days=days)
    return Counter(key for key, _ in fair.occurrences(events.items(), BEGIN, end_at, home=BERLIN))


def test_ordinary_life_is_never_cut() -> None:
    rules = {"pills": "FREQ=HOURLY;INTERVAL=4", "half hour": "FREQ=MINUTELY;INTERVAL=30"}
    habits = {str(number): _event("FREQ=DAILY") for number in range(15)}

    counted = _counted(habits | {name: _event(rule) for name, rule in rules.items()}, 28)

    assert {counted[name] for name in habits} == {28}
    assert (counted["pills"], counted["half hour"]) == (28 * 6, 28 * 48)


def test_a_flood_is_cut_and_leaves_the_rest_whole() -> None:
    flood = {f"flood {number}": _event("FREQ=SECONDLY", "20200101T000000Z") for number in range(400)}
    once, weekly, daily = _event("", "20260620T100000Z"), _event("FREQ=WEEKLY"), _event("FREQ=DAILY")
    life = {"once": once, "weekly": weekly, "daily": daily}

    counted = _counted(flood | life, 28)

    assert (counted["once"], counted["weekly"], counted["daily"]) == (1, 4, 28)
    assert sum(counted.values()) == fair.budget(BEGIN, BEGIN + timedelta(days=28)) == fair.LEAST
    assert min(counted[name] for name in flood) >= 4


def test_more_events_than_room_keep_the_budget() -> None:
    events = {str(number): _event("FREQ=DAILY") for number in range(2_500)}

    counted = _counted(events, 1)

    assert sum(counted.values()) == fair.LEAST


def test_an_endless_event_has_the_first_of_every_day() -> None:
    found = fair.occurrences([("", _event("FREQ=SECONDLY"))], BEGIN, BEGIN + timedelta(days=3), home=BERLIN)

    days = Counter(one.starts_at.date() for _, one in found)

    assert list(days.values()) == [fair.PER_DAY] * 3
