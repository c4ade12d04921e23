"""What leaves for one person, by channel. `key` names a message for good: a second copy has the same."""

from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Attachment:
    """A part beside the text, such as the event itself (RFC 5545)."""

    name: str
    content: bytes
    content_type: str


@dataclass(frozen=True, slots=True)
class Mail:
    key: UUID
    person_id: UUID | None
    to: str
    subject: str
    text: str
    html: str
    headers: tuple[tuple[str, str], ...] = ()
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class Text:
    """An SMS. `to` is a number in E.164."""

    key: UUID
    person_id: UUID | None
    to: str
    text: str


class Urgency(StrEnum):
    """Whether a device that sleeps is woken (RFC 8030, section 5.3)."""

    NORMAL = "normal"
    HIGH = "high"


@dataclass(frozen=True, slots=True)
class Device:
    """Where a push goes and the keys that it is sealed with (RFC 8291), as the browser gave them."""

    id: UUID
    endpoint: str = field(repr=False)
    p256dh: str = field(repr=False)
    auth: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Push:
    """A web push to every device of one person (RFC 8030)."""

    key: UUID
    person_id: UUID | None
    devices: tuple[Device, ...]
    payload: bytes
    topic: str
    ttl_s: int
    urgency: Urgency = Urgency.NORMAL


@dataclass(frozen=True, slots=True)
class WebhookCall:
    """A message to one webhook, and every secret that signs it at present."""

    key: UUID
    url: str = field(repr=False)
    secrets: tuple[str, ...] = field(repr=False)
    body: bytes = field(repr=False)


Message = Mail | Text | Push
