"""Time to go: its hours, its words, and what its sender reads."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from planner.core.plan import going
from planner.core.plan.going import Stage
from planner.core.plan.plan_content import Content, How
from planner.errors import Invalid, TooLong

START = datetime(2026, 12, 12, 18, tzinfo=UTC)
END = START + timedelta(hours=5)
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("at", "is_open"),
    [
        (START - timedelta(minutes=61), False),
        (START - timedelta(hours=1), True),
        (END + timedelta(minutes=179), True),
        (END + timedelta(hours=3), False),
    ],
)
def test_it_is_open_from_an_hour_before_until_three_hours_after(at: datetime, is_open: bool) -> None:
    assert going.is_open(START, END, Content(), now=at) is is_open


def test_whoever_stays_at_home_has_nowhere_to_go() -> None:
    one_goes = Content(how=How.ONE_OF_US, who_goes=UUID(int=1))

    assert going.is_open(START, END, one_goes, now=START)
    assert not going.is_open(START, END, Content(how=How.DECLINE), now=START)


@pytest.mark.parametrize(
    ("state", "has_failed", "after", "expected"),
    [
        ("pending", False, 0, Stage.SENDING),
        ("sending", False, 44, Stage.SENDING),
        ("pending", True, 1, Stage.WAITING),
        ("leased", False, 45, Stage.WAITING),
        ("sent", True, 90, Stage.SENT),
        ("dead", False, 1, Stage.FAILED),
        ("missed", False, 1, Stage.FAILED),
        ("unknown", False, 1, Stage.UNKNOWN),
    ],
)
def test_what_its_sender_reads(state: str, has_failed: bool, after: int, expected: Stage) -> None:
    now = START + timedelta(seconds=after)

    assert going.stage(state, has_failed=has_failed, called_at=START, now=now) is expected


@pytest.mark.parametrize(
    ("stage", "minutes", "stands"),
    [
        (Stage.SENDING, 20, True),
        (Stage.WAITING, 20, True),
        (Stage.SENT, 9, True),
        (Stage.SENT, 10, False),
        (Stage.FAILED, 0, False),
    ],
)
def test_when_another_tap_is_the_same_call(stage: Stage, minutes: int, stands: bool) -> None:
    assert going.stands(stage, called_at=START, now=START + minutes * MINUTE) is stands


def test_words_are_one_short_line() -> None:
    assert going.phrase("  Call\n me? ", ()) == "Call me?"
    with pytest.raises(TooLong):
        going.phrase("x" * 41, ())
    for nothing in ("", "   ", "?!"):
        with pytest.raises(Invalid):
            going.phrase(nothing, ())


@pytest.mark.parametrize("same", ["Pineapple", "pine apple!", "PINEAPPLE"])
def test_words_are_no_signal_of_theirs(same: str) -> None:
    with pytest.raises(Invalid) as refused:
        going.phrase(same, ("A hand on the watch", "“Pineapple”"))

    assert refused.value.field == "phrase"


def test_a_signal_is_never_said() -> None:
    ours = ("Call me?", "Ring me?")

    assert going.spoken("", ours, signal="") == "Call me?"
    assert going.spoken("Got a minute", ours, signal="call me") == "Got a minute"
    assert going.spoken("Got a minute", ours, signal="got a minute?") == "Call me?"
    assert going.spoken("", ours, signal="Call me!") == "Ring me?"
