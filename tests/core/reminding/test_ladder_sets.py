from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given

from planner import errors
from planner.core.reminding import ladder_sets, sending
from planner.core.reminding.ladder import ladder
from planner.core.reminding.reminders import OURS, DaysBefore, Facts, Reason, Recipient, Rungs, Step
from tests.core.reminding.evenings import BERLIN, LONG_BEFORE, QUIET, local, recipient, timed
from tests.core.reminding.rungs import own_rungs

PARTY = datetime(2026, 12, 12, 19)
ALL = frozenset(Step)


def steps(facts: Facts, who: Recipient, now: datetime = LONG_BEFORE) -> list[tuple[str, str]]:
    return [(due.step.value, local(due.due_at, who.zone)) for due in ladder(facts, who, now=now)]


def test_ours_is_the_ladder_of_the_product() -> None:
    assert (
        Rungs(
            steps=ALL,
            early=DaysBefore(14, time(18)),
            talk=DaysBefore(7, time(18)),
            last_call=DaysBefore(3, time(18)),
            read_through=DaysBefore(1, time(18)),
            card_before=timedelta(hours=3),
            check_in_at=time(10),
        )
        == OURS
    )


def test_the_way_to_an_agreement_on_rungs_of_their_own() -> None:
    own = Rungs(early=DaysBefore(21, time(8, 15)), talk=DaysBefore(5), last_call=DaysBefore(2, time(12)))

    assert steps(timed(PARTY, level_seen=3), recipient(rungs=own)) == [
        ("early", "2026-11-21 08:15"),
        ("talk", "2026-12-07 18:00"),
        ("last-call", "2026-12-10 12:00"),
        ("check-in", "2026-12-14 10:00"),
    ]


def test_the_way_from_an_agreement_on_rungs_of_their_own() -> None:
    own = Rungs(
        read_through=DaysBefore(2, time(21)), card_before=timedelta(hours=8), check_in_at=time(12, 30)
    )
    facts = timed(PARTY, sees_open_plan=True, is_agreed=True, both_want_repair=True)

    assert steps(facts, recipient(rungs=own)) == [
        ("read-through", "2026-12-10 21:00"),
        ("card", "2026-12-12 11:00"),
        # Twelve hours after eleven at night are over before half past twelve.
        ("check-in", "2026-12-13 12:30"),
        ("repair", "2026-12-16 12:30"),
    ]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("family", "2026-12-02 18:00"), ("travel", "2026-12-08 18:00"), ("us", "2026-12-08 18:00")],
)
def test_a_kind_of_its_own_comes_before_all(kind: str, expected: str) -> None:
    talks = {"family": DaysBefore(10), "all": DaysBefore(4)}
    who = Recipient(BERLIN, rungs={name: Rungs(talk=talk) for name, talk in talks.items()})

    assert dict(steps(timed(PARTY, kind=kind), who))["talk"] == expected


def test_an_emptied_kind_is_silent_and_the_others_are_not() -> None:
    who = Recipient(BERLIN, rungs={"family": Rungs(frozenset())})

    assert steps(timed(PARTY, kind="family"), who) == []
    assert steps(timed(PARTY, kind="friends"), who) == steps(timed(PARTY), recipient())


def test_a_card_of_their_own_that_is_due_in_quiet_hours_goes_the_evening_before() -> None:
    who = recipient(rungs=Rungs(card_before=timedelta(hours=12)), **QUIET)

    assert dict(steps(timed(PARTY, is_agreed=True), who))["card"] == "2026-12-11 20:30"


@pytest.mark.parametrize(
    ("wanted", "until"),
    [
        ({Step.EARLY, Step.TALK, Step.LAST_CALL}, "2026-12-05 18:00"),
        ({Step.EARLY, Step.LAST_CALL}, "2026-12-09 18:00"),
        ({Step.EARLY}, "2026-12-12 19:00"),
    ],
)
def test_an_invitation_makes_way_for_the_next_one_that_is_wanted(wanted: set[Step], until: str) -> None:
    who = recipient(rungs=Rungs(frozenset(wanted)))

    assert local(sending.useful_until(Step.EARLY, timed(PARTY, level_seen=3), who)) == until


def test_why_a_step_is_unwanted() -> None:
    who = recipient(rungs=Rungs(ALL - {Step.CARD}), unsubscribed=frozenset({Step.TALK}))
    facts = timed(PARTY, is_agreed=True)
    now = datetime(2026, 12, 12, 15, tzinfo=UTC)

    assert sending.still_applies(Step.CARD, facts, who, now=now) is Reason.NOT_WANTED
    assert sending.still_applies(Step.TALK, facts, who, now=now) is Reason.UNSUBSCRIBED


@pytest.mark.parametrize(
    ("rungs", "field"),
    [
        ({"early": DaysBefore(29)}, "early_days"),
        ({"talk": DaysBefore(0)}, "talk_days"),
        ({"last_call": DaysBefore(-1)}, "last_call_days"),
        ({"read_through": DaysBefore(8)}, "read_through_days"),
        ({"talk": DaysBefore(7, time(18, 0, 1))}, "talk_at"),
        ({"check_in_at": time(10, 0, 0, 1)}, "check_in_at"),
        ({"check_in_at": time(10, tzinfo=UTC)}, "check_in_at"),
        ({"card_before": timedelta(hours=13)}, "card_hours"),
        ({"card_before": timedelta()}, "card_hours"),
        ({"card_before": timedelta(minutes=90)}, "card_hours"),
        ({"talk": DaysBefore(14)}, "talk_days"),
        ({"last_call": DaysBefore(7)}, "last_call_days"),
        ({"steps": ALL - {Step.TALK}, "early": DaysBefore(2)}, "last_call_days"),
    ],
)
def test_rungs_that_make_no_ladder_are_refused_at_their_field(rungs: dict[str, Any], field: str) -> None:
    with pytest.raises(errors.Invalid) as refused:
        ladder_sets.check("family", Rungs(**rungs))

    assert refused.value.field == field


@pytest.mark.parametrize(
    "rungs",
    [
        Rungs(),
        Rungs(frozenset()),
        Rungs(
            early=DaysBefore(28),
            talk=DaysBefore(27),
            last_call=DaysBefore(1),
            card_before=timedelta(hours=12),
        ),
        Rungs(ALL - {Step.TALK}, talk=DaysBefore(1)),
        Rungs(read_through=DaysBefore(7, time(0))),
    ],
)
def test_rungs_within_their_limits_are_taken(rungs: Rungs) -> None:
    for kind in ladder_sets.KINDS:
        ladder_sets.check(kind, rungs)


def test_there_is_no_ladder_for_a_kind_that_there_is_not() -> None:
    with pytest.raises(errors.NotFound):
        ladder_sets.check("wedding", OURS)


@given(own_rungs())
def test_what_is_written_reads_back_and_is_within_its_limits(rungs: Rungs) -> None:
    ladder_sets.check("family", rungs)

    assert ladder_sets.read(rungs.steps, ladder_sets.written(rungs)) == rungs
