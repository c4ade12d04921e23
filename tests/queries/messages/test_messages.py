"""What a message says, and above all what it does not: no title before the link, no private word at all."""

import re
from datetime import timedelta
from html import unescape

import icalendar
import pytest
from django.conf import settings

from planner.actions import reminders
from planner.actions.calendar import talks
from planner.actions.engine import outbox
from planner.actions.feelings import flags
from planner.actions.people import people
from planner.actions.plan import plans
from planner.core.reminding.reminders import Drop, Reason
from planner.models import Event, Invitation, OutboxMail, Reminder
from planner.queries import messages
from planner.queries.calendar import slots
from planner.queries.channels import links
from planner.queries.channels.outgoing import Mail
from planner.queries.messages import files
from tests.actions.reminders import engine
from tests.actions.reminders.engine import claim, due_reminder
from tests.actions.reminders.test_reminders import YES, propose
from tests.factories import NOW, Couple, event, invite, join, person

SECRET = "SENTINEL her brother"
PREVIEW = 140
"""As much of a text as mail clients show beside the subject."""


def composed(reminder: Reminder) -> Mail:
    message = engine.composed(reminder, now=reminder.due_at)
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
    assert "Zebra" not in message.subject + "".join(one.name for one in message.attachments)
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
    token = links.unsubscribe_token(couple.ada, "talk")

    assert headers["Message-ID"] == f"<{reminder.id.hex}@localhost>"
    assert headers["Auto-Submitted"] == "auto-generated"
    assert headers["List-Unsubscribe"] == f"<{settings.PUBLIC_URL}/unsubscribe/{token}/>"
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert len(f"List-Unsubscribe: {headers['List-Unsubscribe']}") < 76
    assert f"{settings.PUBLIC_URL}/events/" in message.text
    assert token != links.unsubscribe_token(couple.ben, "talk")


def test_what_asks_for_a_talk_brings_the_event_as_its_reader_sees_it(couple: Couple) -> None:
    event_id = event(couple.ben, "Zebra party", location="Kolbe’s")
    flags.flag(couple.ada, event_id, "", level=3, now=NOW)

    (file,) = composed(Reminder.objects.get(person_id=couple.ada, step="talk")).attachments

    assert (file.name, file.content_type) == ("event.ics", files.TYPE)
    (one,) = icalendar.Calendar.from_ical(file.content).walk("VEVENT")
    assert (one["SUMMARY"], one["LOCATION"]) == ("Zebra party", "Kolbe’s")
    assert one["UID"] == Event.objects.get(id=event_id).uid
    assert "ATTENDEE" not in one


def test_one_evening_of_a_series_comes_under_a_name_of_its_own(couple: Couple) -> None:
    event_id = event(couple.ada, rrule="FREQ=WEEKLY;COUNT=2")
    flags.flag(couple.ada, event_id, "", level=1, now=NOW)
    rows = Reminder.objects.filter(person_id=couple.ada, step="talk").order_by("due_at")

    found = [icalendar.Calendar.from_ical(composed(row).attachments[0].content) for row in rows]

    (first,), (second,) = (one.walk("VEVENT") for one in found)
    assert len({first["UID"], second["UID"], Event.objects.get(id=event_id).uid}) == 3
    assert "RRULE" not in first
    assert second.decoded("DTSTART") - first.decoded("DTSTART") == timedelta(days=7)


def test_the_news_of_a_booked_talk_brings_it_and_nothing_of_the_event(couple: Couple) -> None:
    event_id = event(couple.ada, "Zebra party")
    flags.flag(couple.ada, event_id, "", level=3, share_level=True, now=NOW)
    slot = slots.for_occurrence(couple.ada, event_id, "", now=NOW)[0]
    talk_id = talks.suggest(couple.ada, event_id, "", starts_at=slot.starts_at, now=NOW)
    Reminder.objects.filter(step="news").delete()
    talks.accept(couple.ben, talk_id, now=NOW)

    (file,) = composed(Reminder.objects.get(person_id=couple.ada, step="news")).attachments

    (one,) = icalendar.Calendar.from_ical(file.content).walk("VEVENT")
    assert (one["SUMMARY"], one.decoded("DTSTART")) == ("A quarter of an hour", slot.starts_at)
    assert b"Zebra" not in file.content
    assert one["UID"] == Event.objects.get(talk__id=talk_id).uid


def test_whoever_has_mail_alone_is_called_to_their_talk_by_mail(couple: Couple) -> None:
    event_id = event(couple.ada, "Zebra party")
    at = NOW + timedelta(hours=5)
    talks.accept(couple.ben, talks.suggest(couple.ada, event_id, "", starts_at=at, now=NOW), now=NOW)

    calls = [Reminder.objects.get(person_id=one, step="talk-now") for one in (couple.ada, couple.ben)]

    assert [(one.channel, one.due_at) for one in calls] == [("email", at)] * 2
    message = composed(calls[0])
    assert "It is time for your quarter of an hour." in message.text
    assert "Zebra" not in message.subject + message.text[:PREVIEW]
    assert "/snooze/" not in message.text


def test_other_messages_bring_no_file(couple: Couple) -> None:
    reminder = due_reminder(couple.ada, "last-call")

    assert composed(reminder).attachments == ()


def test_a_mail_can_be_answered_by_its_links(couple: Couple) -> None:
    reminder = due_reminder(couple.ada)
    message = composed(reminder)
    base = f"{settings.PUBLIC_URL}/reply/{links.reply_token(reminder.id)}/"

    for body in (message.text, message.html):
        assert f"{base}snooze/" in body and f"{base}mute/" in body
    assert links.reply_token(reminder.id) != links.reply_token(couple.ada)
    assert base not in message.subject + message.text[:PREVIEW]


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

    assert reminders.begin_send(claimed, now=reminder.due_at) is None


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
