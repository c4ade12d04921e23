"""A plan's page: the plan, what both said around it, and what is the viewer's alone."""

from datetime import datetime
from uuid import UUID

from planner.queries.afterwards import lessons
from planner.queries.feelings import flags, own_lines
from planner.queries.people import people
from planner.queries.people import who as who_queries
from planner.queries.people.who import Actor, Who
from planner.queries.plan import plans
from planner.queries.plan.plan_sight import Seen
from planner.queries.views import OfferedView, PlanPage, PlanView


def page(actor: Actor, plan_id: UUID, *, now: datetime) -> PlanPage:
    """One plan with all that its page shows. Raises `NotFound`."""
    who = who_queries.of(actor)
    plan, seen = plans.of_one(who, plan_id, now=now)
    # Once it is over nothing around it is changed here any more.
    is_open = not plan.is_closed and now < plan.ends_at
    about = (seen.event, seen.occurrence.recurrence_id) if seen and is_open else None
    return PlanPage(
        plan=plan,
        couple=people.couple(who),
        feelings=flags.felt_of(who, *about) if about else None,
        own=own_lines.said_of(who, *about) if about else None,
        offered=_offered(who, plan, seen, now=now) if seen else None,
    )


def _offered(who: Who, plan: PlanView, seen: Seen, *, now: datetime) -> OfferedView | None:
    """What was kept from before, for whoever begins to write."""
    if plan.draft is None or plan.versions or now >= plan.starts_at:
        return None
    at = seen.occurrence.recurrence_id
    return lessons.for_occurrence(who, seen.event.uid, at, seen.event.kind, now=now)
