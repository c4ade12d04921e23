"""A month as weeks of days: bars keep their lane, and what finds no room is counted."""

import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from backend.web.layout import days, hours, months
from backend.web.layout.bars import bars
from backend.web.layout.days import week_of
from planner.core.visibility import Shown
from planner.queries.views import OccurrenceView
from tests.web.layout.test_hours import MONDAY, on


def trip(day: date, days: int, title: str = "trip") -> OccurrenceView:
    return on(day, 19, 24 * (days - 1), title)


def slots(week: months.Week, day: int) -> list[str]:
    return [slot.bar.one.title if slot.bar else "" for slot in week.days[day].slots]


def week(*occurrences: OccurrenceView) -> months.Week:
    """The week of 7 December 2026."""
    return months.weeks(date(2026, 12, 1), occurrences, today=date(2026, 12, 9))[1]


def test_bar_keeps_its_lane_and_tells_where_it_goes_on() -> None:
    found = week(trip(MONDAY + timedelta(days=1), 3), on(MONDAY + timedelta(days=2), 9, 1, "dentist"))

    assert [slots(found, day) for day in range(4)] == [[], ["trip"], ["trip", "dentist"], ["trip"]]
    assert [
        (slot.carries_title, slot.comes_from_before, slot.goes_on)
        for slot in (found.days[n].slots[0] for n in (1, 2, 3))
    ] == [(True, False, True), (False, True, True), (False, True, False)]


def test_lane_stays_empty_where_a_bar_below_goes_on() -> None:
    found = week(trip(MONDAY, 2, "first"), trip(MONDAY + timedelta(days=1), 3, "second"))

    assert slots(found, 2) == ["", "second"]


def test_bar_begins_anew_in_each_week() -> None:
    first, second = months.weeks(date(2026, 12, 1), [trip(MONDAY - timedelta(days=1), 3)], today=MONDAY)[:2]

    assert first.days[6].slots[0].goes_on and second.days[0].slots[0].carries_title
    assert second.days[0].slots[0].comes_from_before


def test_day_with_too_much_shows_three_and_counts_the_rest() -> None:
    found = week(*(on(MONDAY, 9 + n, 1, str(n)) for n in range(6)))

    assert (slots(found, 0), found.days[0].more) == (["0", "1", "2"], 3)
    assert week(*(on(MONDAY, 9 + n, 1, str(n)) for n in range(4))).days[0].more == 0


def test_busy_gives_way_to_what_has_a_name_where_not_all_find_room() -> None:
    meetings = [on(MONDAY, 9 + n, 1, f"meeting {n}", shown=Shown.BUSY) for n in range(4)]
    evenings = [on(MONDAY, 18, 1, "yoga"), on(MONDAY, 20, 2, "us two")]
    journey = trip(MONDAY - timedelta(days=1), 4, "journey")

    crowded, roomy = week(journey, *meetings, *evenings), week(journey, *meetings[:1], *evenings)

    assert (slots(crowded, 0), crowded.days[0].more) == (["journey", "yoga", "us two"], 4)
    assert slots(roomy, 0) == ["journey", "meeting 0", "yoga", "us two"]
    assert slots(week(*meetings, evenings[0]), 0) == ["meeting 0", "meeting 1", "yoga"]


def test_week_begins_on_the_day_that_the_reader_is_used_to() -> None:
    found = months.weeks(date(2026, 12, 1), [], today=MONDAY, first_weekday=6)

    assert [one.first for one in found][:2] == [date(2026, 11, 29), date(2026, 12, 6)]
    assert (found[0].number, week().number) == (49, 50)
    assert week_of(date(2026, 12, 6), 6) == date(2026, 12, 6)


def test_longer_bars_stand_above() -> None:
    laid = bars([on(MONDAY, 8, 1, "early"), trip(MONDAY, 2, "short"), trip(MONDAY, 4, "long")], MONDAY, 7)

    assert [(bar.one.title, bar.lane) for bar in laid] == [("long", 0), ("short", 1), ("early", 2)]


def test_what_touches_no_day_of_the_row_is_left_out() -> None:
    assert (
        bars([on(MONDAY - timedelta(days=1), 22, 4), on(MONDAY + timedelta(days=7), 0, 1)], MONDAY, 7) == []
    )


def test_many_that_last_for_years_are_counted_and_cost_no_more_than_they_show() -> None:
    """Of each of the two, so that neither pushes the other's out of a day."""
    theirs = [replace(trip(MONDAY - timedelta(days=3), 3_650), is_mine=False) for _ in range(3_000)]
    mine = on(MONDAY, 19, 2, "choir")
    begun = time.process_time()

    found = months.weeks(date(2026, 12, 1), [*theirs, mine], today=MONDAY)
    by_day = days.by_day([*theirs, mine], MONDAY, MONDAY + timedelta(days=60))

    assert time.process_time() - begun < 2
    day = found[1].days[0]
    assert (len([slot for slot in day.slots if slot.bar]) + day.more) == 3_001
    assert (len(by_day[MONDAY].events), by_day[MONDAY].more) == (days.MOST_A_DAY + 1, 3_000 - days.MOST_A_DAY)
    assert by_day[MONDAY].events[-1] == mine


def test_week_counts_the_bars_that_find_no_room() -> None:
    trips = [trip(MONDAY, 3) for _ in range(60)]

    found = hours.grid(trips, MONDAY, now=datetime(2026, 12, 7, tzinfo=UTC), zone=ZoneInfo("UTC"))

    assert (len(found.bars), [column.more for column in found.columns]) == (50, [10, 0, 0, 0, 0, 0, 0])
