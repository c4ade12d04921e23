from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from planner.core.plan.plan_content import How
from planner.core.reminding.reminders import (
    BY_DEEDS,
    Channel,
    Reason,
    Step,
    channel_for,
    is_overnight,
    why_not,
)
from tests.core.reminding.evenings import BERLIN, all_day, recipient, timed

PARTY = datetime(2026, 12, 12, 19)
SLOT = datetime(2026, 12, 6, 18, tzinfo=UTC)
EMAIL, SMS, PUSH = Channel.EMAIL, Channel.SMS, Channel.PUSH
PLANNING = {Step.EARLY, Step.TALK, Step.TALK_NOW, Step.LAST_CALL}
PLANNED = {Step.READ_THROUGH, Step.CARD}
AFTER = {Step.CHECK_IN}


@pytest.mark.parametrize(
    ("step", "channels", "expected"),
    [
        (Step.EARLY, {EMAIL, SMS, PUSH}, EMAIL),
        (Step.TALK, {SMS, PUSH}, PUSH),
        (Step.CHECK_IN, {SMS}, SMS),
        (Step.TALK_NOW, {EMAIL, SMS, PUSH}, PUSH),
        (Step.TALK_NOW, {EMAIL, SMS}, SMS),
        (Step.TALK_NOW, {EMAIL}, EMAIL),
        (Step.LAST_CALL, {EMAIL, SMS}, EMAIL),
        (Step.LAST_CALL, {SMS, PUSH}, SMS),
        (Step.READ_THROUGH, {EMAIL, PUSH}, EMAIL),
        (Step.CARD, {EMAIL, SMS, PUSH}, PUSH),
        (Step.CARD, {EMAIL, SMS}, SMS),
        (Step.CARD, {EMAIL}, EMAIL),
        (Step.CHECK_IN, {EMAIL, PUSH}, EMAIL),
        (Step.REPAIR, {PUSH}, PUSH),
        (Step.NEWS, {EMAIL, SMS, PUSH}, PUSH),
        (Step.NEWS, {EMAIL, SMS}, EMAIL),
        (Step.EARLY, set(), None),
    ],
)
def test_each_step_takes_the_first_channel_they_have(
    step: Step, channels: set[Channel], expected: Channel | None
) -> None:
    assert channel_for(step, recipient(channels=frozenset(channels))) is expected


@pytest.mark.parametrize("step", [Step.CARD, Step.TALK_NOW])
def test_what_is_urgent_can_be_declined_by_email(step: Step) -> None:
    assert channel_for(step, recipient(urgent_by_email=False)) is None


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ({"level_seen": None}, set()),
        ({}, {Step.TALK, Step.LAST_CALL} | AFTER),
        ({"level_seen": 2}, {Step.TALK, Step.LAST_CALL} | AFTER),
        ({"level_seen": 3}, {Step.EARLY, Step.TALK, Step.LAST_CALL} | AFTER),
        ({"level_seen": None, "sees_open_plan": True}, {Step.TALK, Step.LAST_CALL} | AFTER),
        ({"lasts": timedelta(hours=20)}, {Step.EARLY, Step.TALK, Step.LAST_CALL} | AFTER),
        ({"talk_at": SLOT}, {Step.TALK_NOW, Step.LAST_CALL} | AFTER),
        ({"is_agreed": True, "level_seen": 3, "talk_at": SLOT}, PLANNED | AFTER),
        ({"is_agreed": True, "how": How.ONE_OF_US}, PLANNED | AFTER),
        ({"is_agreed": True, "how": How.DECLINE}, set()),
        ({"is_agreed": False, "how": How.DECLINE}, {Step.TALK, Step.LAST_CALL} | AFTER),
        ({"is_cancelled": True, "is_agreed": True}, set()),
        ({"not_needed": True, "level_seen": 3}, set()),
        ({"not_needed": True, "is_agreed": True}, PLANNED | AFTER),
        ({"both_want_repair": True}, {Step.TALK, Step.LAST_CALL, Step.REPAIR} | AFTER),
        ({"is_alone": True, "level_seen": 3}, {Step.LAST_CALL} | AFTER),
        ({"is_alone": True, "sees_open_plan": True}, {Step.LAST_CALL} | PLANNED | AFTER),
    ],
)
def test_a_ladder_holds_only_what_this_person_may_know_of(known: dict[str, Any], expected: set[Step]) -> None:
    facts = timed(PARTY, **known)

    assert {step for step in Step if step not in BY_DEEDS and why_not(step, facts) is None} == expected


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ({}, None),
        ({"is_agreed": True, "how": How.DECLINE}, None),
        ({"level_seen": None}, Reason.NOT_THEIRS),
        ({"is_cancelled": True}, Reason.CANCELLED),
    ],
)
def test_news_goes_to_those_who_may_still_see_it(known: dict[str, Any], expected: Reason | None) -> None:
    assert why_not(Step.NEWS, timed(PARTY, **known)) is expected


@pytest.mark.parametrize(
    ("known", "step", "expected"),
    [
        ({"is_agreed": True}, Step.TALK, Reason.AGREED),
        ({"talk_at": SLOT}, Step.TALK, Reason.TALK_BOOKED),
        ({}, Step.TALK_NOW, Reason.NO_TALK),
        ({}, Step.EARLY, Reason.NOT_HARD),
        ({"is_alone": True}, Step.TALK, Reason.ALONE),
        ({"not_needed": True}, Step.LAST_CALL, Reason.NOT_NEEDED),
        ({}, Step.CARD, Reason.NOT_AGREED),
        ({}, Step.REPAIR, Reason.NO_REPAIR),
        ({"is_agreed": True, "how": How.DECLINE}, Step.CARD, Reason.DECLINED),
    ],
)
def test_why_a_step_is_not_theirs_is_told(known: dict[str, Any], step: Step, expected: Reason) -> None:
    assert why_not(step, timed(PARTY, **known)) is expected


@pytest.mark.parametrize(
    ("start", "hours", "expected"),
    [
        (datetime(2026, 12, 12, 19), 4, False),
        (datetime(2026, 12, 12, 19), 9, False),
        (datetime(2026, 12, 12, 22), 9, True),
        (datetime(2026, 12, 12, 2), 2, False),
        (datetime(2026, 12, 11, 18), 45, True),
        (datetime(2026, 12, 12, 19), 0, False),
    ],
)
@pytest.mark.parametrize("zone", [BERLIN, None])
def test_a_night_away_is_more_than_a_late_party(
    start: datetime, hours: int, expected: bool, zone: Any
) -> None:
    assert is_overnight(timed(start, zone, lasts=timedelta(hours=hours))) is expected


@pytest.mark.parametrize(("days", "expected"), [(1, False), (2, True), (9, True)])
@pytest.mark.parametrize("start", [datetime(2026, 3, 28), datetime(2026, 3, 29), datetime(2026, 10, 25)])
def test_all_day_events_count_days_also_when_the_clocks_change(
    start: datetime, days: int, expected: bool
) -> None:
    assert is_overnight(all_day(start, days)) is expected
