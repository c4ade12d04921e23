"""What every deed afterwards begins with: an occurrence that is behind the two, and the couple held still."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from planner import errors
from planner.actions.plan import plan_writes
from planner.core.calendar.events import Occurrence
from planner.models import Event
from planner.queries.people import sight
from planner.queries.people.who import Who


@dataclass(frozen=True, slots=True)
class Over:
    who: Who
    event: Event
    occurrence: Occurrence

    @property
    def uid(self) -> str:
        return self.event.uid


def over(actor: UUID, event_id: UUID, recurrence_id: str, *, now: datetime) -> Over:
    """The occurrence as the actor sees it. Raises `NotFound`, and `NotOver` until it has ended."""
    who = plan_writes.lock_couple(actor)
    event = sight.one(who, event_id)
    found = sight.occurrence(who, event, recurrence_id)
    if found.recurrence_id != recurrence_id:
        raise errors.NotFound
    if found.ends_at > now:
        raise errors.NotOver
    return Over(who, event, found)
