"""Time to go: told once however often it is tapped, by the best way that there is, and answered."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from planner import errors
from planner.actions.engine.due import LEASE, Claimed
from planner.actions.people import people
from planner.actions.plan import plans, standing, times_to_go
from planner.core.plan.going import Stage
from planner.core.plan.plan_content import Content
from planner.models import Person, Phrase, Suspension, TimeToGo
from planner.queries.channels.outgoing import Mail, Push, Text, Urgency
from planner.queries.plan import plans as plan_queries
from planner.queries.plan import times_to_go as queries
from planner.queries.views import GoingView
from tests.actions.engine import programs
from tests.factories import EVENING, NOW, Couple, event, version
from tests.going import SIGNAL, evening, has_a_device
from tests.phones import NUMBER, verified
from tests.plan_factories import said

LATE = datetime(2026, 11, 20, 21, 30, tzinfo=UTC)
"""Half past ten in Berlin, in everybody's quiet hours; the party lasts until eleven."""
SECOND = timedelta(seconds=1)


@pytest.fixture
def plan_id(couple: Couple) -> UUID:
    return evening(couple)


def going(actor: UUID, plan_id: UUID, *, now: datetime = LATE) -> GoingView:
    found = queries.of_plan(actor, plan_queries.plan(actor, plan_id, now=now), now=now)
    assert found is not None
    return found


def call(actor: UUID, plan_id: UUID, *, key: UUID | None = None, now: datetime = LATE) -> None:
    times_to_go.call(actor, plan_id, key=key or uuid4(), now=now)


def claimed(channel: str, *, now: datetime = LATE) -> Claimed:
    (one,) = times_to_go.claim_due(channel, now=now)
    return one


def stage(actor: UUID, plan_id: UUID, *, now: datetime = LATE) -> Stage:
    mine = going(actor, plan_id, now=now).mine
    assert mine is not None
    return mine.stage


def test_a_push_goes_at_once_though_it_is_quiet(couple: Couple, plan_id: UUID) -> None:
    has_a_device(couple.ben)
    verified(couple.ben)

    call(couple.ada, plan_id)
    message = times_to_go.begin_send(claimed("push"), now=LATE)

    assert isinstance(message, Push)
    assert (message.person_id, message.urgency, message.ttl_s) == (couple.ben, Urgency.HIGH, 1800)


def test_a_text_holds_the_words_and_nothing_else(couple: Couple, plan_id: UUID) -> None:
    verified(couple.ben)
    times_to_go.choose(couple.ben, "Got a minute?", now=NOW)

    call(couple.ada, plan_id)
    message = times_to_go.begin_send(claimed("sms"), now=LATE)

    assert isinstance(message, Text)
    assert (message.to, message.text) == (NUMBER, "Got a minute?")


def test_a_mail_holds_the_words_and_a_link(couple: Couple, plan_id: UUID) -> None:
    call(couple.ada, plan_id)
    message = times_to_go.begin_send(claimed("email"), now=LATE)

    assert isinstance(message, Mail)
    assert message.subject == "Call me?"
    assert message.text.startswith("Call me?\n\nOpen it: http")
    assert message.text.endswith(f"/plans/{plan_id}/card/\n")
    for hidden in ("party", "Ada", SIGNAL):
        assert hidden not in message.text + message.html


@pytest.mark.parametrize("gap", [0, 1, 599])
def test_a_nervous_thumb_calls_once(couple: Couple, plan_id: UUID, gap: int) -> None:
    call(couple.ada, plan_id)
    one = claimed("email")
    times_to_go.begin_send(one, now=LATE)
    times_to_go.record_sent(one, now=LATE)

    call(couple.ada, plan_id, now=LATE + gap * SECOND)

    assert TimeToGo.objects.count() == 1
    assert not going(couple.ada, plan_id, now=LATE + gap * SECOND).can_call


def test_the_same_tap_is_the_same_call_however_late(couple: Couple, plan_id: UUID) -> None:
    key = uuid4()
    call(couple.ada, plan_id, key=key)
    TimeToGo.objects.update(state="sent", ended_at=LATE)

    call(couple.ada, plan_id, key=key, now=LATE + timedelta(minutes=11))
    assert TimeToGo.objects.count() == 1

    call(couple.ada, plan_id, now=LATE + timedelta(minutes=11))
    assert TimeToGo.objects.count() == 2


def test_each_of_them_may_call(couple: Couple, plan_id: UUID) -> None:
    call(couple.ada, plan_id)
    call(couple.ben, plan_id)

    assert set(TimeToGo.objects.values_list("sender", "recipient")) == {
        (couple.ada, couple.ben),
        (couple.ben, couple.ada),
    }


def test_what_one_channel_does_not_take_goes_by_the_next_at_once(couple: Couple, plan_id: UUID) -> None:
    has_a_device(couple.ben)
    verified(couple.ben)
    call(couple.ada, plan_id)

    for channel in ("push", "sms"):
        one = claimed(channel)
        assert times_to_go.begin_send(one, now=LATE) is not None
        times_to_go.record_failed(one, now=LATE, reason="push_503", uncertain=True)
        assert stage(couple.ada, plan_id) is Stage.SENDING

    last = claimed("email")
    times_to_go.begin_send(last, now=LATE)
    times_to_go.record_failed(last, now=LATE, reason="smtp_421")
    assert stage(couple.ada, plan_id) is Stage.WAITING
    assert times_to_go.claim_due("email", now=LATE) == ()
    again = claimed("email", now=LATE + 40 * SECOND)
    times_to_go.begin_send(again, now=LATE + 40 * SECOND)
    times_to_go.record_sent(again, now=LATE + 40 * SECOND)
    assert stage(couple.ada, plan_id, now=LATE + 40 * SECOND) is Stage.SENT


def test_a_channel_that_rests_is_passed_by(couple: Couple, plan_id: UUID) -> None:
    verified(couple.ben)
    call(couple.ada, plan_id)

    times_to_go.put_back(claimed("sms"), until=LATE + timedelta(minutes=10), now=LATE)

    assert claimed("email")


def test_a_text_that_did_not_arrive_goes_by_mail(couple: Couple, plan_id: UUID) -> None:
    verified(couple.ben)
    call(couple.ada, plan_id)
    one = claimed("sms")
    times_to_go.begin_send(one, now=LATE)
    times_to_go.record_sent(one, now=LATE)

    times_to_go.record_undelivered(one.id, now=LATE + 9 * SECOND)

    last = claimed("email", now=LATE + 9 * SECOND)
    times_to_go.begin_send(last, now=LATE + 9 * SECOND)
    times_to_go.record_sent(last, now=LATE + 9 * SECOND)
    assert stage(couple.ada, plan_id) is Stage.SENT
    times_to_go.record_undelivered(last.id, now=LATE + 20 * SECOND)
    assert stage(couple.ada, plan_id) is Stage.FAILED


def test_whoever_cannot_be_reached_is_said_to_be_so(couple: Couple, plan_id: UUID) -> None:
    Suspension.objects.create(person_id=couple.ben, channel="email", reason="bounced", since=NOW)

    call(couple.ada, plan_id)

    assert stage(couple.ada, plan_id) is Stage.FAILED
    assert going(couple.ada, plan_id).can_call


def lost_twice(channel: str) -> datetime:
    """Whoever sends the call is gone in the middle, and whoever tries again too; when that is known."""
    for turn in range(2):
        now = LATE + turn * (LEASE + SECOND)
        assert times_to_go.begin_send(claimed(channel, now=now), now=now) is not None
    over = LATE + 2 * (LEASE + SECOND)
    assert times_to_go.claim_due(channel, now=over) == ()
    return over


def test_a_lost_lease_is_tried_once_more_then_nobody_knows(couple: Couple, plan_id: UUID) -> None:
    call(couple.ada, plan_id)

    over = lost_twice("email")

    assert stage(couple.ada, plan_id, now=over) is Stage.UNKNOWN
    assert going(couple.ada, plan_id, now=over).can_call


def test_what_two_lost_senders_leave_open_goes_by_the_next_channel(couple: Couple, plan_id: UUID) -> None:
    has_a_device(couple.ben)
    call(couple.ada, plan_id)

    over = lost_twice("push")

    assert stage(couple.ada, plan_id, now=over) is Stage.WAITING
    assert isinstance(times_to_go.begin_send(claimed("email", now=over), now=over), Mail)


def test_what_comes_too_late_is_not_sent(couple: Couple, plan_id: UUID) -> None:
    call(couple.ada, plan_id)
    late = LATE + timedelta(minutes=30)

    assert times_to_go.begin_send(claimed("email", now=late), now=late) is None
    assert stage(couple.ada, plan_id, now=late) is Stage.FAILED


def test_coming_comes_back(couple: Couple, plan_id: UUID) -> None:
    call(couple.ada, plan_id)
    theirs = going(couple.ben, plan_id).theirs
    assert theirs is not None and not theirs.is_coming
    versions = version(couple.ada), version(couple.ben)

    for _ in range(2):
        times_to_go.coming(couple.ben, plan_id, now=LATE + SECOND)

    mine, theirs = going(couple.ada, plan_id).mine, going(couple.ben, plan_id).theirs
    assert mine is not None and mine.is_coming
    assert theirs is not None and theirs.is_coming
    assert (version(couple.ada), version(couple.ben)) == (versions[0] + 1, versions[1] + 1)


def test_nobody_comes_who_was_not_called(couple: Couple, plan_id: UUID) -> None:
    call(couple.ada, plan_id)

    for who, now in ((couple.ada, LATE), (couple.stranger, LATE), (couple.ben, LATE + timedelta(hours=3))):
        with pytest.raises(errors.NotFound):
            times_to_go.coming(who, plan_id, now=now)


def test_only_at_its_hours_and_only_between_the_two(couple: Couple, plan_id: UUID) -> None:
    begins = datetime(2026, 11, 20, 18, tzinfo=UTC)
    for early in (begins - timedelta(minutes=61), begins + timedelta(hours=7)):
        with pytest.raises(errors.NotTheHour):
            call(couple.ada, plan_id, now=early)
    with pytest.raises(errors.NotFound):
        call(couple.stranger, plan_id)
    assert not TimeToGo.objects.exists()


def test_not_before_both_agree(couple: Couple) -> None:
    plan_id = evening(couple)
    plans.take_back(couple.ben, plan_id, version=1, now=NOW)

    with pytest.raises(errors.NotFound):
        call(couple.ada, plan_id)


def test_either_chooses_the_words_and_both_see_who_did(couple: Couple) -> None:
    assert queries.phrase(couple.ada).chosen_on is None

    times_to_go.choose(couple.ada, " Got a  minute? ", now=NOW)

    for who, by_me in ((couple.ada, True), (couple.ben, False)):
        seen = queries.phrase(who)
        assert (seen.words, seen.by_me, seen.chooser_name) == ("Got a minute?", by_me, "Ada")
    assert queries.phrase(couple.stranger).words == "Call me?"


def test_choosing_the_same_words_again_changes_nothing(couple: Couple) -> None:
    times_to_go.choose(couple.ada, "Got a minute?", now=NOW)
    before = version(couple.ben)

    times_to_go.choose(couple.ben, "Got a minute?", now=NOW)

    assert (version(couple.ben), queries.phrase(couple.ben).by_me) == (before, False)


def test_the_words_are_no_signal(couple: Couple, plan_id: UUID) -> None:
    with pytest.raises(errors.Invalid):
        times_to_go.choose(couple.ben, "pineapple?", now=NOW)
    with pytest.raises(errors.NeedsPartner):
        times_to_go.choose(couple.stranger, "Call me?", now=NOW)


def test_words_that_became_a_signal_are_not_said(couple: Couple, plan_id: UUID) -> None:
    # Chosen while no plan ahead had it; then the evening that does is put off.
    times_to_go.choose(couple.ada, SIGNAL, now=LATE + timedelta(days=1))

    call(couple.ada, plan_id)
    message = times_to_go.begin_send(claimed("email"), now=LATE)

    assert isinstance(message, Mail) and message.subject == "Call me?"
    assert going(couple.ada, plan_id).phrase == "Call me?"


def test_it_is_said_in_the_language_of_whoever_hears_it(couple: Couple, plan_id: UUID) -> None:
    Person.objects.filter(id=couple.ben).update(language="de")
    call(couple.ada, plan_id)

    message = times_to_go.begin_send(claimed("email"), now=LATE)

    assert isinstance(message, Mail) and '<html lang="de"' in message.html


def test_when_two_part_nothing_is_told_any_more(couple: Couple, plan_id: UUID) -> None:
    times_to_go.choose(couple.ada, "Got a minute?", now=NOW)
    call(couple.ada, plan_id)
    one = claimed("email")

    people.leave(couple.ben, now=LATE)

    assert times_to_go.begin_send(one, now=LATE) is None
    assert not TimeToGo.objects.exists() and not Phrase.objects.exists()


def test_after_two_days_nobody_knows_of_it(couple: Couple, plan_id: UUID) -> None:
    call(couple.ada, plan_id)

    times_to_go.sweep(now=LATE + timedelta(days=2))
    assert TimeToGo.objects.exists()
    times_to_go.sweep(now=LATE + timedelta(days=2, seconds=1))
    assert not TimeToGo.objects.exists()


@pytest.mark.postgres
def test_taps_at_the_same_moment_are_one_call(postgres_url: str) -> None:
    assert programs.said("tests.actions.plan.taps_at_once", postgres_url).startswith("rounds: 10, calls: 10")


@pytest.mark.parametrize("signal", ["Got a minute?", "  got a MINUTE "])
def test_no_plan_has_a_signal_that_says_time_to_go(couple: Couple, signal: str) -> None:
    times_to_go.choose(couple.ben, "Got a minute?", now=NOW)
    plan_id = plans.start(couple.ada, event(couple.ada, start=EVENING, now=NOW), "", now=NOW)

    with pytest.raises(errors.Invalid) as refused:
        plans.propose(couple.ada, plan_id, replace(said(couple.ada), signal=signal), base=0, now=NOW)

    assert refused.value.field == "signal"
    assert plans.propose(couple.ada, plan_id, replace(said(couple.ada), signal=SIGNAL), base=0, now=NOW) == 1


def test_what_they_hold_to_has_no_signal_that_says_time_to_go(couple: Couple) -> None:
    times_to_go.choose(couple.ben, "Got a minute?", now=NOW)

    with pytest.raises(errors.Invalid):
        standing.propose(couple.ada, Content(signal="got a minute"), base=0, now=NOW)
