"""What a viewer keeps to themselves about one evening."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class OwnLinesView:
    """`event_id` is None and `title` empty once the event is out of the viewer's sight."""

    id: UUID
    event_id: UUID | None
    recurrence_id: str
    title: str
    coping: str
    quiet_helps: str
