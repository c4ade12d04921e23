"""Laws that expansion keeps for every event: Hypothesis looks for one that breaks them."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import takewhile
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from planner.core.calendar.events import EventObject, Occurrence, event_object, from_json, to_json
from planner.core.calendar.recurrence import bounds, find, next_from, occurrences
from planner.core.calendar.rrules import Freq, parse
from planner.core.calendar.walk import walk
from tests import strategies

HOME = ZoneInfo("Europe/Berlin")
MANY = 20_000
DAYS = timedelta(days=3)
Case = tuple[EventObject, strategies.Window]


@given(strategies.cases())
def test_splitting_the_window_changes_nothing(case: Case) -> None:
    event, (begin, middle, end) = case

    halves = [
        *occurrences(event, begin, middle, home=HOME, limit=MANY),
        *occurrences(event, middle, end, home=HOME, limit=MANY),
    ]

    assert halves == occurrences(event, begin, end, home=HOME, limit=MANY)


@given(strategies.cases())
def test_reversed_components_change_nothing(case: Case) -> None:
    event, (begin, _, end) = case
    turned = event_object(event.uid, list(reversed(event.components)))

    assert occurrences(turned, begin, end, home=HOME) == occurrences(event, begin, end, home=HOME)


@given(strategies.cases(), st.integers(0, 12))
def test_a_limit_cuts_off_the_end_alone(case: Case, limit: int) -> None:
    event, (begin, _, end) = case
    found = occurrences(event, begin, end, home=HOME, limit=MANY)

    assert occurrences(event, begin, end, home=HOME, limit=limit) == found[:limit]
    assert [one.starts_at for one in found] == sorted(one.starts_at for one in found)


@given(strategies.cases(), st.integers(1, 3))
def test_of_each_day_the_first_are_kept(case: Case, per_day: int) -> None:
    event, (begin, _, end) = case
    alone = EventObject(event.uid, event.masters)
    seen: Counter[str] = Counter()
    # A day is counted from its midnight on the event's own clock, which may lie before the window.
    expected = []
    for one in sorted(occurrences(alone, begin - DAYS, end + DAYS, home=HOME, limit=MANY), key=_wall):
        seen[one.recurrence_id[:8] or "once"] += 1
        if seen[one.recurrence_id[:8] or "once"] <= per_day and begin <= one.starts_at < end:
            expected.append(one)

    found = occurrences(alone, begin, end, home=HOME, limit=MANY, per_day=per_day)

    assert sorted(found, key=_wall) == expected


def _wall(one: Occurrence) -> datetime:
    return one.start.wall


@given(strategies.cases(), st.data())
def test_a_date_left_out_takes_no_other_with_it(case: Case, data: st.DataObject) -> None:
    event, (begin, _, end) = case
    alone = EventObject(event.uid, event.masters)
    found = occurrences(alone, begin, end, home=HOME, limit=MANY)
    assume(found and alone.is_recurring)
    gone = data.draw(st.sampled_from(found))
    master = replace(event.masters[0], exdates=(*event.masters[0].exdates, gone.start))

    left = occurrences(EventObject(event.uid, (master,)), begin, end, home=HOME, limit=MANY)

    assert [one.recurrence_id for one in left] == [
        one.recurrence_id for one in found if one.recurrence_id != gone.recurrence_id
    ]


@given(strategies.cases())
def test_each_occurrence_has_its_own_name_and_is_found_by_it(case: Case) -> None:
    event, (begin, _, end) = case
    found = occurrences(event, begin, end, home=HOME, limit=50)

    assert len({one.recurrence_id for one in found}) == len(found)
    assert [find(event, one.recurrence_id, home=HOME) for one in found] == found


@given(strategies.cases())
def test_bounds_hold_every_occurrence(case: Case) -> None:
    event, (begin, _, end) = case
    first, last = bounds(event)

    for one in occurrences(event, begin, end, home=HOME):
        assert first <= one.starts_at <= one.ends_at
        assert last is None or one.ends_at <= last


@given(strategies.cases())
def test_next_is_the_first_of_the_window(case: Case) -> None:
    event, (begin, _, end) = case
    found = occurrences(event, begin, end, home=HOME)

    assert not found or next_from(event, begin, home=HOME) == found[0]


@given(strategies.events())
def test_codec_gives_the_same_event_back(event: EventObject) -> None:
    assert from_json(to_json(event)) == event


@settings(max_examples=50)
@given(strategies.rules(), strategies.walls, st.integers(0, 400), st.integers(0, 200))
def test_walk_agrees_with_dateutil(text: str, start: datetime, skip: int, days: int) -> None:
    rule = parse(text)
    assume(not (rule.freq is Freq.YEARLY and rule.bymonthday and not rule.bymonth and not rule.byday))
    # dateutil begins the first week at DTSTART, so BYSETPOS counts there what is left of it.
    assume(not (rule.freq is Freq.WEEKLY and rule.bysetpos))
    assume(not rule.until or rule.until.wall > start)
    # dateutil walks to the year 9999 for a rule that never matches.
    assume(any(True for _ in walk(rule, start, start, start + timedelta(days=3_000))))
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
