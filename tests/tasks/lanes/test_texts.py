"""Texts from their rows to a real provider: reminders in one lane, codes and tests in another."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from pytest_django import Settings

from planner.actions.channels import phones, texts, texts_received
from planner.core.sms import segments
from planner.core.sms.provider import Signed
from planner.models import MailboxMessage, OutboxText, Phone, ReceivedText, Reminder, SentText, Suspension
from planner.queries.channels import mailbox
from tasks import upkeep
from tasks.channels import sms_call
from tasks.lanes import account_texts, reminders
from tests.actions.reminders.engine import overdue_reminder
from tests.factories import Couple
from tests.phones import NUMBER, code_for, verified
from tests.sinks import sms

SECRET = "a secret that two know"


@pytest.fixture
def sink(settings: Settings) -> Iterator[sms.Sink]:
    with sms.running(secret=SECRET) as running:
        settings.SMS = Signed(running.url, SECRET)
        yield running


def now() -> datetime:
    return datetime.now(UTC)


def text_reminder(owner: UUID) -> Reminder:
    """A last call that the real clock finds due, by text since mail does not reach its owner."""
    verified(owner, now=now() - timedelta(days=11))
    Suspension.objects.create(person_id=owner, channel="email", reason="bounced", since=now())
    reminder = overdue_reminder(owner)
    assert reminder.channel == "sms"
    return reminder


def test_a_reminder_reaches_the_phone_once(couple: Couple, sink: sms.Sink) -> None:
    reminder = text_reminder(couple.ada)

    assert reminders.tick("sms") == 2  # the talk is due as well, and too late
    assert reminders.tick("sms") == 0

    (arrived,) = sink.texts
    assert (arrived.key, arrived.to) == (str(reminder.id), NUMBER)
    reminder.refresh_from_db()
    assert reminder.state == "sent"
    assert SentText.objects.get(key=reminder.id).person_id == couple.ada


def test_what_was_taken_and_never_answered_is_repeated_and_arrives_once(
    couple: Couple, sink: sms.Sink
) -> None:
    reminder = text_reminder(couple.ada)
    sink.faults.add("drop")
    reminders.tick("sms")
    reminder.refresh_from_db()
    assert (reminder.state, reminder.is_uncertain) == ("pending", True)
    Reminder.objects.filter(id=reminder.id).update(next_at=now())

    reminders.tick("sms")

    reminder.refresh_from_db()
    assert (reminder.state, len(sink.texts), len(sink.offers)) == ("sent", 1, 2)


def test_the_provider_says_how_long_to_wait(
    couple: Couple, sink: sms.Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    reminder = text_reminder(couple.ada)
    monkeypatch.setattr(sms, "RETRY_AFTER_S", 1800)
    sink.faults.add("429")

    reminders.tick("sms")

    reminder.refresh_from_db()
    assert reminder.state == "pending"
    assert reminder.next_at - now() > timedelta(minutes=29)


def test_a_refused_number_is_dead_and_shown(couple: Couple, sink: sms.Sink) -> None:
    reminder = text_reminder(couple.ada)
    sink.faults.add("400")

    reminders.tick("sms")

    reminder.refresh_from_db()
    assert (reminder.state, reminder.reason) == ("dead", "sms_400")


@pytest.mark.parametrize("how", ["stopped", "removed", "suspended"])
def test_who_wants_no_texts_any_more_gets_none(couple: Couple, sink: sms.Sink, how: str) -> None:
    reminder = text_reminder(couple.ada)
    phone = Phone.objects.filter(person_id=couple.ada)
    if how == "stopped":
        phone.update(stopped_at=now())
    elif how == "removed":
        phone.delete()
    else:
        Suspension.objects.create(person_id=couple.ada, channel="sms", reason="refused", since=now())

    reminders.tick("sms")

    reminder.refresh_from_db()
    assert (reminder.state, reminder.reason) == ("cancelled", "no_channel")
    assert len(sink.texts) == 0


def test_a_text_says_nothing_that_somebody_else_could_read_on_the_screen(
    couple: Couple, sink: sms.Sink
) -> None:
    reminder = text_reminder(couple.ada)

    reminders.tick("sms")

    (arrived,) = sink.texts
    # The times to choose from are worth a second one.
    assert segments.size(arrived.text).segments == 2
    assert segments.size(arrived.text).alphabet == "GSM-7"
    assert re.search(r"Reply 1 \w{3} \d+ \w{3} \d\d:\d\d, 2 \w{3} ", arrived.text)
    link = arrived.text.split()[-1]
    assert link.startswith("http://localhost:8000/events/")
    for private in ("Office party", "Ada", "Ben", "plan card", reminder.uid):
        assert private not in arrived.text


def test_a_code_waits_for_no_reminder_and_is_forgotten_once_sent(couple: Couple, sink: sms.Sink) -> None:
    phones.ask_code(couple.ada, NUMBER, now=now())
    code = code_for(couple.ada)

    assert account_texts.tick() == 1

    (arrived,) = sink.texts
    assert code in arrived.text
    row = OutboxText.objects.get()
    assert (row.state, row.to, row.text) == ("sent", "", "")
    assert SentText.objects.get().text == ""
    phones.verify(couple.ada, code, now=now())


def test_a_code_that_is_no_longer_good_is_not_sent(couple: Couple, sink: sms.Sink) -> None:
    phones.ask_code(couple.ada, NUMBER, now=now() - timedelta(minutes=11))

    account_texts.tick()

    assert len(sink.texts) == 0
    assert OutboxText.objects.get().state == "cancelled"


def test_a_test_text_arrives(couple: Couple, sink: sms.Sink) -> None:
    verified(couple.ada, now=now())

    phones.send_test(couple.ada, now=now())
    account_texts.tick()

    assert [one.to for one in sink.texts] == [NUMBER]


def test_without_a_provider_the_mailbox_shows_the_text_to_its_person_alone(couple: Couple) -> None:
    phones.ask_code(couple.ada, NUMBER, now=now())

    account_texts.tick()

    (shown,) = mailbox.mine(couple.ada)
    assert (shown.channel, shown.to, shown.subject, shown.html) == ("sms", NUMBER, "", "")
    assert mailbox.mine(couple.ben) == mailbox.unaddressed() == ()


def test_where_no_texts_are_sent_the_lanes_do_nothing(couple: Couple, settings: Settings) -> None:
    phones.ask_code(couple.ada, NUMBER, now=now())
    settings.SMS = None

    assert account_texts.tick() == reminders.tick("sms") == 0
    assert not MailboxMessage.objects.exists()


def test_a_dead_provider_of_texts_holds_up_no_mail(
    couple: Couple, sink: sms.Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sms_call, "DEADLINE_S", 0.5)
    text_reminder(couple.ada)
    mail = overdue_reminder(couple.ben)
    sink.faults.always = "late"

    reminders.tick("email")

    mail.refresh_from_db()
    assert mail.state == "sent"


def test_traces_are_swept_after_ninety_days(couple: Couple, sink: sms.Sink) -> None:
    phones.ask_code(couple.ada, NUMBER, now=now())
    account_texts.tick()
    texts_received.receive("SM1", NUMBER, "HELP", is_answered=True, now=now())

    texts.sweep(now=now() + timedelta(days=89))
    assert all(rows.objects.exists() for rows in (SentText, OutboxText, ReceivedText))
    texts.sweep(now=now() + timedelta(days=91))

    assert not any(rows.objects.exists() for rows in (SentText, OutboxText, ReceivedText))
    assert "texts" in upkeep.SWEPT
