"""News of how it was: it goes out although the event is over, and so for a week."""

from datetime import timedelta
from uuid import UUID

import pytest

from planner.actions import reminders
from planner.actions.afterwards import check_ins
from planner.actions.channels import replies
from planner.actions.feelings import flags
from planner.actions.people import people
from planner.core.check_ins import Felt, Reveal
from planner.models import PushDevice, Reminder
from planner.queries.channels.outgoing import Mail, Push
from planner.queries.reminders import dry_runs
from tests.actions.reminders.engine import begun, composed, state_of
from tests.factories import NOW, Couple, event

NEXT_DAY = NOW + timedelta(days=19)
"""One in the afternoon in Berlin, the day after the party."""


@pytest.fixture
def party(couple: Couple) -> UUID:
    made = event(couple.ada, "Zebra party")
    flags.flag(couple.ada, made, "", level=2, share_level=True, now=NOW)
    Reminder.objects.filter(step="news").delete()
    return made


def shared(couple: Couple, party: UUID) -> Reminder:
    """The news for Ben that Ada shows how it was."""
    check_ins.say(couple.ada, party, "", felt=Felt.HARD, reveal=Reveal.NOW, now=NEXT_DAY)
    return Reminder.objects.get(person_id=couple.ben, step="news")


def test_what_the_other_shares_afterwards_is_told(couple: Couple, party: UUID) -> None:
    news = shared(couple, party)

    message = composed(news)

    assert isinstance(message, Mail)
    assert (message.to, message.subject) == ("ben@example.org", "Something new for you two")
    assert "/events/" in message.text and "Zebra" not in message.subject


def test_that_both_want_to_talk_it_over_is_told(couple: Couple, party: UUID) -> None:
    shared(couple, party)
    check_ins.say(couple.ben, party, "", felt=Felt.GOOD, reveal=Reveal.TOGETHER, now=NEXT_DAY)
    Reminder.objects.filter(step="news").delete()

    for one in (couple.ben, couple.ada):
        check_ins.want_to_talk(one, party, "", now=NEXT_DAY)

    news = Reminder.objects.get(person_id=couple.ben, step="news")
    assert isinstance(composed(news), Mail)
    assert reminders.record_sent(begun(news, news.due_at), now=news.due_at)


def test_what_nobody_could_send_for_a_week_is_missed(couple: Couple, party: UUID) -> None:
    news = shared(couple, party)
    Reminder.objects.filter(person_id=couple.ben, step="check-in").delete()  # else it would speak

    assert composed(news, now=news.due_at + timedelta(days=7) - timedelta(seconds=1))
    assert composed(news, now=news.due_at + timedelta(days=7)) is None


def test_a_notification_of_it_waits_for_a_phone_that_is_switched_off(couple: Couple, party: UUID) -> None:
    PushDevice.objects.create(
        person_id=couple.ben, endpoint="https://push.example/1", endpoint_hash=b"e", created_at=NOW
    )
    news = shared(couple, party)

    message = composed(news)

    assert isinstance(message, Push)
    assert message.ttl_s == 7 * 24 * 3600


def test_the_dry_run_says_so(couple: Couple, party: UUID) -> None:
    news = shared(couple, party)

    coming = dry_runs.dry_run(couple.ben, party, "", now=NEXT_DAY).coming

    assert [one.step for one in coming if one.at_local and one.due_local == one.at_local][0] == "news"
    assert {one.step for one in coming} == {"news", "check-in"}
    assert news.due_at == NEXT_DAY + timedelta(minutes=15)


def test_it_can_be_put_off_until_tomorrow(couple: Couple, party: UUID) -> None:
    news = shared(couple, party)
    assert reminders.record_sent(begun(news, news.due_at), now=news.due_at)

    snoozed = replies.snooze(couple.ben, news.id, now=news.due_at)

    assert snoozed.until == news.due_at + timedelta(days=1)


def test_whoever_left_takes_it_along(couple: Couple, party: UUID) -> None:
    news = shared(couple, party)

    people.leave(couple.ada, now=NEXT_DAY)

    assert state_of(news) == "cancelled"
