"""Ninety days after it was over a reminder leaves the queue's table; a year after, its log."""

from datetime import timedelta
from uuid import uuid4

import pytest

from planner.actions.channels import contacts
from planner.actions.engine import retention
from planner.models import LIVE_STATES, Delivery, MailEvent, OutboxMail, PastReminder, Reminder, Suspension
from planner.queries.reminders import reminders
from tests.actions.reminders.engine import due_reminder
from tests.factories import NOW, Couple

QUARTER = timedelta(days=90)
YEAR = timedelta(days=365)


@pytest.fixture
def sent(couple: Couple) -> Reminder:
    """Sent at `NOW`, for an event two days ago."""
    reminder = due_reminder(couple.ada)
    Reminder.objects.filter(id=reminder.id).update(
        state="sent", ended_at=NOW, event_on=(NOW - timedelta(days=2)).date()
    )
    Delivery.objects.create(reminder=reminder, attempt=1, began_at=NOW, ended_at=NOW, outcome="sent")
    return reminder


def test_it_stays_for_ninety_days_and_then_moves(sent: Reminder) -> None:
    assert retention.archive(now=NOW + QUARTER) == 0
    assert retention.archive(now=NOW + QUARTER + timedelta(seconds=1)) == 1

    assert not Reminder.objects.filter(id=sent.id).exists()
    moved = PastReminder.objects.get()
    assert (moved.id, moved.step, moved.state, moved.ended_at) == (sent.id, "talk", "sent", NOW)


def test_what_lies_ahead_never_moves(couple: Couple) -> None:
    due_reminder(couple.ada)
    before = Reminder.objects.count()

    assert retention.archive(now=NOW + 3 * YEAR) == 0

    assert Reminder.objects.count() == before


def test_what_was_sent_for_an_event_that_is_still_near_stays(sent: Reminder) -> None:
    later = NOW + QUARTER + timedelta(days=1)
    Reminder.objects.filter(id=sent.id).update(event_on=later.date())

    assert retention.archive(now=later) == 0


def test_the_log_reads_on_and_is_the_owners_alone(couple: Couple, sent: Reminder) -> None:
    later = NOW + QUARTER + timedelta(days=1)
    before = reminders.log(couple.ada, now=later).past

    retention.archive(now=later)

    assert reminders.log(couple.ada, now=later).past == before
    assert reminders.one(couple.ada, sent.id) == before[0]
    assert sent.id not in {one.id for one in reminders.log(couple.ben, now=later).past}


def test_what_came_again_a_day_later_stays_until_its_own_ninety_days_are_over(
    couple: Couple, sent: Reminder
) -> None:
    a_day = timedelta(days=1)
    again = Reminder.objects.get(id=sent.id)
    again.id, again.again_of, again.ended_at = uuid4(), sent, NOW + a_day
    again.save(force_insert=True)
    later = NOW + QUARTER + a_day
    before = reminders.log(couple.ada, now=later).past

    moved = retention.archive(now=later)

    assert (moved, reminders.log(couple.ada, now=later).past) == (0, before)
    assert retention.archive(now=later + a_day) == 2
    assert reminders.log(couple.ada, now=later + a_day).past == before


def test_many_move_a_few_at_a_time(couple: Couple, sent: Reminder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "BATCH", 2)
    copies = [
        Reminder(
            person_id=couple.ada,
            uid=f"u{n}",
            step="talk",
            channel="email",
            schedule_version=1,
            anchor_local="2026-11-01T18:00:00",
            tzid="UTC",
            due_at=NOW,
            next_at=NOW,
            event_on=sent.event_on,
            state="sent",
            ended_at=NOW,
            created_at=NOW,
        )
        for n in range(5)
    ]
    Reminder.objects.bulk_create(copies)
    over = set(Reminder.objects.exclude(state__in=LIVE_STATES).values_list("id", flat=True))

    count = retention.archive(now=NOW + YEAR)

    assert count == len(over)
    assert set(PastReminder.objects.values_list("id", flat=True)) == over
    assert not Reminder.objects.filter(state="sent").exists()


def test_a_bounce_is_known_for_ninety_days_and_then_forgotten(couple: Couple) -> None:
    contacts.bounced("ada@example.org", contacts.Kind.BOUNCED, "event 1", at=NOW, now=NOW)

    assert retention.forget(now=NOW + QUARTER) == 0
    assert retention.forget(now=NOW + QUARTER + timedelta(seconds=1)) == 1

    assert not MailEvent.objects.exists() and Suspension.objects.exists()


def test_after_a_year_the_log_forgets(sent: Reminder) -> None:
    OutboxMail.objects.all().delete()
    retention.archive(now=NOW + QUARTER + timedelta(days=1))

    assert retention.forget(now=NOW + YEAR) == 0
    assert retention.forget(now=NOW + YEAR + timedelta(seconds=1)) == 1
