from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.core.plan.support_plan import State
from planner.core.priorities import (
    Item,
    Ranked,
    Reason,
    SoftWarning,
    Warns,
    WeekLoad,
    Why,
    World,
    rank,
    warnings,
    weeks,
)

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 12, 2, 12, tzinfo=UTC)
TODAY = date(2026, 12, 2)
MORE_OPEN = [State.AGREED, State.PROPOSED, State.DRAFT, State.NONE]


def item(key: str = "party", days: int = 6, **known: Any) -> Item:
    day = TODAY + timedelta(days=days)
    return Item(key, datetime.combine(day, time(18), tzinfo=UTC), day, **known)


def order(*items: Item) -> list[str]:
    return [ranked.item.key for ranked in rank(items, now=NOW, zone=BERLIN)]


def reasons(given: Item) -> list[Reason]:
    [ranked] = rank([given], now=NOW, zone=BERLIN)
    return list(ranked.reasons)


def test_what_is_near_hard_and_open_comes_first() -> None:
    assert order(
        item("agreed", 2, level=3, state=State.AGREED),
        item("far", 40, level=1),
        item("near", 4, level=1),
        item("hard", 20, level=3),
        item("waiting", 4, level=1, state=State.PROPOSED),
        item("dear", 4, level=1, mattering=3),
        item("plain", 1),
    ) == ["dear", "hard", "near", "waiting", "plain", "far", "agreed"]


def test_ties_are_broken_by_time_then_by_key() -> None:
    later = replace(item("a"), starts_at=item().starts_at + timedelta(hours=1))

    assert order(later, item("c"), item("b")) == ["b", "c", "a"]


def test_reasons_are_told_in_order_and_name_nobody() -> None:
    known = item(mattering=3, level=2, nights=2, has_last_plan=True)

    assert reasons(known) == [
        Reason(Why.IN_DAYS, {"count": 6}),
        Reason(Why.MATTERS_A_LOT, {"people": 1}),
        Reason(Why.MAY_BE_HARD, {"level": 2}),
        Reason(Why.NIGHTS, {"count": 2}),
        Reason(Why.NO_PLAN_YET),
        Reason(Why.LAST_PLAN_READY),
    ]


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ({"days": 0}, Reason(Why.TODAY)),
        ({"days": -1}, Reason(Why.TODAY)),
        ({"days": 1}, Reason(Why.TOMORROW)),
        ({"days": 2}, Reason(Why.IN_DAYS, {"count": 2})),
    ],
)
def test_nearness_reads_like_speech(known: dict[str, int], expected: Reason) -> None:
    assert reasons(item(**known))[0] == expected


@pytest.mark.parametrize(
    ("mattering", "both", "expected"),
    [
        (1, False, []),
        (2, False, [Reason(Why.MATTERS, {"people": 1})]),
        (2, True, [Reason(Why.MATTERS, {"people": 2})]),
        (3, True, [Reason(Why.MATTERS_A_LOT, {"people": 2})]),
    ],
)
def test_mattering_says_one_of_you_or_both(mattering: int, both: bool, expected: list[Reason]) -> None:
    assert reasons(item(mattering=mattering, matters_to_both=both))[1:-1] == expected


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (State.NONE, Why.NO_PLAN_YET),
        (State.DRAFT, Why.DRAFT_WAITING),
        (State.PROPOSED, Why.WAITING_FOR_A_YES),
        (State.AGREED, Why.PLAN_AGREED),
        (State.GOING_SEPARATELY, Why.GOING_SEPARATELY),
        (State.DECLINED, Why.DECLINED),
        (State.DONE, Why.OVER),
        (State.REVIEWED, Why.OVER),
    ],
)
def test_every_state_has_its_reason(state: State, expected: Why) -> None:
    assert reasons(item(state=state, has_last_plan=state is not State.NONE))[1:] == [Reason(expected)]


def test_today_is_the_viewers() -> None:
    late = datetime(2026, 12, 2, 23, 30, tzinfo=UTC)

    [ranked] = rank([item(days=1)], now=late, zone=BERLIN)

    assert ranked.reasons[0] == Reason(Why.TODAY)


@st.composite
def items(draw: st.DrawFn, key: str = "x") -> Item:
    return item(
        key,
        draw(st.integers(-2, 90)),
        level=draw(st.integers(0, 3)),
        mattering=draw(st.integers(0, 3)),
        state=draw(st.sampled_from(MORE_OPEN)),
    )


def nearer(one: Item, days: int) -> Item:
    by = timedelta(days=days)
    return replace(one, starts_at=one.starts_at - by, start_on=one.start_on - by)


def place(items: list[Item], key: str) -> int:
    return order(*items).index(key)


@given(items("me"), st.lists(st.integers(), max_size=6, unique=True), st.data())
def test_nearer_harder_more_open_never_ranks_lower(one: Item, keys: list[int], data: st.DataObject) -> None:
    others = [data.draw(items(f"{key}")) for key in keys]
    openness = MORE_OPEN.index(one.state)
    better = [
        nearer(one, data.draw(st.integers(0, 90))),
        replace(one, level=data.draw(st.integers(one.level, 3))),
        replace(one, mattering=data.draw(st.integers(one.mattering, 3))),
        replace(one, state=data.draw(st.sampled_from(MORE_OPEN[openness:]))),
    ]

    before = place([one, *others], "me")

    assert all(place([changed, *others], "me") <= before for changed in better)


@given(st.lists(st.integers(), max_size=6, unique=True), st.data())
def test_the_order_depends_on_nothing_but_the_items(keys: list[int], data: st.DataObject) -> None:
    given = [data.draw(items(f"{key}")) for key in keys]
    shuffled = data.draw(st.permutations(given))

    ranked = rank(given, now=NOW, zone=BERLIN)

    assert ranked == rank(shuffled, now=NOW, zone=BERLIN)
    assert [one.score for one in ranked] == sorted((one.score for one in ranked), reverse=True)
    assert sorted(one.item.key for one in ranked) == sorted(one.key for one in given)


def test_what_a_score_ignores_changes_no_order() -> None:
    known = item(nights=3, has_last_plan=True, matters_to_both=True, world=World.YOURS)

    [plain], [rich] = rank([item()], now=NOW, zone=BERLIN), rank([known], now=NOW, zone=BERLIN)

    assert isinstance(plain, Ranked)
    assert plain.score == rich.score


def test_weeks_show_the_load_by_whose_world_it_is() -> None:
    known = [
        item("a", 0, level=1, world=World.MINE),
        item("b", 1, level=3, world=World.YOURS),
        item("c", 4, level=2, world=World.YOURS),
        item("d", 5, level=2, world=World.OURS),
        item("e", 200, level=3),
        item("f", -7, level=3),
        item("g", 6),
    ]

    assert weeks(known, today=TODAY, weeks=3) == (
        WeekLoad(date(2026, 11, 30), 1, 5, 0),
        WeekLoad(date(2026, 12, 7), 0, 0, 2),
        WeekLoad(date(2026, 12, 14), 0, 0, 0),
    )


def test_a_quarter_of_a_year_is_twelve_weeks() -> None:
    assert [one.starts_on for one in weeks([], today=TODAY)] == [
        date(2026, 11, 30) + timedelta(weeks=n) for n in range(12)
    ]


@pytest.mark.parametrize(
    ("levels", "days", "expected"),
    [
        ([3], [6], []),
        ([2, 1], [6, 7], []),
        ([2, 2], [6, 7], [2]),
        ([1, 1, 2, 0], [5, 6, 7, 8], [3]),
        ([3, 3], [4, 5], []),
        ([3, 3], [-1, 2], []),
        ([3, 3, 3, 3], [5, 6, 12, 13], [2, 2]),
    ],
)
def test_hard_events_that_stack_up_in_one_week_are_warned_of(
    levels: list[int], days: list[int], expected: list[int]
) -> None:
    known = [item(f"{day}", day, level=level) for level, day in zip(levels, days, strict=True)]

    found = warnings([*known, item("us", 20, is_own_time=True)], today=TODAY)

    assert [one.count for one in found] == expected
    assert all(one.code is Warns.STACKED_WEEK and one.on.weekday() == 0 for one in found)


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ([item()], [SoftWarning(Warns.NO_OWN_TIME, TODAY)]),
        ([item(), item("us", 31, is_own_time=True)], [SoftWarning(Warns.NO_OWN_TIME, TODAY)]),
        ([item(), item("us", 29, is_own_time=True)], []),
        ([item("far", 40)], []),
        ([], []),
    ],
)
def test_a_month_without_time_of_their_own_is_warned_of(
    known: list[Item], expected: list[SoftWarning]
) -> None:
    assert list(warnings(known, today=TODAY)) == expected


def test_weeks_begin_on_the_day_on_which_the_reader_begins_them() -> None:
    monday, sunday = (
        weeks([item("a", 4, level=2)], today=TODAY, weeks=2, first_weekday=day) for day in (0, 6)
    )

    assert [(one.starts_on, one.ours) for one in monday] == [(date(2026, 11, 30), 2), (date(2026, 12, 7), 0)]
    assert [(one.starts_on, one.ours) for one in sunday] == [(date(2026, 11, 29), 0), (date(2026, 12, 6), 2)]


def test_a_warning_names_the_week_as_the_reader_begins_it() -> None:
    hard = [item("a", 3, level=3), item("b", 4, level=3), item("us", 20, is_own_time=True)]

    assert [one.on for one in warnings(hard, today=TODAY)] == [date(2026, 11, 30)]
    assert warnings(hard, today=TODAY, first_weekday=6) == ()
