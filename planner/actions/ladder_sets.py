"""What a person does about their ladders: make one their own for a kind of event, and take ours again."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from planner import errors
from planner.actions import reminders
from planner.core.reminding import ladder_sets
from planner.core.reminding.reminders import Rungs, Step
from planner.models import LadderSet, Person


@transaction.atomic
def save(actor: UUID, kind: str, rungs: Rungs, *, now: datetime) -> None:
    """Make these rungs the actor's own for a kind of event; their reminders follow.

    Raises `NotFound` for a kind that there is not, `Invalid` for rungs that make no ladder.
    """
    ladder_sets.check(kind, rungs)
    _lock(actor)
    columns = _columns(rungs) | {"changed_at": now}
    LadderSet.objects.update_or_create(person_id=actor, kind=kind, defaults=columns)
    reminders.reschedule_everything((actor,), now=now)


@transaction.atomic
def reset(actor: UUID, kind: str, *, now: datetime) -> None:
    """Give up one's own for a kind of event: what stands in for it counts again. Raises `NotFound`."""
    if kind not in ladder_sets.KINDS:
        raise errors.NotFound
    _lock(actor)
    LadderSet.objects.filter(person_id=actor, kind=kind).delete()
    reminders.reschedule_everything((actor,), now=now)


def _lock(actor: UUID) -> None:
    """As planning and sending do: neither works with half of a change."""
    Person.objects.select_for_update(no_key=True).get(id=actor)


def _columns(rungs: Rungs) -> dict[str, Any]:
    columns: dict[str, Any] = {f"wants_{ladder_sets.field_of(step)}": step in rungs.steps for step in Step}
    for step in ladder_sets.IN_DAYS:
        lead, name = rungs.days_before(step), ladder_sets.field_of(step)
        if lead is not None:
            columns |= {f"{name}_days": lead.days, f"{name}_at": lead.at}
    columns["card_hours"] = rungs.card_before // timedelta(hours=1)
    columns["check_in_at"] = rungs.check_in_at
    return columns
