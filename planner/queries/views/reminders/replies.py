"""One reminder before whoever holds the link in its mail, and the events that a person muted."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from planner.queries.views.calendar.events import SlotView


@dataclass(frozen=True, slots=True)
class ReplyView:
    """For deeds and for a page that may be read by anybody who has the mail: neither title nor name."""

    person_id: UUID = field(repr=False)
    language: str
    reminder_id: UUID
    step: str
    uid: str = field(repr=False)
    recurrence_id: str
    event_id: UUID | None
    is_muted: bool
    again_local: datetime | None
    slots: tuple[SlotView, ...]
    suggested_at: datetime | None
    """The time that the other suggested: picking it is a yes."""
    booked_at: datetime | None
    """The time that both said yes to."""


@dataclass(frozen=True, slots=True)
class MutedView:
    event_id: UUID
    recurrence_id: str
    title: str
