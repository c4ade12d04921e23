"""Saying back what one heard in a version, and answering that. Neither is needed to agree.

Each is one transaction under the plan's lock; what was said stays, the next word is a row of its own.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from planner import errors
from planner.actions.plan import plan_writes
from planner.core.plan import reflecting
from planner.core.plan.reflecting import Heard, HeardAnswer
from planner.models import PlanVersion, Reflection, ReflectionAnswer
from planner.queries.plan import plan_rows, reflections


@transaction.atomic
def reflect(actor: UUID, plan_id: UUID, *, version: int, text: str, now: datetime) -> None:
    """Say back in one sentence what the actor heard. Twice the same is once.

    Raises `NotFound`, `AlreadyOver`, and what `reflecting.reflect` raises.
    """
    who = plan_writes.lock_couple(actor)
    plan = plan_writes.lock(who, plan_id)
    said = reflections.values(plan.id)
    fresh = reflecting.reflect(
        plan_rows.value(who, plan), said, by=actor, version=version, text=text.strip(), now=now
    )
    if fresh is None:
        return
    row = PlanVersion.objects.get(plan=plan, number=version)
    before = Reflection.objects.filter(version=row, writer_id=actor).count()
    Reflection.objects.create(version=row, writer_id=actor, sequence=before + 1, text=fresh.text, at=now)
    plan_writes.changed_for_both(who, plan, now=now)


@transaction.atomic
def answer(
    actor: UUID, plan_id: UUID, reflection_id: UUID, *, reply: Heard, text: str = "", now: datetime
) -> None:
    """Say *That's it* or *Almost* to what the other heard. Twice the same is once.

    Raises `NotFound`, `AlreadyOver`, and what `reflecting.answer` raises.
    """
    who = plan_writes.lock_couple(actor)
    plan = plan_writes.lock(who, plan_id)
    row = reflections.rows((plan.id,)).filter(id=reflection_id).first()
    if row is None:
        raise errors.NotFound
    given = HeardAnswer(reply, text.strip())
    fresh = reflecting.answer(plan_rows.value(who, plan), reflections.value(row), given, by=actor, now=now)
    if fresh is None:
        return
    ReflectionAnswer.objects.create(
        reflection=row, person_id=actor, is_it=fresh.reply is Heard.THAT_IS_IT, text=fresh.text, at=now
    )
    plan_writes.changed_for_both(who, plan, now=now)
