"""A tick, whole: rows become mail at a real server, or pages of the mailbox."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.core.mail import send_mail
from django.db import OperationalError, connection
from pytest_django import Settings

from planner.models import Heartbeat, MailboxMessage, OutboxMail, Person, Reminder
from planner.queries.channels import mailbox
from tasks import clock, upkeep
from tasks.lanes import account_mail, reminders
from tests.actions.reminders.engine import due_reminder, overdue_reminder
from tests.factories import Couple, invite, person
from tests.sinks.smtp import Server


@pytest.fixture
def upcoming(couple: Couple) -> Reminder:
    return overdue_reminder(couple.ada)


def test_a_reminder_reaches_a_real_mailbox_once(upcoming: Reminder, smtp: Server) -> None:
    assert reminders.tick("email") == 2  # the talk is due as well, and too late
    assert reminders.tick("email") == 0

    assert smtp.ids == [f"<{upcoming.id.hex}@localhost>"]
    upcoming.refresh_from_db()
    assert upcoming.state == "sent"


def test_a_refused_address_is_dead_and_shown(upcoming: Reminder, smtp: Server) -> None:
    smtp.answer_to_recipient = "550 no such user"

    reminders.tick("email")

    upcoming.refresh_from_db()
    assert (upcoming.state, upcoming.reason) == ("dead", "recipient_refused")


def test_one_broken_row_does_not_stop_the_others(couple: Couple, upcoming: Reminder, smtp: Server) -> None:
    Person.objects.filter(id=couple.ben).update(email="two@at@signs")
    broken = overdue_reminder(couple.ben)

    reminders.tick("email")

    broken.refresh_from_db()
    upcoming.refresh_from_db()
    assert (upcoming.state, broken.state, broken.attempts) == ("sent", "pending", 1)


def test_without_a_server_the_message_lies_in_the_mailbox(
    couple: Couple, upcoming: Reminder, settings: Settings
) -> None:
    settings.MAILBOX = True

    reminders.tick("email")
    Reminder.objects.filter(id=upcoming.id).update(state="pending", ended_at=None)
    reminders.tick("email")

    assert MailboxMessage.objects.count() == 1
    assert [one.key for one in mailbox.mine(couple.ada)] == [upcoming.id.hex]
    assert mailbox.mine(couple.ben) == mailbox.unaddressed() == ()


def test_account_mail_goes_through_the_outbox(couple: Couple, smtp: Server, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "backend.mail.OutboxBackend"  # pytest-django puts another in its place
    Person.objects.filter(id=couple.ada).update(last_login=datetime.now(UTC))
    OutboxMail.objects.all().delete()
    send_mail("Confirm", "A link", None, ["ADA@example.org", "nobody@example.org"])
    assert smtp.messages == []

    assert account_mail.tick() == 2

    assert {mail["To"] for mail in smtp.messages} == {"ADA@example.org", "nobody@example.org"}
    assert {mail.person_id for mail in OutboxMail.objects.all()} == {couple.ada, None}


def test_an_invitation_goes_out_with_its_link(db: None, smtp: Server) -> None:
    ada = person("Ada", now=datetime.now(UTC))
    token = invite(ada, "dora@example.org", now=datetime.now(UTC))

    account_mail.tick()

    (mail,) = smtp.messages
    text = next(part for part in mail.walk() if part.get_content_type() == "text/plain")
    assert f"/invitations/{token}/" in text.get_payload(decode=True).decode()  # type: ignore[union-attr]
    assert OutboxMail.objects.get().text == ""


def test_healing_restores_what_is_missing(couple: Couple, upcoming: Reminder) -> None:
    Reminder.objects.filter(person_id=couple.ada).delete()

    assert upkeep.heal() == 1  # couple

    assert Reminder.objects.filter(person_id=couple.ada, step="check-in", state="pending").exists()


def test_healing_is_due_once_an_hour(couple: Couple) -> None:
    upkeep.heal_when_due()
    due_reminder(couple.ada, start=datetime(2099, 1, 1, 19))
    Reminder.objects.all().delete()

    upkeep.heal_when_due()

    assert not Reminder.objects.exists()


def _gone(execute: Callable[..., object], sql: str, *rest: object) -> object:
    """The database goes away when the first couple is looked for."""
    if "planner_membership" in sql:
        raise OperationalError
    return execute(sql, *rest)


def test_healing_that_broke_off_is_not_done_for_an_hour(couple: Couple) -> None:
    with pytest.raises(OperationalError), connection.execute_wrapper(_gone):
        upkeep.heal_when_due()
    due_reminder(couple.ada, start=datetime(2099, 1, 1, 19))
    Reminder.objects.all().delete()

    upkeep.heal_when_due()
    assert not Reminder.objects.exists()  # it may be under way elsewhere
    Heartbeat.objects.update(beat_at=clock.now() - upkeep.AGAIN_AFTER)
    upkeep.heal_when_due()

    assert Reminder.objects.exists()
