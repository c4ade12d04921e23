from datetime import UTC, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.core.plan.plan_content import How
from planner.core.reminding.ladder import ladder
from planner.core.reminding.reminders import Channel, Drop, Hold, Reason, Rungs, Send, Step, Waits
from planner.core.reminding.sending import (
    SentToday,
    Waiting,
    cap,
    gives_way,
    hold,
    local_day,
    news_due,
    still_applies,
    useful_until,
)
from tests.core.reminding.evenings import (
    BERLIN,
    LONG_BEFORE,
    NEW_YORK,
    QUIET,
    all_day,
    local,
    recipient,
    timed,
)

PARTY = datetime(2026, 12, 12, 19)
SLOT = datetime(2026, 12, 6, 18, tzinfo=UTC)


def one(step: Step, channel: Channel = Channel.EMAIL, due_at: datetime = LONG_BEFORE) -> Waiting:
    return Waiting(UUID(int=1), step, channel, due_at)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN).astimezone(UTC)


@pytest.mark.parametrize(
    ("step", "known", "expected"),
    [
        (Step.EARLY, {"level_seen": 3}, "2026-12-05 18:00"),
        (Step.TALK, {}, "2026-12-09 18:00"),
        (Step.TALK_NOW, {"talk_at": SLOT}, "2026-12-06 19:15"),
        (Step.LAST_CALL, {}, "2026-12-12 19:00"),
        (Step.READ_THROUGH, {"is_agreed": True}, "2026-12-12 19:00"),
        (Step.CARD, {"is_agreed": True}, "2026-12-12 23:00"),
        (Step.CHECK_IN, {}, "2026-12-21 10:00"),
        (Step.REPAIR, {"both_want_repair": True}, "2026-12-24 10:00"),
        (Step.NEWS, {}, "2026-12-12 23:00"),
    ],
)
def test_a_late_step_is_sent_while_it_still_helps(step: Step, known: dict[str, Any], expected: str) -> None:
    facts, who = timed(PARTY, **known), recipient(channels=frozenset(Channel))
    limit = useful_until(step, facts, who)

    assert local(limit) == expected
    assert still_applies(step, facts, who, now=limit - timedelta(seconds=1)) is None
    assert still_applies(step, facts, who, now=limit) is Reason.TOO_LATE


@pytest.mark.parametrize(
    ("step", "known", "expected"),
    [
        (Step.TALK, {"is_agreed": True}, Reason.AGREED),
        (Step.LAST_CALL, {"is_agreed": True}, Reason.AGREED),
        (Step.TALK, {"level_seen": None}, Reason.NOT_THEIRS),
        (Step.CARD, {}, Reason.NOT_AGREED),
        (Step.CARD, {"is_agreed": True, "is_cancelled": True}, Reason.CANCELLED),
        (Step.CARD, {"is_agreed": True, "how": How.DECLINE}, Reason.DECLINED),
        (Step.LAST_CALL, {"not_needed": True}, Reason.NOT_NEEDED),
    ],
)
def test_what_was_due_is_asked_again_at_its_moment(
    step: Step, known: dict[str, Any], expected: Reason
) -> None:
    assert still_applies(step, timed(PARTY, **known), recipient(), now=LONG_BEFORE) is expected


def test_news_of_what_came_afterwards_lasts_as_long_as_a_check_in() -> None:
    facts, who, due_at = timed(PARTY, sees_their_check_in=True), recipient(), at("2026-12-14 12:00")
    lasts_until = due_at + timedelta(days=7)

    assert useful_until(Step.NEWS, facts, who, due_at=due_at) == lasts_until
    assert still_applies(Step.NEWS, facts, who, due_at=due_at, now=due_at) is None
    assert still_applies(Step.NEWS, facts, who, due_at=due_at, now=lasts_until) is Reason.TOO_LATE
    assert useful_until(Step.NEWS, facts, who, due_at=at("2026-12-12 22:59")) == at("2026-12-12 23:00")


def test_news_of_what_came_afterwards_waits_for_the_morning() -> None:
    news = one(Step.NEWS, due_at=at("2026-12-13 22:15"))
    morning = at("2026-12-14 08:00")

    quiet = hold(news.step, timed(PARTY), recipient(**QUIET), due_at=news.due_at, now=news.due_at)
    full = cap(news, SentToday(2, 0), timed(PARTY), recipient(), now=news.due_at)

    assert quiet == Hold(morning, Waits.QUIET_HOURS)
    assert full == Hold(morning, Waits.ENOUGH_TODAY)


def test_a_step_they_switched_off_is_not_sent() -> None:
    who = recipient(rungs=Rungs(frozenset({Step.CARD})))

    assert still_applies(Step.TALK, timed(PARTY), who, now=LONG_BEFORE) is Reason.NOT_WANTED


def test_a_step_without_a_channel_is_not_sent() -> None:
    who = recipient(channels=frozenset())

    assert still_applies(Step.TALK, timed(PARTY), who, now=LONG_BEFORE) is Reason.NO_CHANNEL


@pytest.mark.parametrize(
    ("step", "now", "expected"),
    [
        (Step.LAST_CALL, "2026-12-09 20:59", Send()),
        (Step.LAST_CALL, "2026-12-09 21:00", Hold(at("2026-12-10 08:00"), Waits.QUIET_HOURS)),
        (Step.LAST_CALL, "2026-12-10 03:00", Hold(at("2026-12-10 08:00"), Waits.QUIET_HOURS)),
        (Step.LAST_CALL, "2026-12-10 08:00", Send()),
        (Step.CHECK_IN, "2026-12-14 22:00", Hold(at("2026-12-15 08:00"), Waits.QUIET_HOURS)),
        (Step.TALK_NOW, "2026-12-09 22:00", Send()),
        (Step.NEWS, "2026-12-12 22:00", Drop(Reason.HELD_PAST_EVENT)),
    ],
)
def test_quiet_hours_hold(step: Step, now: str, expected: Send | Hold | Drop) -> None:
    assert hold(step, timed(PARTY, talk_at=SLOT), recipient(**QUIET), now=at(now)) == expected


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        (datetime(2026, 12, 12, 7), Drop(Reason.HELD_PAST_EVENT)),
        (datetime(2026, 12, 12, 8), Drop(Reason.HELD_PAST_EVENT)),
        (datetime(2026, 12, 12, 8, 1), Hold(at("2026-12-12 08:00"), Waits.QUIET_HOURS)),
    ],
)
def test_what_is_held_past_the_event_is_dropped(start: datetime, expected: Hold | Drop) -> None:
    facts = timed(start, is_agreed=True)

    assert hold(Step.READ_THROUGH, facts, recipient(**QUIET), now=at("2026-12-11 23:00")) == expected


def test_a_card_held_into_the_event_still_goes() -> None:
    facts = timed(datetime(2026, 12, 12, 7), is_agreed=True)

    assert hold(Step.CARD, facts, recipient(**QUIET), now=at("2026-12-12 04:00")) == Hold(
        at("2026-12-12 08:00"), Waits.QUIET_HOURS
    )


def test_without_quiet_hours_nothing_is_held() -> None:
    assert hold(Step.TALK, timed(PARTY), recipient(), now=at("2026-12-05 03:00")) == Send()


def test_what_can_wait_leaves_a_place_for_the_card_of_the_day() -> None:
    facts, who, now = timed(PARTY), recipient(), at("2026-12-05 18:00")
    tomorrow = Hold(at("2026-12-06 08:00"), Waits.ENOUGH_TODAY)

    assert cap(one(Step.TALK, Channel.EMAIL), SentToday(1, 0, kept=1), facts, who, now=now) == tomorrow
    assert cap(one(Step.TALK, Channel.EMAIL), SentToday(0, 0, kept=1), facts, who, now=now) == Send()
    assert cap(one(Step.LAST_CALL, Channel.SMS), SentToday(0, 0, 1, 1), facts, who, now=now) == tomorrow


def test_what_cannot_wait_takes_a_place_that_was_kept() -> None:
    facts, who = timed(PARTY, is_agreed=True), recipient()

    outcome = cap(
        one(Step.CARD, Channel.EMAIL), SentToday(1, 0, kept=1), facts, who, now=at("2026-12-12 16:00")
    )

    assert outcome == Send()


@pytest.mark.parametrize(("sms", "expected"), [(0, True), (1, False)])
def test_a_message_gives_way_to_none_that_a_full_day_drops(sms: int, expected: bool) -> None:
    facts, now = timed(PARTY, is_agreed=True), at("2026-12-12 16:30")
    who = recipient(channels=frozenset({Channel.EMAIL, Channel.SMS}))
    read = Waiting(UUID(int=1), Step.READ_THROUGH, Channel.EMAIL, now - timedelta(hours=22))
    card = Waiting(UUID(int=2), Step.CARD, Channel.SMS, now - timedelta(minutes=1))

    assert gives_way(read, [card], SentToday(sms, sms), facts, who, now=now) is expected


@pytest.mark.parametrize("step", [Step.NEWS, Step.NUDGE])
def test_what_the_other_does_takes_no_place_that_was_kept_however_urgent(step: Step) -> None:
    facts, now = timed(PARTY, sees_open_plan=True), at("2026-12-12 16:00")

    outcome = cap(one(step, Channel.EMAIL), SentToday(1, 0, kept=1), facts, recipient(), now=now)

    assert outcome == Drop(Reason.HELD_PAST_EVENT)


@pytest.mark.parametrize(
    ("step", "channel", "sent", "expected"),
    [
        (Step.TALK, Channel.EMAIL, SentToday(1, 0), Send()),
        (Step.TALK, Channel.EMAIL, SentToday(2, 0), Hold(at("2026-12-06 08:00"), Waits.ENOUGH_TODAY)),
        (Step.LAST_CALL, Channel.SMS, SentToday(0, 0), Send()),
        (Step.LAST_CALL, Channel.SMS, SentToday(1, 1), Hold(at("2026-12-06 08:00"), Waits.ENOUGH_TODAY)),
        (Step.TALK, Channel.EMAIL, SentToday(1, 1), Send()),
        (Step.TALK_NOW, Channel.SMS, SentToday(9, 9), Send()),
    ],
)
def test_one_sms_and_two_messages_a_day(
    step: Step, channel: Channel, sent: SentToday, expected: Send | Hold
) -> None:
    facts = timed(PARTY, talk_at=SLOT)

    assert cap(one(step, channel), sent, facts, recipient(), now=at("2026-12-05 18:00")) == expected


def test_the_morning_after_a_full_day_waits_for_late_sleepers() -> None:
    who = recipient(quiet_from=time(21), quiet_until=time(10))

    outcome = cap(
        one(Step.TALK, Channel.EMAIL), SentToday(2, 0), timed(PARTY), who, now=at("2026-12-05 18:00")
    )

    assert outcome == Hold(at("2026-12-06 10:00"), Waits.ENOUGH_TODAY)


def test_a_message_over_the_cap_that_would_come_too_late_is_dropped() -> None:
    facts, who = timed(PARTY, is_agreed=True), recipient()

    outcome = cap(one(Step.CARD, Channel.EMAIL), SentToday(2, 0), facts, who, now=at("2026-12-12 16:00"))

    assert outcome == Drop(Reason.HELD_PAST_EVENT)


@pytest.mark.parametrize(
    ("zone", "now", "hours"), [(BERLIN, "2026-12-12 00:30", 24), (BERLIN, "2026-03-29 12:00", 23)]
)
def test_a_day_is_counted_on_their_calendar(zone: ZoneInfo, now: str, hours: int) -> None:
    begins, ends = local_day(recipient(zone), at(now))

    assert local(begins, zone) == f"{now[:10]} 00:00"
    assert ends - begins == timedelta(hours=hours)


def test_a_day_begins_later_in_the_west() -> None:
    begins, _ = local_day(recipient(NEW_YORK), at("2026-12-12 01:00"))

    assert local(begins, NEW_YORK) == "2026-12-11 00:00"


def test_news_gathers_for_a_quarter_of_an_hour() -> None:
    now = at("2026-12-05 18:00")
    first = news_due(now)

    assert first == at("2026-12-05 18:15")
    assert news_due(now + timedelta(minutes=9), waiting=first) == first
    assert news_due(first + timedelta(minutes=1), waiting=first) == at("2026-12-05 18:31")


@given(
    start=st.datetimes(datetime(2026, 2, 1), datetime(2027, 12, 1)),
    is_agreed=st.booleans(),
    is_whole_day=st.booleans(),
)
def test_every_step_still_applies_at_its_own_moment(
    start: datetime, is_agreed: bool, is_whole_day: bool
) -> None:
    known = {"level_seen": 3, "is_agreed": is_agreed}
    midnight = datetime.combine(start, time())
    facts = all_day(midnight, **known) if is_whole_day else timed(start, **known)
    who = recipient(**QUIET)

    for due in ladder(facts, who, now=LONG_BEFORE):
        assert still_applies(due.step, facts, who, now=due.due_at) is None
        assert hold(due.step, facts, who, now=due.due_at) == Send()
