"""Where an event stands in a week by the hour."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from backend.web.layout import hours
from planner.core.calendar import zones
from planner.core.visibility import Shown, Visibility
from planner.queries.views import OccurrenceView

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = date(2026, 12, 7)
NOW = datetime(2026, 12, 9, 11, 20, tzinfo=UTC)
FORWARD, BACK = date(2026, 3, 23), date(2026, 10, 19)
"""The Mondays of the weeks in which the clocks of Berlin change, both on the Sunday."""


def occurrence(
    start: datetime, end: datetime, title: str = "x", *, shown: Shown = Shown.FULL
) -> OccurrenceView:
    """Something from one moment to another, as somebody in Berlin sees it."""
    return OccurrenceView(
        event_id=None,
        recurrence_id="",
        title=title,
        location="",
        starts_at=start,
        ends_at=end,
        start_local=zones.wall_clock(start, BERLIN),
        end_local=zones.wall_clock(end, BERLIN),
        is_all_day=False,
        event_tzid="Europe/Berlin",
        world="mine",
        kind="other",
        is_mine=True,
        is_recurring=False,
        shown=shown,
        visibility=Visibility.SHARED,
    )


def on(
    day: date, hour: float, lasts: float, title: str = "x", *, shown: Shown = Shown.FULL
) -> OccurrenceView:
    """Something from this hour of the day on, as the clock shows it."""
    wall = datetime.combine(day, time()) + timedelta(hours=hour)
    start = zones.instant(wall, BERLIN)
    return occurrence(start, start + timedelta(hours=lasts), title, shown=shown)


def laid(*occurrences: OccurrenceView, start: date = MONDAY, now: datetime = NOW) -> hours.Grid:
    return hours.grid(occurrences, start, now=now, zone=BERLIN)


def places(grid: hours.Grid, day: int = 0) -> dict[str, tuple[int, int, int, int]]:
    """Of each event on this day its row, rows, lane and width."""
    return {
        block.one.title: (block.row, block.rows, block.lane, block.width)
        for block in grid.columns[day].blocks
    }


def test_quiet_week_shows_the_usual_hours() -> None:
    grid = laid()

    assert (grid.rows, grid.hours[0].clock, grid.hours[-1].clock) == (60, time(7), time(21))


def test_event_stands_at_its_quarters() -> None:
    grid = laid(on(MONDAY, 9.5, 1.75))

    assert places(grid) == {"x": (10, 7, 0, 12)}


def test_early_and_late_events_widen_the_day_for_all() -> None:
    grid = laid(on(MONDAY, 5.5, 1), on(MONDAY + timedelta(days=2), 20, 3.25, "late"))

    assert (grid.hours[0].clock, grid.hours[-1].clock, grid.rows) == (time(5), time(23), 76)


def test_short_event_is_tall_enough_for_a_thumb() -> None:
    assert places(laid(on(MONDAY, 9, 0)))["x"][:2] == (8, hours.LEAST_TALL)


def test_what_overlaps_stands_side_by_side() -> None:
    grid = laid(
        on(MONDAY, 9, 3, "long"),
        on(MONDAY, 10, 1, "first"),
        on(MONDAY, 11, 1, "second"),
        on(MONDAY, 13, 1, "alone"),
    )

    assert {title: place[2:] for title, place in places(grid).items()} == {
        "long": (0, 6),
        "first": (6, 6),
        "second": (6, 6),
        "alone": (0, 12),
    }


def test_event_takes_the_room_that_nothing_beside_it_needs() -> None:
    grid = laid(on(MONDAY, 9, 1, "a"), on(MONDAY, 9, 1, "b"), on(MONDAY, 9.5, 3, "c"), on(MONDAY, 11, 1, "d"))

    assert places(grid)["d"][2:] == (0, 8)


def test_more_than_fit_are_counted() -> None:
    grid = laid(*(on(MONDAY, 9, 1, str(n)) for n in range(5)))

    assert (len(grid.columns[0].blocks), grid.columns[0].more) == (hours.MOST_LANES, 2)


def test_busy_time_of_the_other_never_makes_an_event_narrow() -> None:
    busy = on(MONDAY, 9, 8, "", shown=Shown.BUSY)

    alone, beside = laid(busy), laid(busy, on(MONDAY, 10, 1))

    assert (alone.columns[0].blocks[0].width, alone.columns[0].blocks[0].is_rail) == (12, False)
    assert places(beside) == {"": (8, 32, 0, 2), "x": (12, 4, 2, 10)}
    assert beside.columns[0].blocks[0].is_rail


def test_evening_past_midnight_stays_with_its_day() -> None:
    grid = laid(on(MONDAY, 22, 4))

    assert places(grid) == {"x": (60, 16, 0, 12)}
    assert places(grid, 1) == {}
    assert [(hour.clock, hour.is_next_day) for hour in grid.hours[-2:]] == [(time(0), True), (time(1), True)]


def test_evening_before_the_week_goes_on_in_its_first_day() -> None:
    grid = laid(on(MONDAY - timedelta(days=1), 22, 4))

    (block,) = grid.columns[0].blocks
    assert (block.row, block.rows, block.begins) == (0, 8, False)
    assert grid.hours[0].clock == time(0)


def test_what_lasts_more_than_an_evening_is_a_bar() -> None:
    trip = on(MONDAY + timedelta(days=1), 19, 48, "trip")

    grid = laid(trip)

    assert [(bar.first, bar.last, bar.begins, bar.ends) for bar in grid.bars] == [(1, 3, True, True)]
    assert [column.blocks for column in grid.columns] == [[]] * 7


def test_night_on_which_clocks_go_forward_has_a_gap() -> None:
    grid = laid(on(FORWARD + timedelta(days=6), 1, 2), start=FORWARD)

    sunday = grid.columns[6]
    # From one o'clock two hours on it is four: the hour between two and three is not there.
    assert (sunday.gap, sunday.blocks[0].row, sunday.blocks[0].rows) == (hours.Stretch(4, 4), 0, 12)
    assert grid.columns[5].gap is None


def test_night_on_which_clocks_go_back_has_the_hour_twice() -> None:
    sunday = BACK + timedelta(days=6)
    first = zones.instant(datetime.combine(sunday, time(2, 30)), BERLIN)
    grid = laid(
        occurrence(first, first + timedelta(minutes=45), "once"),
        occurrence(first + timedelta(hours=1), first + timedelta(hours=1, minutes=45), "again"),
        on(sunday, 9, 1, "after"),
        on(BACK, 9, 1, "monday"),
        start=BACK,
    )

    assert [hour.clock for hour in grid.hours[:3]] == [time(2), time(2), time(3)]
    assert places(grid, 6)["once"][0] + 4 == places(grid, 6)["again"][0]
    assert places(grid, 6)["after"][0] == places(grid, 0)["monday"][0] == 8 * 4


def test_line_of_now_stands_in_today_only() -> None:
    grid = laid()

    assert [column.now for column in grid.columns] == [
        None,
        None,
        hours.Stretch(21, 0),
        None,
        None,
        None,
        None,
    ]
    assert laid(now=NOW - timedelta(hours=8)).columns[2].now is None


STARTS = st.integers(0, 7 * 96 - 1).map(
    lambda n: datetime(2026, 12, 6, 23, tzinfo=UTC) + n * timedelta(minutes=15)
)
EVENTS = st.lists(st.tuples(STARTS, st.integers(0, 48), st.booleans()), max_size=14)


@given(EVENTS)
@settings(max_examples=40)
def test_nothing_overlaps_and_nothing_is_lost(drawn: list[tuple[datetime, int, bool]]) -> None:
    events = [
        occurrence(
            start, start + length * timedelta(minutes=15), str(n), shown=Shown.BUSY if is_busy else Shown.FULL
        )
        for n, (start, length, is_busy) in enumerate(drawn)
    ]

    grid = laid(*events)

    assert sum(len(column.blocks) + column.more for column in grid.columns) + len(grid.bars) == len(events)
    for column in grid.columns:
        full = [block for block in column.blocks if block.one.shown is Shown.FULL]
        cells = [
            (row, lane)
            for block in full
            for row in range(block.row, block.row + block.rows)
            for lane in range(block.lane, block.lane + block.width)
        ]
        assert len(cells) == len(set(cells))
        assert all(0 <= row < grid.rows and 0 <= lane < hours.COLUMNS for row, lane in cells)
