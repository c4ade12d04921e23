"""Putting chosen lines into one's own draft: of the last time, of what the two hold to, of a template."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from planner.actions.plan import plan_writes, plans
from planner.core.plan import beginnings as core
from planner.queries.plan import beginnings


@transaction.atomic
def add(actor: UUID, plan_id: UUID, keys: Collection[str], *, now: datetime) -> None:
    """Put the offered lines with these keys into the actor's draft.

    A line that is offered no more is left out. Raises `NotFound`, `AlreadyOver`, and `TooMany` or `TooLong`
    for what does not fit.
    """
    plan_writes.lock_couple(actor)
    seen = beginnings.beginnings(actor, plan_id, now=now)
    chosen = [line for one in seen.offered for line in one.lines if line.key in keys]
    content = core.with_lines(beginnings.written(seen.plan), chosen, me=actor)
    plans.save_draft(actor, plan_id, content, base=seen.plan.base, now=now)
