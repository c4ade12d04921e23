"""Files that a person takes away."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class ExportView:
    """`stage`: asked, ready, stale or failed. Of `total_count` events `done_count` are in it.

    Stale: what others let the viewer see has changed since it was made, so it is not handed out any more.
    """

    id: UUID
    kind: str
    stage: str
    with_subscriptions: bool
    done_count: int
    total_count: int
    size_bytes: int
    asked_at: datetime
    expires_at: datetime | None
