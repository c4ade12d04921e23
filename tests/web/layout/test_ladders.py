"""Where the steps of a ladder stand on the line of time."""

from datetime import time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from backend.web.layout import ladders
from planner.core.reminding.reminders import OURS, DaysBefore, Rungs, Step
from tests.core.reminding.rungs import own_rungs

BEFORE = {Step.EARLY, Step.TALK, Step.LAST_CALL, Step.READ_THROUGH, Step.CARD}


def test_ours_stand_in_the_order_of_time_and_say_when() -> None:
    placed = ladders.points(OURS)

    assert [(one.step.value, one.label, one.when) for one in placed] == [
        ("early", "14 d", "14 days before, at 18:00"),
        ("talk", "7 d", "7 days before, at 18:00"),
        ("last-call", "3 d", "3 days before, at 18:00"),
        ("read-through", "1 d", "1 day before, at 18:00"),
        ("card", "3 h", "3 hours before"),
        ("check-in", "10:00", "afterwards, at 10:00"),
        ("repair", "+3 d", "3 days after that"),
    ]


def test_on_the_narrowest_phone_a_thumb_tells_ours_apart() -> None:
    """288 px is what a sheet leaves at 360; WCAG 2.2 wants 24 from centre to centre."""
    at = [one.x * 2.88 for one in ladders.points(OURS)]

    assert min(second - first for first, second in zip(at, at[1:], strict=False)) >= 24


@given(own_rungs())
def test_every_ladder_stays_on_its_line_and_in_order(rungs: Rungs) -> None:
    placed = ladders.points(rungs)

    assert [one.x for one in placed] == sorted(one.x for one in placed)
    assert all(ladders.FIRST <= one.x <= ladders.LAST for one in placed)
    assert all((one.x < ladders.EVENT) == (one.step in BEFORE) for one in placed)
    assert {one.step for one in placed if one.is_wanted} == rungs.steps - {
        Step.TALK_NOW,
        Step.NEWS,
        Step.NUDGE,
    }


@given(own_rungs(), st.integers(2, 28))
def test_the_earlier_a_step_the_further_it_stands_from_the_event(rungs: Rungs, days: int) -> None:
    def at(lead: DaysBefore) -> float:
        placed = ladders.points(Rungs(rungs.steps, early=lead))
        return next(one.x for one in placed if one.step is Step.EARLY)

    assert at(DaysBefore(days, rungs.early.at)) < at(DaysBefore(days - 1, rungs.early.at))


def test_a_number_is_written_for_svg_whatever_the_language() -> None:
    [card] = [
        one
        for one in ladders.points(Rungs(card_before=timedelta(hours=12), check_in_at=time(8)))
        if one.step is Step.CARD
    ]

    assert card.percent == f"{card.x:.2f}%" and "," not in card.percent
