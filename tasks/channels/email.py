"""Mail over SMTP, one connection for a batch, with a deadline on each message as a whole."""

import re
import smtplib
import socket
from collections.abc import Mapping
from contextlib import suppress
from threading import Timer
from types import TracebackType
from typing import Any, Self

from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.smtp import EmailBackend

from planner.queries.channels.outgoing import Mail
from tasks.channels import mail_message
from tasks.channels.base import NotSent

TIMEOUT_S = 10
"""How long one answer may take."""
DEADLINE_S = 30
"""How long one message may take, whatever trickles in meanwhile; well within its lease."""

_CLOSING = 421
"""The server takes nothing from anybody (RFC 5321, 3.8): it says so in answer to whatever it was asked."""
_ENHANCED = re.compile(rb"[245]\.(\d{1,3}\.\d{1,3})\b")
_REFUSALS = {b"1.1": "no_such_address", b"1.2": "no_such_address", b"2.2": "mailbox_full"}


class _Deadline(smtplib.SMTP):
    """An SMTP conversation that is cut off at its deadline, and that knows how far it came."""

    def __init__(self, *args: Any, **options: Any) -> None:
        self.has_begun_data = False
        self.sock = None
        self.arm()
        try:
            super().__init__(*args, **options)
        except BaseException:
            self.rest()
            raise

    def arm(self) -> None:
        """The next message begins."""
        self.has_begun_data = False
        # A time-out counts from each byte, so a server that trickles would hold us for ever.
        self._timer = Timer(DEADLINE_S, self._cut)
        self._timer.daemon = True
        self._timer.start()

    def rest(self) -> None:
        """The message is over."""
        self._timer.cancel()

    def close(self) -> None:
        self.rest()
        super().close()

    def data(self, msg: Any) -> tuple[int, bytes]:
        self.has_begun_data = True
        return super().data(msg)

    def _cut(self) -> None:
        if self.sock is not None:
            with suppress(OSError):
                self.sock.shutdown(socket.SHUT_RDWR)


class _DeadlineTLS(_Deadline, smtplib.SMTP_SSL):
    """The same, encrypted from the first byte."""


class _Backend(EmailBackend):
    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return _DeadlineTLS if self.use_ssl else _Deadline


def _refusal(said: bytes) -> str:
    """Why the one recipient was not taken, where the server says so by an enhanced code (RFC 3463)."""
    enhanced = _ENHANCED.match(said)
    return _REFUSALS.get(enhanced[1], "recipient_refused") if enhanced else "recipient_refused"


class EmailChannel:
    """Sends with the options that `backend.email_url` read from EMAIL_URL."""

    is_repeatable = False

    def __init__(self, options: Mapping[str, Any]) -> None:
        self._backend = _Backend(timeout=TIMEOUT_S, **options)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    def send(self, message: Mail) -> None:
        """Give it to the server. Raises `NotSent`: refused, or given and never answered."""
        mail = mail_message.written(message)
        try:
            self._send(mail)
        except smtplib.SMTPRecipientsRefused as error:
            ((code, said),) = error.recipients.values()
            raise self._refused(_refusal(said), code) from None
        except smtplib.SMTPDataError as error:
            raise self._refused("message_refused", error.smtp_code) from None
        except smtplib.SMTPResponseException as error:
            self._close()
            raise NotSent(f"smtp_{error.smtp_code}") from None
        except (smtplib.SMTPException, OSError) as error:
            is_uncertain = self._has_begun_data()
            self._close()
            raise NotSent(type(error).__name__, is_uncertain=is_uncertain) from None

    def _refused(self, reason: str, code: int) -> NotSent:
        """A no to this message or its address, for good or for now; unless it is the server that goes."""
        if code == _CLOSING:
            self._close()
            return NotSent(f"smtp_{code}")
        return NotSent(reason, is_permanent=code >= 500, is_about_recipient=True)

    def _send(self, mail: EmailMultiAlternatives) -> None:
        if not self._backend.open():
            self._connection().arm()
        try:
            self._backend.send_messages([mail])
        finally:
            self._connection().rest()

    def _connection(self) -> Any:
        return self._backend.connection

    def _has_begun_data(self) -> bool:
        connection = self._connection()
        return connection is not None and connection.has_begun_data

    def _close(self) -> None:
        with suppress(smtplib.SMTPException, OSError):
            self._backend.close()
