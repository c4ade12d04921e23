"""What happened to an account: its owner reads it, and hears of the grave of it; nobody rewrites it."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from planner.actions.channels import security
from planner.actions.exchange import exports, feeds
from planner.core.security import Happened
from planner.models import OutboxMail, SecurityEvent
from planner.queries import messages
from planner.queries.channels.outgoing import Mail
from planner.queries.people import alerts
from tests.factories import NOW, Couple

pytestmark = pytest.mark.django_db
ANDROID = {"program": "Firefox", "machine": "Android"}


def told() -> list[tuple[str, str]]:
    """To whom a mail is queued, and what it is about."""
    mails = OutboxMail.objects.filter(kind=alerts.ALERT).order_by("created_at")
    return [(one.to, SecurityEvent.objects.get(pk=one.text).what) for one in mails]


def test_each_reads_their_own_the_newest_first(couple: Couple) -> None:
    security.note(couple.ada, Happened.SIGNED_IN, **ANDROID, now=NOW)
    security.note(couple.ada, Happened.PASSKEY_ADDED, about="My phone", now=NOW + timedelta(hours=1))
    security.note(couple.ben, Happened.PASSWORD_CHANGED, now=NOW)

    log = alerts.log(couple.ada)

    assert [(one.what, one.about, one.program, one.machine) for one in log] == [
        ("passkey_added", "My phone", "", ""),
        ("signed_in", "", "Firefox", "Android"),
    ]
    assert alerts.log(couple.stranger) == ()


def test_the_owner_alone_hears_of_it(couple: Couple) -> None:
    security.note(couple.ada, Happened.PASSWORD_CHANGED, now=NOW)

    assert told() == [("ada@example.org", "password_changed")]


def test_the_old_address_hears_of_a_new_one(couple: Couple) -> None:
    security.note(couple.ada, Happened.ADDRESS_CHANGED, to="old@example.org", now=NOW)

    assert told() == [("old@example.org", "address_changed")]


def test_only_a_new_browser_is_told_of(couple: Couple) -> None:
    for browser in (ANDROID, ANDROID, {"program": "Safari", "machine": "iPhone"}):
        security.note(couple.ada, Happened.SIGNED_IN, **browser, now=NOW)

    assert told() == [("ada@example.org", "signed_in")]


def test_missed_second_steps_are_told_of_once_a_day(couple: Couple) -> None:
    for minutes in (0, 1, 60 * 12):
        at = NOW + timedelta(minutes=minutes)
        security.note(couple.ada, Happened.SECOND_STEP_MISSED, **ANDROID, now=at)

    assert len(alerts.log(couple.ada)) == 3
    assert told() == [("ada@example.org", "second_step_missed")] * 2


def test_a_feed_and_an_export_are_noted_where_they_are_made(couple: Couple) -> None:
    feed_id, _ = feeds.create(couple.ada, name="My phone", now=NOW)
    feeds.rotate(couple.ada, feed_id, now=NOW + timedelta(minutes=1))
    feeds.revoke(couple.ada, feed_id, now=NOW + timedelta(minutes=2))
    exports.ask(couple.ada, kind="calendar", now=NOW + timedelta(minutes=3))

    log = [(one.what, one.about) for one in alerts.log(couple.ada)]

    assert log == [
        ("export_made", ""),
        ("feed_ended", "My phone"),
        ("feed_rotated", "My phone"),
        ("feed_made", "My phone"),
    ]


def test_the_mail_says_what_and_when_and_nothing_in_its_subject(couple: Couple) -> None:
    security.note(couple.ada, Happened.PASSKEY_ADDED, about="My phone", **ANDROID, now=NOW)

    mail = messages.account(OutboxMail.objects.get(kind=alerts.ALERT).id, now=NOW)

    assert isinstance(mail, Mail)
    assert (mail.to, mail.subject) == ("ada@example.org", "About your account")
    assert "Passkey added" in mail.text and "/me/security/" in mail.text
    assert "My phone · Monday, 2 November, 13:00 · Firefox on Android" in mail.text
    assert "My phone" in mail.html


@pytest.mark.parametrize(
    "change", [{"what": "signed_in"}, {"happened_at": NOW}, {"program": "Safari"}, {"machine": ""}]
)
def test_the_database_lets_nobody_rewrite_it(couple: Couple, change: dict[str, object]) -> None:
    security.note(couple.ada, Happened.CODE_USED, **ANDROID, now=NOW - timedelta(days=1))

    with pytest.raises(DatabaseError, match="never rewritten"), transaction.atomic():
        SecurityEvent.objects.update(**change)

    assert [one.what for one in alerts.log(couple.ada)] == ["code_used"]


def test_a_year_later_it_is_thrown_away(couple: Couple) -> None:
    security.note(couple.ada, Happened.CODE_USED, now=NOW)

    kept = security.sweep(now=NOW + timedelta(days=365))
    gone = security.sweep(now=NOW + timedelta(days=365, seconds=1))

    assert (kept, gone) == (0, 1)
    assert alerts.log(couple.ada) == ()
