"""What somebody keeps of a plan for themselves, when it may be kept from two windows."""

from collections.abc import Iterable
from datetime import datetime

from planner.actions.plan import plan_writes
from planner.core.plan import draft_merge, drafting
from planner.core.plan.draft_merge import Spare
from planner.core.plan.drafting import Draft, Kept
from planner.core.plan.plan_content import Content, check
from planner.models import Plan
from planner.queries.people.who import Who
from planner.queries.plan import plan_rows

Spares = tuple[Spare, ...]


def decided(who: Who, plan: Plan, sent: Draft, was: Content | None) -> Kept:
    """What becomes of a draft that is sent, in view of the one that is kept."""
    if was is None:
        return Kept(sent)
    row = plan_rows.own_draft(plan)
    stored = plan_rows.drafted(row) if row else None
    return drafting.keep(plan_rows.value(who, plan), stored, sent, was, me=who.person_id)


def chosen(who: Who, plan: Plan, spare_id: str, *, is_taken: bool) -> tuple[Draft, Spares] | None:
    """The draft with this spare in its place, or as it is, and the other spares; None if there is none."""
    row = plan_rows.own_draft(plan)
    spares = plan_rows.spares(row) if row else ()
    found = next((one for one in spares if one.id == spare_id), None)
    if row is None or found is None:
        return None
    draft, left = plan_rows.drafted(row), tuple(one for one in spares if one != found)
    if not is_taken:
        return draft, left
    content = draft_merge.chosen(draft.content, found, me=who.person_id)
    check(content)
    return Draft(content, draft.base), left


def with_those_kept(plan: Plan, kept: Kept) -> Spares:
    """The spares of this save before those that still wait to be chosen from."""
    row = plan_rows.own_draft(plan)
    return draft_merge.together(plan_rows.spares(row) if row else (), kept.spares)


def write(who: Who, plan: Plan, draft: Draft, spares: Iterable[Spare], *, now: datetime) -> bool:
    """Keep both; True if this person had no draft before."""
    return plan_writes.keep_draft(who, plan, draft.content, base=draft.base, spares=spares, now=now)
