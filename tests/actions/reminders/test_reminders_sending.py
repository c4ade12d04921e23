"""The line at begin_send: what came before it stops the message, what comes after does not."""

from datetime import UTC, datetime, time, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from planner.actions import reminders
from planner.actions.calendar import events
from planner.actions.engine import due
from planner.actions.feelings import flags
from planner.actions.people import people
from planner.actions.plan import plans
from planner.core.reminding.reminders import Waits
from planner.models import Delivery, Event, Person, Reminder
from planner.queries.channels.outgoing import Mail
from tests.actions.reminders.engine import begun, claim, due_reminder, state_of
from tests.actions.reminders.test_reminders import YES, propose
from tests.factories import EVENING, NOW, Couple, event, form


def test_a_due_reminder_goes_out_once(couple: Couple) -> None:
    reminder = due_reminder(couple.ada)
    now = reminder.due_at
    assert claim(reminder, now - timedelta(seconds=1)) is None

    claimed = claim(reminder, now)
    assert claimed is not None
    assert isinstance(reminders.begin_send(claimed, now=now), Mail)
    assert reminders.record_sent(claimed, now=now)

    assert state_of(reminder) == "sent"
    assert claim(reminder, now + timedelta(days=1)) is None
    assert list(Delivery.objects.values_list("attempt", "outcome")) == [(1, "sent")]


def test_from_claimed_to_sent_it_asks_little(
    couple: Couple, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    reminder = due_reminder(couple.ada)
    Reminder.objects.exclude(id=reminder.id).delete()
    now = reminder.due_at
    claimed = claim(reminder, now)
    assert claimed is not None

    # The lock, the row, the couple, the event, the day; when both are free: their hours, what each has then.
    # And what would go along. Written: the row, the times that it offers, the links of two kinds, the
    # attempt. Whose programs are told. And a savepoint.
    with django_assert_num_queries(8 + 5 + 1 + 2):
        assert reminders.begin_send(claimed, now=now)
    with django_assert_num_queries(3 + 2):  # the row, what went along, the attempt; a savepoint
        assert reminders.record_sent(claimed, now=now)


def test_an_agreement_after_the_claim_stops_it(couple: Couple) -> None:
    reminder = due_reminder(couple.ada)
    now = reminder.due_at
    event_id = Event.objects.get(uid=reminder.uid).id
    plan_id = propose(couple.ada, event_id, now=now)
    claimed = claim(reminder, now)
    assert claimed is not None

    plans.agree(couple.ben, plan_id, version=1, answers=YES, now=now)

    assert not reminders.begin_send(claimed, now=now)
    reminder.refresh_from_db()
    assert (reminder.state, reminder.reason) == ("cancelled", "agreed")
    assert not Delivery.objects.exists()


def test_an_agreement_after_begin_send_no_longer_stops_it(couple: Couple) -> None:
    reminder = due_reminder(couple.ada)
    now = reminder.due_at
    event_id = Event.objects.get(uid=reminder.uid).id
    plan_id = propose(couple.ada, event_id, now=now)
    claimed = claim(reminder, now)
    assert claimed is not None
    assert reminders.begin_send(claimed, now=now)

    plans.agree(couple.ben, plan_id, version=1, answers=YES, now=now)

    assert reminders.record_sent(claimed, now=now)
    assert state_of(reminder) == "sent"


@pytest.mark.parametrize("deed", ["move", "delete", "not needed", "leave"])
def test_what_happens_between_claim_and_begin_counts(couple: Couple, deed: str) -> None:
    event_id = event(couple.ben)
    flags.flag(couple.ada, event_id, "", level=2, now=NOW)
    reminder = Reminder.objects.get(person_id=couple.ada, step="talk")
    now = reminder.due_at
    claimed = claim(reminder, now)
    assert claimed is not None

    if deed == "move":
        events.edit(couple.ben, event_id, form(start=EVENING + timedelta(days=2)), now=now)
    elif deed == "delete":
        events.delete(couple.ben, event_id, now=now)
    elif deed == "leave":
        people.leave(couple.ben, now=now)
    else:
        flags.mark_not_needed(couple.ada, event_id, "", not_needed=True, now=now)

    assert not reminders.begin_send(claimed, now=now)
    assert state_of(reminder) == "cancelled"


def test_a_lease_that_ended_is_claimed_again_and_the_first_holder_changes_nothing(couple: Couple) -> None:
    reminder = due_reminder(couple.ada)
    now = reminder.due_at
    first = claim(reminder, now)
    assert first is not None
    assert claim(reminder, now + due.LEASE - timedelta(seconds=1)) is None

    second = claim(reminder, now + due.LEASE)

    assert second is not None and second.token != first.token
    assert not reminders.begin_send(first, now=now)
    assert reminders.begin_send(second, now=now)
    assert not reminders.record_sent(first, now=now)
    assert reminders.record_failed(first, now=now) == ""
    assert reminders.record_sent(second, now=now)


def test_a_send_that_nobody_finished_is_tried_once_more_and_then_shown(couple: Couple) -> None:
    reminder = due_reminder(couple.ada)
    now = reminder.due_at
    first = claim(reminder, now)
    assert first is not None and reminders.begin_send(first, now=now)
    assert reminders.begin_send(first, now=now) is None  # it is being sent

    second = claim(reminder, now + due.LEASE)
    assert second is not None
    assert reminders.begin_send(second, now=now + due.LEASE)

    assert claim(reminder, now + 2 * due.LEASE) is None
    reminder.refresh_from_db()
    assert (reminder.state, reminder.reason, reminder.attempts) == ("unknown", "unanswered", 2)


def test_where_a_copy_does_no_harm_no_answer_is_never_the_end(couple: Couple) -> None:
    reminder = due_reminder(couple.ada)
    now = reminder.due_at
    for _ in range(4):
        claimed = claim(reminder, now, is_repeatable=True)
        assert claimed is not None and reminders.begin_send(claimed, now=now)
        now += due.LEASE

    claimed = claim(reminder, now, is_repeatable=True)
    assert claimed is not None and reminders.begin_send(claimed, now=now)
    assert reminders.record_failed(claimed, now=now, uncertain=True, is_repeatable=True) == "pending"


def test_the_other_side_may_ask_for_patience(couple: Couple) -> None:
    reminder = due_reminder(couple.ada)
    now = reminder.due_at
    claimed = claim(reminder, now)
    assert claimed is not None and reminders.begin_send(claimed, now=now)

    reminders.record_failed(claimed, now=now, retry_after=timedelta(minutes=20), reason="429")

    reminder.refresh_from_db()
    assert reminder.next_at == now + timedelta(minutes=20)


def test_no_answer_to_the_last_try_is_unknown_and_goes_no_other_way(couple: Couple) -> None:
    reminder = due_reminder(couple.ada)
    now = reminder.due_at
    Reminder.objects.filter(id=reminder.id).update(attempts=due.MOST_ATTEMPTS - 1)
    claimed = begun(reminder, now)

    state = reminders.record_failed(claimed, now=now, uncertain=True, reason="unanswered")

    assert state == state_of(reminder) == "unknown"
    again = Reminder.objects.filter(person_id=couple.ada, uid=reminder.uid, step=reminder.step)
    assert [one.id for one in again] == [reminder.id]


def test_no_answer_twice_is_unknown_and_an_answer_no_is_tried_again(couple: Couple) -> None:
    reminder = due_reminder(couple.ada)
    now = reminder.due_at
    states = []
    for uncertain in (False, True, True):
        claimed = claim(reminder, now)
        assert claimed is not None and reminders.begin_send(claimed, now=now)
        states.append(reminders.record_failed(claimed, now=now, uncertain=uncertain))
        reminder.refresh_from_db()
        now = reminder.next_at

    assert states == ["pending", "pending", "unknown"]


def test_a_permanent_refusal_is_the_end(couple: Couple) -> None:
    reminder = due_reminder(couple.ada)
    claimed = claim(reminder, reminder.due_at)
    assert claimed is not None and reminders.begin_send(claimed, now=reminder.due_at)

    state = reminders.record_failed(claimed, now=reminder.due_at, permanent=True, reason="recipient_refused")

    reminder.refresh_from_db()
    assert (state, reminder.state, reminder.reason) == ("dead", "dead", "recipient_refused")


def test_tries_are_further_and_further_apart_and_end(couple: Couple) -> None:
    Person.objects.filter(id=couple.ada).update(quiet_from=None, quiet_until=None)
    reminder = due_reminder(couple.ada, start=EVENING + timedelta(days=200))
    flags_at = NOW + timedelta(days=180)
    reminders.reschedule(reminder.uid, (couple.ada,), now=flags_at)
    reminder.refresh_from_db()
    now, waits = reminder.due_at, []
    for _ in range(due.MOST_ATTEMPTS):
        claimed = claim(reminder, now)
        if claimed is None or not reminders.begin_send(claimed, now=now):
            break
        reminders.record_failed(claimed, now=now)
        reminder.refresh_from_db()
        waits.append(reminder.next_at - now)
        now = reminder.next_at

    assert reminder.state == "dead"
    assert len(waits) == due.MOST_ATTEMPTS
    assert waits[0] < timedelta(minutes=1) < waits[3]
    assert max(waits[:-1]) <= due.LONGEST_BACK_OFF * 1.25


def test_quiet_hours_hold_it_until_the_morning(couple: Couple) -> None:
    Person.objects.filter(id=couple.ada).update(quiet_from=time(17, 0), quiet_until=time(8, 0))
    reminder = due_reminder(couple.ada)
    now = reminder.due_at
    claimed = claim(reminder, now)
    assert claimed is not None

    assert not reminders.begin_send(claimed, now=now)

    morning = datetime(2026, 11, 14, 7, tzinfo=UTC)  # eight o'clock in Berlin
    reminder.refresh_from_db()
    assert (reminder.next_at, reminder.reason) == (morning, Waits.QUIET_HOURS)
    assert claim(reminder, morning - timedelta(seconds=1)) is None
    later = claim(reminder, morning)
    assert later is not None and reminders.begin_send(later, now=morning)


def test_after_an_outage_what_still_helps_goes_and_the_rest_is_shown_as_missed(couple: Couple) -> None:
    reminder = due_reminder(couple.ada)
    last_call = Reminder.objects.get(person_id=couple.ada, step="last-call")
    now = last_call.due_at + timedelta(hours=2)
    claimed = claim(reminder, now)
    assert claimed is not None

    assert not reminders.begin_send(claimed, now=now)

    reminder.refresh_from_db()
    assert (reminder.state, reminder.reason) == ("missed", "too_late")
    assert state_of(last_call) == "leased"


def test_of_two_that_are_due_for_one_event_the_later_speaks(couple: Couple) -> None:
    early = due_reminder(couple.ada, "early")
    now = early.due_at
    Reminder.objects.filter(person_id=couple.ada, step="talk").update(due_at=now, next_at=now)
    talk = Reminder.objects.get(person_id=couple.ada, step="talk")
    Reminder.objects.filter(id=early.id).update(due_at=now - timedelta(minutes=1))
    claimed = {one.id: one for one in reminders.claim_due("email", now=now)}

    assert not reminders.begin_send(claimed[early.id], now=now)
    assert reminders.begin_send(claimed[talk.id], now=now)

    early.refresh_from_db()
    assert (early.state, early.reason) == ("cancelled", "merged")


def test_a_day_holds_two_messages_and_the_third_waits_for_the_morning(couple: Couple) -> None:
    rows = [due_reminder(couple.ada, title=f"Party {n}") for n in range(3)]
    now = rows[0].due_at
    Reminder.objects.filter(id=rows[2].id).update(due_at=now + timedelta(minutes=1))
    claimed = {one.id: one for one in reminders.claim_due("email", now=now)}

    began = [bool(reminders.begin_send(claimed[row.id], now=now)) for row in rows]

    assert began == [True, True, False]

    rows[2].refresh_from_db()
    assert (rows[2].state, rows[2].next_at) == ("pending", datetime(2026, 11, 14, 7, tzinfo=UTC))


def test_an_error_before_it_began_counts_as_a_try(couple: Couple) -> None:
    reminder = due_reminder(couple.ada)
    claimed = claim(reminder, reminder.due_at)
    assert claimed is not None

    assert reminders.record_failed(claimed, now=reminder.due_at, reason="error") == "pending"

    reminder.refresh_from_db()
    assert reminder.attempts == 1 and reminder.next_at > reminder.due_at


def test_news_that_is_already_being_sent_does_not_take_more_up(couple: Couple) -> None:
    event_id = event(couple.ada)
    propose(couple.ada, event_id)
    row = Reminder.objects.get(step="news")
    claimed = claim(row, row.due_at)
    assert claimed is not None and reminders.begin_send(claimed, now=row.due_at)

    reminders.news(couple.ben, row.uid, "", now=row.due_at)

    assert Reminder.objects.filter(step="news").count() == 2
    assert reminders.record_failed(claimed, now=row.due_at) == "pending"


def test_news_of_the_night_waits_for_the_morning(couple: Couple) -> None:
    """Nobody has to choose quiet hours for it: half past two in Berlin is quiet to begin with."""
    party = event(couple.ada)
    night = datetime(2026, 11, 3, 1, 30, tzinfo=UTC)
    flags.flag(couple.ada, party, "", level=2, share_level=True, now=night)
    news = Reminder.objects.get(person_id=couple.ben, step="news")
    claimed = claim(news, news.due_at)
    assert claimed is not None

    assert not reminders.begin_send(claimed, now=news.due_at)

    news.refresh_from_db()
    assert (news.next_at, news.reason) == (datetime(2026, 11, 3, 7, tzinfo=UTC), Waits.QUIET_HOURS)
