"""The embedded default sends nothing away: it keeps what would have left for the mailbox page."""

from datetime import datetime

from planner.models import ChannelChoice, MailboxMessage
from planner.queries.outgoing import Mail


def keep(message: Mail, *, now: datetime) -> None:
    """Keep it once: a second copy of the same message changes nothing."""
    MailboxMessage.objects.get_or_create(
        key=message.key.hex,
        defaults={
            "person_id": message.person_id,
            "channel": ChannelChoice.EMAIL,
            "to": message.to,
            "subject": message.subject,
            "text": message.text,
            "html": message.html,
            "created_at": now,
        },
    )
