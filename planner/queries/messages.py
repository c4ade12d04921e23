"""A due row becomes a message: composed at send time, from what its person may see at that time."""

from dataclasses import replace
from datetime import datetime
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.utils import translation

from planner.core import secret_tokens
from planner.core.reminding.digest import DIGEST
from planner.core.reminding.reminders import Channel, Drop, Hold, Reason, Send
from planner.models import Invitation, OutboxMail, Reminder
from planner.queries import (
    deliveries,
    digests,
    mail_ways,
    messages_digest,
    messages_files,
    messages_layout,
    messages_links,
    messages_push,
    messages_text,
    messages_words,
    people,
    slots,
)
from planner.queries.outgoing import Mail, Message

INVITATION = "invitation"
JOINED = "joined"


def compose(reminder_id: UUID, token: UUID, *, now: datetime) -> Message | Hold | Drop | None:
    """The message of a claimed reminder, or what becomes of it instead; None when the lease is lost."""
    reminder = deliveries.leased(reminder_id, token)
    if reminder is None:
        return None
    if reminder.step == DIGEST:
        return _digest(reminder, now=now)
    about = deliveries.occasion(reminder, now=now)
    if isinstance(about, Drop):
        return about
    decision = deliveries.decide(about, now=now)
    if not isinstance(decision, Send):
        return decision
    if reminder.channel == Channel.PUSH:
        return messages_push.reminder(about, now=now)
    return messages_text.reminder(about) if reminder.channel == Channel.SMS else _mail(about, now=now)


def account(mail_id: UUID, *, now: datetime) -> Mail | Drop:
    """An account mail or invitation as it goes out; dropped when what it says no longer stands."""
    mail = OutboxMail.objects.select_related("person").get(id=mail_id)
    if mail.kind == INVITATION:
        return _invitation(mail, now)
    if mail.kind == JOINED:
        return _joined(mail)
    if mail.kind == mail_ways.TRIED:
        return _tried(mail)
    html = mail.html or messages_layout.plain(mail.text)
    return Mail(mail.id, mail.person_id, mail.to, mail.subject, mail.text, html, _headers(mail.id))


def _digest(reminder: Reminder, *, now: datetime) -> Mail | Hold | Drop:
    decision = digests.decide(reminder, now=now)
    if not isinstance(decision, Send):
        return decision
    week = digests.week(reminder, now=now)
    if not week:
        return Drop(Reason.NOTHING_COMING)
    person, unsubscribe = reminder.person, messages_links.unsubscribe(reminder.person_id, reminder.step)
    with translation.override(person.language):
        words = messages_digest.of(person.name, week, unsubscribe=unsubscribe)
        text, html = messages_layout.text(words), messages_layout.html(words)
    headers = _ends_with_one_click(reminder.id, unsubscribe)
    return Mail(reminder.id, person.id, person.email, words.subject, text, html, headers)


def _mail(about: deliveries.Occasion, *, now: datetime) -> Mail:
    person, reminder = about.person, about.reminder
    unsubscribe = messages_links.unsubscribe(person.id, reminder.step)
    with translation.override(person.language):
        words = messages_words.of(about, unsubscribe=unsubscribe)
        words = replace(
            words,
            offers=messages_links.offers(reminder.id, slots.offered(person.id, reminder.id)),
            replies=messages_links.replies(reminder.id, about.step),
        )
        text, html = messages_layout.text(words), messages_layout.html(words)
        files = messages_files.attached(about, now=now)
    headers = _ends_with_one_click(reminder.id, unsubscribe)
    return Mail(reminder.id, person.id, person.email, words.subject, text, html, headers, files)


def _ends_with_one_click(key: UUID, unsubscribe: str) -> tuple[tuple[str, str], ...]:
    """The headers of a message of a kind that its recipient may end by a link (RFC 8058)."""
    one_click = ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")
    return (*_headers(key), ("List-Unsubscribe", f"<{unsubscribe}>"), one_click)


def _invitation(mail: OutboxMail, now: datetime) -> Mail | Drop:
    """The token lies in the text column until the mail is sent."""
    digest = secret_tokens.digest(mail.text)
    invitation = Invitation.objects.select_related("inviter").filter(token_hash=digest).first()
    if invitation is None or invitation.state != Invitation.State.OPEN or invitation.expires_at <= now:
        return Drop(Reason.TOO_LATE)
    language = mail.person.language if mail.person else invitation.inviter.language
    with translation.override(language):
        words = messages_words.invitation(
            invitation.inviter.name, f"{settings.PUBLIC_URL}/invitations/{mail.text}/"
        )
        text, html = messages_layout.text(words), messages_layout.html(words)
    return Mail(mail.id, mail.person_id, mail.to, words.subject, text, html, _headers(mail.id))


def _joined(mail: OutboxMail) -> Mail | Drop:
    """To whoever invited: the other said yes."""
    couple = people.couple(mail.person_id) if mail.person_id else None
    if mail.person is None or couple is None or couple.partner is None:
        return Drop(Reason.NOT_THEIRS)
    with translation.override(mail.person.language):
        words = messages_words.joined(couple.me.name, couple.partner.name, f"{settings.PUBLIC_URL}/us/")
        text, html = messages_layout.text(words), messages_layout.html(words)
    return Mail(mail.id, mail.person_id, mail.to, words.subject, text, html, _headers(mail.id))


def _tried(mail: OutboxMail) -> Mail | Drop:
    """To themselves, to see whether it arrives."""
    if mail.person is None:
        return Drop(Reason.NOT_THEIRS)
    path = f"/reminders/email/works/{mail.id}/{messages_links.works_token(mail.id)}/"
    with translation.override(mail.person.language):
        words = messages_words.tried(mail.person.name, settings.PUBLIC_URL + path)
        text, html = messages_layout.text(words), messages_layout.html(words)
    return Mail(mail.id, mail.person_id, mail.to, words.subject, text, html, _headers(mail.id))


def _headers(key: UUID) -> tuple[tuple[str, str], ...]:
    """The same Message-ID for the same row: whoever gets two copies sees one."""
    host = urlsplit(settings.PUBLIC_URL).hostname or "localhost"
    return (("Message-ID", f"<{key.hex}@{host}>"), ("Auto-Submitted", "auto-generated"))
