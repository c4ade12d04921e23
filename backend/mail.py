"""Where Django's mail goes inside a request: into rows. `tasks` sends them."""

from collections.abc import Iterator, Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from planner.actions.engine import outbox

ACCOUNT = "account"


class OutboxBackend(BaseEmailBackend):
    """Queues each message for each of its recipients; no socket is opened while somebody waits for a page."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            for address in message.recipients():
                _queue(message, address)
        return len(email_messages)


def _queue(message: EmailMessage, address: str) -> None:
    outbox.put(
        kind=ACCOUNT,
        person_id=None,
        to=address,
        subject=str(message.subject),
        text=str(message.body),
        html=next(_html(message), ""),
        now=timezone.now(),
    )


def _html(message: EmailMessage) -> Iterator[str]:
    for content, mimetype in getattr(message, "alternatives", ()):
        if mimetype == "text/html":
            yield str(content)
