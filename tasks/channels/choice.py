"""Which class sends what, by the settings."""

from django.conf import settings

from planner.queries.outgoing import Mail
from tasks.channels.base import Channel
from tasks.channels.email import EmailChannel
from tasks.channels.mail_api import MailApiChannel
from tasks.channels.mailbox import MailboxChannel


def mail() -> Channel[Mail]:
    """Where mail goes: to the provider or the SMTP server if there is one, else into the mailbox."""
    if settings.MAILBOX:
        return MailboxChannel()
    if settings.EMAIL_PROVIDER:
        return MailApiChannel(settings.EMAIL_PROVIDER)
    return EmailChannel(settings.SMTP_OPTIONS or {})
