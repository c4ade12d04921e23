"""Which class sends what, by the settings."""

from django.conf import settings

from planner.queries.outgoing import Mail
from tasks.channels.base import Channel
from tasks.channels.email import EmailChannel
from tasks.channels.mailbox import MailboxChannel


def mail() -> Channel[Mail]:
    """Where mail goes: to the SMTP server if there is one, else into the mailbox."""
    return MailboxChannel() if settings.MAILBOX else EmailChannel(settings.SMTP_OPTIONS or {})
