from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.core.calendar import zones
from planner.core.reminding.ladder import begins_at, card_times, event_day, finishes_at, ladder
from planner.core.reminding.reminders import Channel, Due, Facts, Recipient, Rungs, Step
from tests.core.reminding.evenings import (
    BERLIN,
    LONG_BEFORE,
    NEW_YORK,
    ODD_ZONES,
    QUIET,
    all_day,
    local,
    recipient,
    timed,
)

PARTY = datetime(2026, 12, 12, 19)


def steps(facts: Facts, who: Recipient, now: datetime = LONG_BEFORE, **more: Any) -> list[tuple[str, str]]:
    return [(due.step.value, local(due.due_at, who.zone)) for due in ladder(facts, who, now=now, **more)]


def test_the_way_to_an_agreement() -> None:
    assert steps(timed(PARTY, level_seen=3), recipient()) == [
        ("early", "2026-11-28 18:00"),
        ("talk", "2026-12-05 18:00"),
        ("last-call", "2026-12-09 18:00"),
        ("check-in", "2026-12-14 10:00"),
    ]


def test_the_way_from_an_agreement() -> None:
    facts = timed(PARTY, sees_open_plan=True, is_agreed=True, both_want_repair=True)

    assert steps(facts, recipient()) == [
        ("read-through", "2026-12-11 18:00"),
        ("card", "2026-12-12 16:00"),
        ("check-in", "2026-12-14 10:00"),
        ("repair", "2026-12-17 10:00"),
    ]


def test_an_accepted_talk_takes_the_place_of_the_invitation() -> None:
    slot = datetime(2026, 12, 7, 19, tzinfo=UTC)
    who = recipient(channels=frozenset({Channel.EMAIL, Channel.PUSH}))

    assert steps(timed(PARTY, talk_at=slot), who) == [
        ("talk-now", "2026-12-07 20:00"),
        ("last-call", "2026-12-09 18:00"),
        ("check-in", "2026-12-14 10:00"),
    ]


def test_a_due_step_tells_its_wall_time_and_zone() -> None:
    who = recipient(rungs=Rungs(frozenset({Step.TALK})))

    assert ladder(timed(PARTY), who, now=LONG_BEFORE) == (
        Due(
            Step.TALK,
            Channel.EMAIL,
            datetime(2026, 12, 5, 17, tzinfo=UTC),
            datetime(2026, 12, 5, 18),
            "Europe/Berlin",
        ),
    )


@pytest.mark.parametrize("who", [recipient(rungs=Rungs(frozenset())), recipient(channels=frozenset())])
def test_an_emptied_ladder_is_empty(who: Recipient) -> None:
    assert ladder(timed(PARTY), who, now=LONG_BEFORE) == ()


@pytest.mark.parametrize(
    ("begins", "expected"),
    [
        ("2026-11-28 18:00", ["early", "talk", "last-call", "check-in"]),
        ("2026-11-28 18:01", ["talk", "last-call", "check-in"]),
        ("2026-12-08 12:00", ["last-call", "check-in"]),
        ("2026-12-10 12:00", ["check-in"]),
        ("2026-12-14 10:01", []),
    ],
)
def test_a_step_that_has_passed_is_skipped_and_the_next_stands_in(begins: str, expected: list[str]) -> None:
    now = datetime.fromisoformat(begins).replace(tzinfo=BERLIN)

    assert [step for step, _ in steps(timed(PARTY, level_seen=3), recipient(), now)] == expected


def test_a_planned_step_survives_planning_again_before_it_was_sent() -> None:
    facts, who = timed(PARTY), recipient(rungs=Rungs(frozenset({Step.TALK})))
    [due] = ladder(facts, who, now=LONG_BEFORE)
    later = due.due_at + timedelta(seconds=20)

    assert ladder(facts, who, now=later, planned={(Step.TALK, due.due_at)}) == (due,)
    assert ladder(facts, who, now=later, planned={(Step.TALK, due.due_at - timedelta(days=1))}) == ()


def test_times_are_the_recipients() -> None:
    facts = timed(datetime(2026, 12, 12, 2), level_seen=1, is_agreed=True)

    assert steps(facts, recipient(NEW_YORK)) == [
        ("read-through", "2026-12-10 18:00"),
        ("card", "2026-12-11 17:00"),
        ("check-in", "2026-12-13 10:00"),
    ]


def test_a_floating_event_begins_where_the_recipient_is() -> None:
    facts = timed(PARTY, None, home=BERLIN, is_agreed=True)

    assert dict(steps(facts, recipient(NEW_YORK)))["card"] == "2026-12-12 16:00"


def test_an_all_day_event_is_anchored_to_nine() -> None:
    facts = all_day(datetime(2026, 12, 12), is_agreed=True)

    assert steps(facts, recipient(NEW_YORK)) == [
        ("read-through", "2026-12-11 18:00"),
        ("card", "2026-12-12 06:00"),
        ("check-in", "2026-12-14 10:00"),
    ]


@pytest.mark.parametrize(
    ("start", "quiet", "expected"),
    [
        (datetime(2026, 12, 12, 19), QUIET, ["2026-12-12 16:00"]),
        (datetime(2026, 12, 12, 11), QUIET, ["2026-12-12 08:00"]),
        (datetime(2026, 12, 12, 10), QUIET, ["2026-12-11 20:30", "2026-12-12 07:00"]),
        (datetime(2026, 12, 12, 0, 30), QUIET, ["2026-12-11 20:30", "2026-12-11 21:30"]),
        (datetime(2026, 12, 12, 10), {}, ["2026-12-12 07:00"]),
        (
            datetime(2026, 12, 12, 10),
            {"quiet_from": time(20), "quiet_until": time(8)},
            ["2026-12-11 19:30", "2026-12-12 07:00"],
        ),
        (
            datetime(2026, 12, 12, 17),
            {"quiet_from": time(13), "quiet_until": time(15)},
            ["2026-12-11 20:30", "2026-12-12 14:00"],
        ),
    ],
)
def test_a_card_due_in_quiet_hours_goes_the_evening_before(
    start: datetime, quiet: dict[str, time], expected: list[str]
) -> None:
    times = card_times(timed(start, is_agreed=True), recipient(**quiet))

    assert [local(moment) for moment in times] == expected


def test_an_all_day_card_goes_the_evening_before() -> None:
    facts = all_day(datetime(2026, 12, 12), is_agreed=True)

    assert dict(steps(facts, recipient(**QUIET)))["card"] == "2026-12-11 20:30"


def test_a_card_agreed_too_late_for_the_evening_keeps_its_three_hours() -> None:
    facts = timed(datetime(2026, 12, 12, 10), is_agreed=True)
    agreed_at = datetime(2026, 12, 11, 22, tzinfo=BERLIN)

    assert dict(steps(facts, recipient(**QUIET), agreed_at))["card"] == "2026-12-12 07:00"


@pytest.mark.parametrize(
    ("lasts", "expected"),
    [
        (timedelta(hours=3), "2026-12-13 10:00"),
        (timedelta(hours=3, minutes=1), "2026-12-14 10:00"),
        (timedelta(0), "2026-12-13 10:00"),
        (timedelta(days=2), "2026-12-15 10:00"),
    ],
)
def test_the_check_in_comes_on_the_first_ten_o_clock_after_twelve_hours(
    lasts: timedelta, expected: str
) -> None:
    assert dict(steps(timed(PARTY, lasts=lasts), recipient()))["check-in"] == expected


def test_a_known_check_in_dates_the_repair() -> None:
    facts = timed(PARTY, both_want_repair=True, check_in_at=datetime(2026, 12, 20, 9, tzinfo=UTC))

    assert dict(steps(facts, recipient()))["repair"] == "2026-12-23 10:00"


@pytest.mark.parametrize("zone", ODD_ZONES, ids=str)
def test_a_ten_o_clock_event_and_its_ladder_stay_put_all_year(zone: ZoneInfo) -> None:
    who = recipient(zone, rungs=Rungs(frozenset(set(Step) - {Step.CHECK_IN})))
    for day in range(365):
        start = datetime(2026, 1, 20, 10) + timedelta(days=day)
        facts = timed(start, zone, level_seen=3)

        rungs = [due.anchor_local for due in ladder(facts, who, now=LONG_BEFORE - timedelta(days=9))]

        days_before = [datetime.combine(start - timedelta(days=n), time(18)) for n in (14, 7, 3)]
        assert rungs == days_before


@pytest.mark.parametrize(
    ("zone", "start", "card"),
    [
        # Clocks go from 02:00 to 03:00: three hours before are four on the wall.
        ("Europe/Berlin", datetime(2026, 3, 29, 5), "2026-03-29 01:00"),
        # In the gap the event moves forward.
        ("Europe/Berlin", datetime(2026, 3, 29, 2, 30), "2026-03-28 23:30"),
        # In the fold it is the first half past two.
        ("Europe/Berlin", datetime(2026, 10, 25, 2, 30), "2026-10-24 23:30"),
        ("Europe/Berlin", datetime(2026, 10, 25, 6), "2026-10-25 03:00"),
        ("America/New_York", datetime(2026, 3, 8, 2, 30), "2026-03-07 23:30"),
        ("America/New_York", datetime(2026, 11, 1, 4), "2026-11-01 01:00"),
        # Half an hour, in the other half of the year.
        ("Australia/Lord_Howe", datetime(2026, 4, 5, 4), "2026-04-05 01:30"),
        ("Australia/Lord_Howe", datetime(2026, 10, 4, 5), "2026-10-04 01:30"),
        # A quarter to four is a quarter to three.
        ("Pacific/Chatham", datetime(2026, 4, 5, 6), "2026-04-05 03:00"),
        ("Pacific/Chatham", datetime(2026, 9, 27, 6), "2026-09-27 02:00"),
        # Two hours at once.
        ("Antarctica/Troll", datetime(2026, 3, 29, 5), "2026-03-29 00:00"),
        ("Antarctica/Troll", datetime(2026, 10, 25, 5), "2026-10-25 02:00"),
    ],
)
def test_three_hours_before_are_three_real_hours(zone: str, start: datetime, card: str) -> None:
    tz = ZoneInfo(zone)
    facts = timed(start, tz, is_agreed=True)

    [moment] = card_times(facts, recipient(tz))

    assert facts.starts_at - moment == timedelta(hours=3)
    assert local(moment, tz) == card


@pytest.mark.parametrize("year", [1, 9999])
def test_the_ends_of_the_calendar_have_no_ladder(year: int) -> None:
    starts_at = datetime(year, 1, 1, tzinfo=UTC)
    facts = Facts(datetime(year, 1, 1), None, True, starts_at, starts_at + timedelta(days=1), level_seen=3)

    assert ladder(facts, recipient(), now=LONG_BEFORE) == ()


@st.composite
def situations(draw: st.DrawFn) -> tuple[Facts, Recipient]:
    zone, home = draw(st.sampled_from(ODD_ZONES)), draw(st.sampled_from(ODD_ZONES))
    start = draw(st.datetimes(datetime(2026, 2, 1), datetime(2028, 1, 1))).replace(microsecond=0)
    known = {
        "level_seen": draw(st.sampled_from([None, 1, 2, 3])),
        "sees_open_plan": draw(st.booleans()),
        "is_agreed": draw(st.booleans()),
        "is_cancelled": draw(st.booleans()),
    }
    if draw(st.booleans()):
        facts = all_day(datetime.combine(start, time()), draw(st.integers(1, 4)), home=home, **known)
    else:
        lasts = draw(st.timedeltas(timedelta(0), timedelta(days=3)))
        facts = timed(start, draw(st.sampled_from([zone, None])), lasts=lasts, home=home, **known)
    quiet = draw(st.sampled_from([{}, QUIET, {"quiet_from": time(2, 30), "quiet_until": time(3)}]))
    return facts, recipient(zone, **quiet)


@given(situations())
def test_a_ladder_climbs_towards_its_event(situation: tuple[Facts, Recipient]) -> None:
    facts, who = situation

    rungs = ladder(facts, who, now=LONG_BEFORE)

    begins, finishes = begins_at(facts, who), finishes_at(facts, who)
    assert [due.due_at for due in rungs] == sorted(due.due_at for due in rungs)
    assert all((due.due_at < begins) == (due.step is not Step.CHECK_IN) for due in rungs)
    assert all(due.due_at >= finishes + timedelta(hours=12) for due in rungs if due.step is Step.CHECK_IN)
    assert all(zones.wall_clock(due.due_at, who.zone) == due.anchor_local for due in rungs)
    assert bool(rungs) == (not facts.is_cancelled and (facts.level_seen is not None or facts.sees_open_plan))


@given(situations(), st.integers(0, 60 * 24 * 40))
def test_planning_later_only_leaves_out_what_has_passed(
    situation: tuple[Facts, Recipient], minutes: int
) -> None:
    facts, who = situation
    now = begins_at(facts, who) - timedelta(days=20) + timedelta(minutes=minutes)
    whole = ladder(facts, who, now=LONG_BEFORE)
    planned = {(due.step, due.due_at) for due in whole}

    left = ladder(facts, who, now=now)

    assert all(due.due_at >= now for due in left)
    assert {due for due in whole if due.due_at >= now} <= set(left)
    assert {due.step for due in left if due not in whole} <= {Step.CARD}
    assert ladder(facts, who, now=now, planned=planned) == whole


def test_the_day_that_a_move_must_change_is_the_recipients() -> None:
    facts = timed(datetime(2026, 12, 12, 2))

    assert (
        f"{event_day(facts, recipient())} {event_day(facts, recipient(NEW_YORK))}" == "2026-12-12 2026-12-11"
    )
