"""What was sent, what is next, and what the mailbox keeps."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class ReminderView:
    """One line of a person's own log. `title` is "" when the event is out of their sight."""

    id: UUID
    step: str
    channel: str
    state: str
    reason: str
    due_local: datetime
    sent_local: datetime | None
    event_id: UUID | None
    recurrence_id: str
    title: str


@dataclass(frozen=True, slots=True)
class ReminderLog:
    next: tuple[ReminderView, ...]
    past: tuple[ReminderView, ...]
    next_by_event: Mapping[tuple[UUID, str], int]


@dataclass(frozen=True, slots=True)
class MailboxView:
    """A message as it would have looked."""

    key: str
    channel: str
    to: str
    subject: str
    text: str
    html: str
    at_local: datetime


@dataclass(frozen=True, slots=True)
class PhoneView:
    """One's own number. `tries_left` is 0 once a code can no longer be typed."""

    number: str
    is_verified: bool
    is_stopped: bool
    is_refused: bool
    waits_for_code: bool
    tries_left: int


@dataclass(frozen=True, slots=True)
class PushView:
    """What a push message says on a lock screen, and the path that it leads to."""

    title: str
    body: str
    path: str
