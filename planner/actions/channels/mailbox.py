"""The embedded default sends nothing away: it keeps what would have left for the mailbox page."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import translation

from planner.models import ChannelChoice, MailboxMessage, Person
from planner.queries import messages
from planner.queries.channels import devices
from planner.queries.channels.outgoing import Mail, Push, Text


def keep(message: Mail | Text, *, now: datetime) -> None:
    """Keep it once: a second copy of the same message changes nothing."""
    common = {"person_id": message.person_id, "to": message.to, "text": message.text, "created_at": now}
    MailboxMessage.objects.get_or_create(key=message.key.hex, defaults=common | _of_its_kind(message))


def _of_its_kind(message: Mail | Text) -> dict[str, Any]:
    if isinstance(message, Text):
        return {"channel": ChannelChoice.SMS}
    event = next((one.content.decode() for one in message.attachments), "")
    letter = {"subject": message.subject, "html": message.html, "event": event}
    return {"channel": ChannelChoice.EMAIL, **letter}


def keep_push(message: Push, person_id: UUID, *, now: datetime) -> None:
    """The same for a push, with the words that a device would show for it. Raises `NotFound`."""
    with translation.override(Person.objects.get(id=person_id).language):
        shown = messages.pushed(person_id, message.key, now=now)
    MailboxMessage.objects.get_or_create(
        key=message.key.hex,
        defaults={
            "person_id": person_id,
            "channel": ChannelChoice.PUSH,
            "to": ", ".join(one.label for one in devices.devices(person_id)),
            "subject": shown.title,
            "text": f"{shown.body}\n\n{settings.PUBLIC_URL}{shown.path}\n",
            "created_at": now,
        },
    )
