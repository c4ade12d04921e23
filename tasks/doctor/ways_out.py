"""Mail, texts and pushes: whether their far ends answer. Nothing is sent unless an address is given."""

import smtplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import closing
from urllib.parse import urlsplit
from uuid import uuid4

from django.conf import settings

from planner.core.sms.provider import Signed, Twilio
from planner.queries.channels.outgoing import Mail
from tasks.channels import choice
from tasks.channels.base import NotSent
from tasks.doctor.findings import Finding, look, well, wrong

PATIENCE_S = 10
TWILIO = "https://api.twilio.com"


def mail(send_to: str = "") -> Iterator[Finding]:
    """By SMTP up to the sign-in; a provider's key can only be tried by sending."""
    if settings.MAILBOX:
        yield look("mail", "stands on /mailbox/ and never leaves", "Set EMAIL_URL when it is to.")
    elif settings.EMAIL_PROVIDER:
        yield well("mail", f"goes by {settings.EMAIL_PROVIDER}; --send-to shows whether it takes the key")
    else:
        yield _smtp()
    if send_to:
        yield _sent(send_to)


def texts() -> Iterator[Finding]:
    """Whether the provider's host is reached."""
    provider = settings.SMS
    if provider is None:
        yield well("texts", "are not offered: SMS_URL is unset")
    elif isinstance(provider, Twilio):
        yield _reached("texts", provider.base or TWILIO)
    elif isinstance(provider, Signed):
        yield _reached("texts", provider.url)
    else:
        yield look("texts", "stand on /mailbox/ and never leave", "Set SMS_URL when they are to.")


def pushes() -> Iterator[Finding]:
    """Whether there is a key to sign with, and a sender that push services take."""
    if not settings.VAPID_PRIVATE_KEY:
        yield well("push", "is not offered: VAPID_PRIVATE_KEY is unset")
    elif settings.VAPID_SUBJECT.endswith("localhost"):
        yield look("push", f"is signed as {settings.VAPID_SUBJECT}, which Apple refuses", "Set EMAIL_FROM.")
    else:
        yield well("push", f"is signed as {settings.VAPID_SUBJECT}")


def _smtp() -> Finding:
    """A conversation as before every message, with its TLS and its sign-in, and no message."""
    options = settings.SMTP_OPTIONS or {}
    place = f"{options['host']}:{options['port']}"
    try:
        with _greeted(options["host"], options["port"], is_tls=options["use_ssl"]) as server:
            if options["use_tls"]:
                server.starttls(context=ssl.create_default_context())
            if options["username"]:
                server.login(options["username"], options["password"])
    except smtplib.SMTPAuthenticationError:
        return wrong("mail", f"{place} refuses the name or the password", "Mend them in EMAIL_URL.")
    except smtplib.SMTPNotSupportedError as error:
        return wrong("mail", f"{place}: {error}", "Use the address and port that your provider names.")
    except (smtplib.SMTPException, OSError) as error:
        said = f"{place} cannot be spoken to ({type(error).__name__})"
        return wrong("mail", said, "Look at host, port and scheme of EMAIL_URL, and at the firewall.")
    is_open = not (options["use_tls"] or options["use_ssl"])
    return well("mail", f"{place} answers{', without TLS' if is_open else ' over TLS'}")


def _greeted(host: str, port: int, *, is_tls: bool) -> smtplib.SMTP:
    if is_tls:
        return smtplib.SMTP_SSL(host, port, timeout=PATIENCE_S, context=ssl.create_default_context())
    return smtplib.SMTP(host, port, timeout=PATIENCE_S)


def _sent(to: str) -> Finding:
    words = "This is the test you asked for. Mail from Alongside reaches you."
    message = Mail(uuid4(), None, to, "A test", words, f"<p>{words}</p>")
    try:
        with choice.mail() as channel:
            channel.send(message)
    except NotSent as error:
        return wrong("mail", f"the test was not taken: {error.reason}", "docs/operations.md, “Mail”.")
    return well("mail", "the test was taken; look whether it arrives, and not as spam")


def _reached(part: str, url: str) -> Finding:
    split = urlsplit(url)
    host, port = split.hostname or "", split.port or (443 if split.scheme == "https" else 80)
    try:
        with closing(socket.create_connection((host, port), timeout=PATIENCE_S)) as plain:
            if split.scheme == "https":
                ssl.create_default_context().wrap_socket(plain, server_hostname=host).close()
    except OSError as error:
        return wrong(
            part, f"{host} cannot be reached ({type(error).__name__})", "Look at SMS_URL and the firewall."
        )
    return well(part, f"{host} is reached; the page of reminders sends a test text")
