"""What a message says, and above all what it does not: no title before the link, no private word at all."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.conf import settings

from planner.actions import flags, outbox, people, plans, reminders
from planner.core.reminding.reminders import Drop, Reason
from planner.models import Invitation, OutboxMail, Reminder
from planner.queries import messages
from planner.queries.outgoing import Mail
from tests.actions.engine import claim, due_reminder
from tests.actions.test_reminders import YES, propose
from tests.factories import NOW, Couple, event, invite, join, person

SECRET = "SENTINEL her brother"
PREVIEW = 140
"""As much of a text as mail clients show beside the subject."""


def composed(reminder: Reminder) -> Mail:
    claimed = claim(reminder, reminder.due_at)
    assert claimed is not None
    message = messages.compose(claimed.id, claimed.token, now=reminder.due_at)
    assert isinstance(message, Mail)
    return message


def mail_to_dora() -> OutboxMail:
    """The addresses are encrypted, so they are compared here."""
    (mail,) = (one for one in OutboxMail.objects.all() if one.to == "dora@example.org")
    return mail


@pytest.mark.parametrize("step", ["early", "talk", "last-call", "check-in"])
def test_the_title_is_in_the_body_but_in_no_subject_or_preview(couple: Couple, step: str) -> None:
    message = composed(due_reminder(couple.ada, step, title="Zebra party"))

    assert "Zebra party · Friday, 20 November, 19:00" in message.text
    assert "Zebra party" in message.html
    assert "Zebra" not in message.subject
    assert "Zebra" not in message.text[:PREVIEW]
    assert "Zebra" not in re.sub(r"[ \n]+", " ", unescape(re.sub(r"<[^>]+>", "", message.html)))[:PREVIEW]


def test_a_message_about_a_private_flag_ends_by_saying_so(couple: Couple) -> None:
    event_id = event(couple.ada)
    flags.flag(couple.ada, event_id, "", level=3, note=SECRET, now=NOW)
    message = composed(Reminder.objects.get(person_id=couple.ada, step="talk"))

    assert message.to == "ada@example.org"
    assert message.text.endswith("Only you got this.\n")
    assert SECRET not in message.text + message.html


def test_a_shared_flag_says_nothing_of_who_and_why(couple: Couple) -> None:
    event_id = event(couple.ada)
    flags.flag(couple.ada, event_id, "", level=3, note=SECRET, share_level=True, now=NOW)
    reminder = Reminder.objects.get(person_id=couple.ben, step="talk")

    message = composed(reminder)

    assert "Only you got this." not in message.text
    for word in (SECRET, "Ada", "hard"):
        assert word not in message.text + message.html + message.subject


def test_links_lead_to_pages_and_headers_let_one_unsubscribe(couple: Couple) -> None:
    reminder = due_reminder(couple.ada)
    message = composed(reminder)
    headers = dict(message.headers)
    token = messages.unsubscribe_token(couple.ada, "talk")

    assert headers["Message-ID"] == f"<{reminder.id.hex}@localhost>"
    assert headers["Auto-Submitted"] == "auto-generated"
    assert headers["List-Unsubscribe"] == f"<{settings.PUBLIC_URL}/unsubscribe/{token}/>"
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert len(f"List-Unsubscribe: {headers['List-Unsubscribe']}") < 76
    assert f"{settings.PUBLIC_URL}/events/" in message.text
    assert token != messages.unsubscribe_token(couple.ben, "talk")


def test_the_card_links_to_the_card_and_quotes_nothing_of_the_plan(couple: Couple) -> None:
    event_id = event(couple.ada)
    plan_id = propose(couple.ada, event_id)
    plans.agree(couple.ben, plan_id, version=1, answers=YES, now=NOW)

    message = composed(Reminder.objects.get(person_id=couple.ben, step="card"))

    assert f"{settings.PUBLIC_URL}/plans/{plan_id}/card/" in message.text
    assert "coats" not in message.text + message.html


def test_markup_in_a_title_stays_text(couple: Couple) -> None:
    message = composed(due_reminder(couple.ada, title="<b>Loud</b> & late"))

    assert "&lt;b&gt;Loud&lt;/b&gt; &amp; late" in message.html
    assert "<b>Loud</b> & late" in message.text


def test_nothing_is_composed_without_the_lease(couple: Couple) -> None:
    reminder = due_reminder(couple.ada)
    claimed = claim(reminder, reminder.due_at)
    assert claimed is not None

    reminders.stop((couple.ada,), now=reminder.due_at)

    assert messages.compose(claimed.id, claimed.token, now=reminder.due_at) is None


def test_an_invitation_names_who_asks_and_carries_the_link(couple: Couple) -> None:
    token = invite(couple.stranger, "dora@example.org")
    mail = mail_to_dora()

    message = messages.account(mail.id, now=NOW)

    assert isinstance(message, Mail)
    assert f"{settings.PUBLIC_URL}/invitations/{token}/" in message.text
    assert "Cleo would like to use Alongside together with you." in message.text
    assert "Cleo" not in message.subject
    assert message.to == "dora@example.org"


def test_an_invitation_that_was_withdrawn_is_dropped_and_its_token_blanked(couple: Couple) -> None:
    invite(couple.stranger, "dora@example.org")
    mail = mail_to_dora()
    people.revoke(couple.stranger, Invitation.objects.get(state="open").id, now=NOW)
    claimed = next(one for one in outbox.claim_due(now=NOW) if one.id == mail.id)

    decision = messages.account(mail.id, now=NOW)
    outbox.drop(claimed, reason="too_late", now=NOW)

    mail.refresh_from_db()
    assert decision == Drop(Reason.TOO_LATE)
    assert (mail.state, mail.text) == ("cancelled", "")


def test_account_mail_gets_an_html_part_in_which_nothing_can_be_injected(db: None) -> None:
    mail_id = outbox.put(
        kind="account",
        person_id=None,
        to="x@example.org",
        subject="Confirm",
        text="Go to http://localhost:8000/a/?b=1&c=2\n<script>",
        now=NOW,
    )

    message = messages.account(mail_id, now=NOW)

    assert isinstance(message, Mail)
    assert '<a href="http://localhost:8000/a/?b=1&amp;c=2"' in message.html
    assert "<script>" not in message.html


def test_what_was_sent_is_blanked(db: None) -> None:
    mail_id = outbox.put(
        kind="account", person_id=person("Dora"), to="dora@example.org", subject="s", text="link", now=NOW
    )
    (claimed,) = outbox.claim_due(now=NOW)
    assert outbox.begin_send(claimed, now=NOW)

    outbox.record_sent(claimed, now=NOW + timedelta(seconds=1))

    mail = OutboxMail.objects.get(id=mail_id)
    assert (mail.state, mail.subject, mail.text, mail.html) == ("sent", "", "", "")


def joined_mail() -> OutboxMail:
    return OutboxMail.objects.get(kind="joined")


def test_whoever_invited_hears_of_the_yes(db: None) -> None:
    dora, emil = person("Dora"), person("Emil")
    join(dora, emil)

    message = messages.account(joined_mail().id, now=NOW)

    assert isinstance(message, Mail)
    assert (message.person_id, message.to) == (dora, "dora@example.org")
    assert message.subject == "You two share Alongside now"
    assert "Emil said yes" in message.text and "/us/" in message.text


def test_nobody_hears_of_a_yes_after_they_parted(db: None) -> None:
    dora, emil = person("Dora"), person("Emil")
    join(dora, emil)
    people.leave(emil, now=NOW)

    assert messages.account(joined_mail().id, now=NOW) == Drop(Reason.NOT_THEIRS)
