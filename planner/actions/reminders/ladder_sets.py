"""What a person does about their ladders: make one their own for a kind of event, and take ours again."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from planner import errors
from planner.actions import reminders
from planner.actions.engine import locks
from planner.core.reminding import ladder_sets
from planner.core.reminding.reminders import Rungs, Step
from planner.models import LadderSet


@transaction.atomic
def save(actor: UUID, kind: str, rungs: Rungs, *, now: datetime) -> None:
    """Make these rungs the actor's own for a kind of event; their reminders follow.

    Raises `NotFound` for a kind that there is not, `Invalid` for rungs that make no ladder.
    """
    ladder_sets.check(kind, rungs)
    locks.person(actor)
    columns = _columns(rungs) | {"changed_at": now}
    LadderSet.objects.update_or_create(person_id=actor, kind=kind, defaults=columns)
    reminders.reschedule_everything((actor,), now=now)


@transaction.atomic
def reset(actor: UUID, kind: str, *, now: datetime) -> None:
    """Give up one's own for a kind of event: what stands in for it counts again. Raises `NotFound`."""
    if kind not in ladder_sets.KINDS:
        raise errors.NotFound
    locks.person(actor)
    LadderSet.objects.filter(person_id=actor, kind=kind).delete()
    reminders.reschedule_everything((actor,), now=now)


def _columns(rungs: Rungs) -> dict[str, Any]:
    wants = {f"wants_{ladder_sets.field_of(step)}": step in rungs.steps for step in Step}
    return wants | ladder_sets.written(rungs)
