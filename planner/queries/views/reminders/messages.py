"""What was sent, what is next, and what the mailbox keeps."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from planner.core.reminding.fates import Fate


@dataclass(frozen=True, slots=True)
class Instead:
    """The same message by another channel, in the place of one that did not get through."""

    channel: str
    state: str
    at_local: datetime


@dataclass(frozen=True, slots=True)
class ReminderView:
    """One line of a person's own log. `title` is "" when the event is out of their sight.

    `due_local` is when it goes out, as the dry run has it; it was `planned_local` for another time if it is
    held. `will_not`: why it will come to nothing, as things stand.
    `ended_local` is when it was over, whether it went out or came to nothing.
    """

    id: UUID
    step: str
    channel: str
    state: str
    reason: str
    fate: Fate
    due_local: datetime
    planned_local: datetime
    sent_local: datetime | None
    ended_local: datetime | None
    attempts: int
    event_id: UUID | None
    recurrence_id: str
    title: str
    instead: Instead | None = None
    will_not: str = ""


@dataclass(frozen=True, slots=True)
class ReminderLog:
    next: tuple[ReminderView, ...]
    past: tuple[ReminderView, ...]


@dataclass(frozen=True, slots=True)
class MailboxView:
    """A message as it would have looked."""

    key: str
    channel: str
    to: str
    subject: str
    text: str
    html: str
    event: str
    at_local: datetime
    can_be_answered: bool
    """It is a text to the number that its reader has shown to be theirs."""


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
