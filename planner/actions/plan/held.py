"""What a deed is about, held before it is compared with what its doer has read.

The locks are those that the deeds themselves begin with, so that nobody waits the other way round.
"""

from uuid import UUID

from planner.actions.plan import plan_writes
from planner.models import Event, Lesson


def event(actor: UUID, event_id: UUID) -> None:
    """Nobody changes this event of the actor's until the transaction ends."""
    Event.objects.select_for_update().filter(id=event_id, owner_id=actor).first()


def lesson(actor: UUID, lesson_id: UUID) -> None:
    """Nobody changes this lesson of the actor's until the transaction ends."""
    Lesson.objects.select_for_update().filter(id=lesson_id, owner_id=actor).first()


def couple(actor: UUID) -> None:
    """Neither of the two changes a plan or a standing agreement until the transaction ends."""
    plan_writes.lock_couple(actor)
