"""By which other channel a message comes, and when none helps."""

from datetime import datetime, timedelta

import pytest

from planner.core.reminding import fallback
from planner.core.reminding.reminders import Channel, Step
from tests.core.reminding.evenings import recipient, timed

PARTY = datetime(2026, 12, 12, 19)
EMAIL, SMS, PUSH = Channel.EMAIL, Channel.SMS, Channel.PUSH


@pytest.mark.parametrize(
    ("step", "tried", "expected"),
    [
        (Step.TALK, {EMAIL}, PUSH),
        (Step.TALK, {EMAIL, PUSH}, SMS),
        (Step.TALK, {EMAIL, PUSH, SMS}, None),
        (Step.LAST_CALL, {EMAIL}, SMS),
        (Step.LAST_CALL, {EMAIL, SMS}, PUSH),
        (Step.NEWS, {PUSH}, EMAIL),
    ],
)
def test_the_steps_own_channels_come_before_the_others(
    step: Step, tried: set[Channel], expected: Channel | None
) -> None:
    who = recipient(channels=frozenset({EMAIL, SMS, PUSH}))
    facts = timed(PARTY, level_seen=2)

    found = fallback.another(step, facts, who, tried=tried, now=facts.starts_at - timedelta(days=7))

    assert found is expected


def test_what_they_do_not_have_is_no_way() -> None:
    facts = timed(PARTY, level_seen=2)
    before = facts.starts_at - timedelta(days=7)

    assert fallback.another(Step.TALK, facts, recipient(), tried={EMAIL}, now=before) is None


def test_what_no_longer_helps_is_not_tried_again() -> None:
    who = recipient(channels=frozenset({EMAIL, SMS}))
    facts = timed(PARTY, level_seen=2)

    assert fallback.another(Step.LAST_CALL, facts, who, tried={EMAIL}, now=facts.starts_at) is None


def test_a_card_that_is_not_wanted_by_email_does_not_come_so_after_all() -> None:
    who = recipient(channels=frozenset({EMAIL, PUSH}), urgent_by_email=False)
    facts = timed(PARTY, level_seen=2, is_agreed=True)
    before = facts.starts_at - timedelta(hours=3)

    assert fallback.another(Step.CARD, facts, who, tried={PUSH}, now=before) is None


@pytest.mark.parametrize("step", list(Step))
def test_what_may_have_arrived_is_repeated_only_where_it_is_of_use_at_one_moment(step: Step) -> None:
    assert fallback.got_lost(step, "unknown") is (step in {Step.TALK_NOW, Step.CARD})
    assert fallback.got_lost(step, "dead")
    assert not fallback.got_lost(step, "sent")
