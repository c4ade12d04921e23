"""Laws that expansion keeps for every event: Hypothesis looks for one that breaks them."""

from datetime import UTC, datetime, timedelta
from itertools import takewhile
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from planner.core.calendar.events import EventObject, event_object, from_json, to_json
from planner.core.calendar.recurrence import bounds, find, next_from, occurrences
from planner.core.calendar.rrules import Freq, parse
from planner.core.calendar.walk import walk
from tests import strategies

HOME = ZoneInfo("Europe/Berlin")
MANY = 20_000
Window = tuple[datetime, datetime, datetime]


@given(strategies.events(), strategies.windows())
def test_splitting_the_window_changes_nothing(event: EventObject, window: Window) -> None:
    begin, middle, end = window

    halves = [
        *occurrences(event, begin, middle, home=HOME, limit=MANY),
        *occurrences(event, middle, end, home=HOME, limit=MANY),
    ]

    assert halves == occurrences(event, begin, end, home=HOME, limit=MANY)


@given(strategies.events(), strategies.windows())
def test_reversed_components_change_nothing(event: EventObject, window: Window) -> None:
    begin, _, end = window
    turned = event_object(event.uid, list(reversed(event.components)))

    assert occurrences(turned, begin, end, home=HOME) == occurrences(event, begin, end, home=HOME)


@given(strategies.events(), strategies.windows())
def test_each_occurrence_has_its_own_name_and_is_found_by_it(event: EventObject, window: Window) -> None:
    begin, _, end = window
    found = occurrences(event, begin, end, home=HOME, limit=50)

    assert len({one.recurrence_id for one in found}) == len(found)
    assert [find(event, one.recurrence_id, home=HOME) for one in found] == found


@given(strategies.events(), strategies.windows())
def test_bounds_hold_every_occurrence(event: EventObject, window: Window) -> None:
    begin, _, end = window
    first, last = bounds(event)

    for one in occurrences(event, begin, end, home=HOME):
        assert first <= one.starts_at <= one.ends_at
        assert last is None or one.ends_at <= last


@given(strategies.events(), strategies.windows())
def test_next_is_the_first_of_the_window(event: EventObject, window: Window) -> None:
    begin, _, end = window
    found = occurrences(event, begin, end, home=HOME)

    assert not found or next_from(event, begin, home=HOME) == found[0]


@given(strategies.events())
def test_codec_gives_the_same_event_back(event: EventObject) -> None:
    assert from_json(to_json(event)) == event


@settings(max_examples=50)  # dateutil walks to the year 9999 for a rule that never matches
@given(strategies.rules(), strategies.walls, st.integers(0, 400), st.integers(0, 200))
def test_walk_agrees_with_dateutil(text: str, start: datetime, skip: int, days: int) -> None:
    rule = parse(text)
    assume(not (rule.freq is Freq.YEARLY and rule.bymonthday and not rule.bymonth and not rule.byday))
    assume(not rule.until or rule.until.wall > start)
    since = start + timedelta(days=skip)
    until = since + timedelta(days=days if rule.freq is not Freq.HOURLY else days / 10)
    judge = rrulestr(text.replace("Z", ""), dtstart=start)
    if rule.until:
        until = min(until, rule.until.wall)

    expected = [moment for moment in takewhile(lambda moment: moment <= until, judge) if moment >= since]

    assert list(walk(rule, start, since, until)) == expected


@given(strategies.whens())
def test_an_hour_stays_what_it_is_over_a_year(start: strategies.When) -> None:
    event = EventObject("x", (strategies.Component("x", start, rrules=("FREQ=DAILY",)),))
    begin = (start.wall - timedelta(days=2)).replace(tzinfo=UTC)

    found = occurrences(event, begin, begin + timedelta(days=300), home=HOME)

    assert {one.start.wall.time() for one in found} == {start.wall.time()}
