"""The embedded default sends nothing away: it keeps what would have left for the mailbox page."""

from datetime import datetime
from typing import Any

from planner.models import ChannelChoice, MailboxMessage
from planner.queries.outgoing import Mail, Text


def keep(message: Mail | Text, *, now: datetime) -> None:
    """Keep it once: a second copy of the same message changes nothing."""
    common = {"person_id": message.person_id, "to": message.to, "text": message.text, "created_at": now}
    MailboxMessage.objects.get_or_create(key=message.key.hex, defaults=common | _of_its_kind(message))


def _of_its_kind(message: Mail | Text) -> dict[str, Any]:
    if isinstance(message, Text):
        return {"channel": ChannelChoice.SMS}
    return {"channel": ChannelChoice.EMAIL, "subject": message.subject, "html": message.html}
