"""Which class sends what, by the settings."""

from django.conf import settings

from planner.core import push as push_keys
from planner.core.sms.provider import Signed, Twilio
from planner.queries.channels.outgoing import Mail, Push, Text
from tasks.channels.base import Channel
from tasks.channels.email import EmailChannel
from tasks.channels.mail_api import MailApiChannel
from tasks.channels.mailbox import MailboxChannel
from tasks.channels.sms_signed import SignedChannel
from tasks.channels.sms_twilio import TwilioChannel
from tasks.channels.webpush import Sender, WebPushChannel


def mail() -> Channel[Mail]:
    """Where mail goes: to the provider or the SMTP server if there is one, else into the mailbox."""
    if settings.MAILBOX:
        return MailboxChannel()
    if settings.EMAIL_PROVIDER:
        return MailApiChannel(settings.EMAIL_PROVIDER)
    return EmailChannel(settings.SMTP_OPTIONS or {})


def text() -> Channel[Text]:
    """Where texts go: to the provider that SMS_URL names, or into the mailbox."""
    provider = settings.SMS
    if isinstance(provider, Twilio):
        return TwilioChannel(provider)
    if isinstance(provider, Signed):
        return SignedChannel(provider)
    return MailboxChannel()


def push() -> Channel[Push]:
    """Where pushes go: to each device's push service, and to the mailbox where that is a device."""
    sender = Sender(push_keys.private_key(settings.VAPID_PRIVATE_KEY), settings.VAPID_SUBJECT)
    return WebPushChannel(sender, allowed=settings.PUSH_ALLOW, has_mailbox=settings.MAILBOX)
