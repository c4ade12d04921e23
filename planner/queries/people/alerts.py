"""What happened to the viewer's own account."""

from typing import Final
from uuid import UUID

from planner.models import SecurityEvent
from planner.queries.views import HappenedView

ALERT: Final = "alert"
"""The kind of an outbox mail that tells of a line of the log; the line's key lies in its text."""
_PAGE: Final = 100


def log(actor: UUID, *, most: int = _PAGE) -> tuple[HappenedView, ...]:
    """The newest lines of the viewer's security log, the newest first."""
    rows = SecurityEvent.objects.filter(person_id=actor).order_by("-happened_at", "-id")
    return tuple(_view(row) for row in rows[:most])


def line(person_id: UUID, key: str) -> HappenedView | None:
    """One line, if it is still there."""
    row = SecurityEvent.objects.filter(person_id=person_id, pk=int(key)).first()
    return _view(row) if row else None


def _view(row: SecurityEvent) -> HappenedView:
    return HappenedView(row.what, row.about, row.program, row.machine, row.happened_at)
