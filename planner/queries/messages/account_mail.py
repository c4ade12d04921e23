"""Account mail and invitations: what they say has to be true still when they go out."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.utils import translation

from planner.core import secret_tokens
from planner.core.calendar import zones
from planner.core.reminding.reminders import Drop, Reason
from planner.models import Invitation, OutboxMail
from planner.queries.channels import links, mail_ways
from planner.queries.channels.outgoing import Mail
from planner.queries.messages import layout, words
from planner.queries.messages.mail import headers
from planner.queries.messages.words import Words
from planner.queries.people import alerts, people

INVITATION = "invitation"
JOINED = "joined"
WEBHOOK = "webhook"


def account(mail_id: UUID, *, now: datetime) -> Mail | Drop:
    """An account mail or invitation as it goes out; dropped when what it says no longer stands."""
    mail = OutboxMail.objects.select_related("person").get(id=mail_id)
    if mail.kind == INVITATION:
        return _invitation(mail, now)
    if mail.kind == JOINED:
        return _joined(mail)
    if mail.kind == mail_ways.TRIED:
        return _tried(mail)
    if mail.kind == WEBHOOK:
        return _webhook_stopped(mail)
    if mail.kind == alerts.ALERT:
        return _alert(mail)
    return _mail(mail, mail.subject, mail.text, mail.html or layout.plain(mail.text))


def _invitation(mail: OutboxMail, now: datetime) -> Mail | Drop:
    """The token lies in the text column until the mail is sent."""
    digest = secret_tokens.digest(mail.text)
    invitation = Invitation.objects.select_related("inviter").filter(token_hash=digest).first()
    if invitation is None or invitation.state != Invitation.State.OPEN or invitation.expires_at <= now:
        return Drop(Reason.TOO_LATE)
    with translation.override((mail.person or invitation.inviter).language):
        link = f"{settings.PUBLIC_URL}/invitations/{mail.text}/"
        return _written(mail, words.invitation(invitation.inviter.name, link))


def _joined(mail: OutboxMail) -> Mail | Drop:
    """To whoever invited: the other said yes."""
    couple = people.couple(mail.person_id) if mail.person_id else None
    if mail.person is None or couple is None or couple.partner is None:
        return Drop(Reason.NOT_THEIRS)
    with translation.override(mail.person.language):
        link = f"{settings.PUBLIC_URL}/us/"
        return _written(mail, words.joined(couple.me.name, couple.partner.name, link))


def _tried(mail: OutboxMail) -> Mail | Drop:
    """To themselves, to see whether it arrives."""
    if mail.person is None:
        return Drop(Reason.NOT_THEIRS)
    with translation.override(mail.person.language):
        return _written(mail, words.tried(mail.person.name, links.works(mail.id)))


def _webhook_stopped(mail: OutboxMail) -> Mail | Drop:
    """To its owner; what they call it lies in the text column until the mail is sent."""
    if mail.person is None:
        return Drop(Reason.NOT_THEIRS)
    with translation.override(mail.person.language):
        link = settings.PUBLIC_URL + links.WEBHOOKS
        return _written(mail, words.webhook_stopped(mail.person.name, mail.text, link))


def _alert(mail: OutboxMail) -> Mail | Drop:
    """To themselves alone, of what happened to their account; the key of the line lies in the text column."""
    line = alerts.line(mail.person_id, mail.text) if mail.person_id else None
    if mail.person is None or line is None:
        return Drop(Reason.NOT_THEIRS)
    zone = zones.zone(mail.person.tzid) or zones.UTC_ZONE
    at = zones.wall_clock(line.happened_at, zone)
    with translation.override(mail.person.language):
        return _written(mail, words.alert(mail.person.name, line, at, f"{settings.PUBLIC_URL}/me/security/"))


def _written(mail: OutboxMail, said: Words) -> Mail:
    return _mail(mail, said.subject, layout.text(said), layout.html(said))


def _mail(mail: OutboxMail, subject: str, text: str, html: str) -> Mail:
    return Mail(mail.id, mail.person_id, mail.to, subject, text, html, headers(mail.id))
