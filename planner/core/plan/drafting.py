"""Keeping a draft that may be written in two windows while the other proposes: what is to become of it."""

from dataclasses import dataclass
from uuid import UUID

from planner.core.plan import draft_merge, draft_parts, plan_merge, support_plan
from planner.core.plan.draft_merge import Spare
from planner.core.plan.plan_content import Content
from planner.core.plan.support_plan import Plan


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody writes, and the number of the version that it is written on; 0 is none."""

    content: Content
    base: int


@dataclass(frozen=True, slots=True)
class Kept:
    """What is to be kept, and what besides it is for its writer to choose from."""

    draft: Draft
    spares: tuple[Spare, ...] = ()
    is_merged: bool = False
    """Whether it says anything else than what was sent."""
    is_new: bool = True
    """Whether it says anything else than what was kept already."""


def on_the_table(draft: Draft, plan: Plan, *, me: UUID) -> Draft:
    """The draft as it reads on what is on the table now."""
    table = support_plan.version_on_the_table(plan)
    if draft.base == (table.number if table else 0):
        return draft
    if table is None:
        return Draft(plan_merge.own_words(draft.content, me=me), 0)
    return Draft(plan_merge.merge(draft.content, support_plan.as_answered(table), me=me), table.number)


def keep(plan: Plan, stored: Draft | None, sent: Draft, was: Content, *, me: UUID) -> Kept:
    """What becomes of a draft that is `sent` by somebody whose page was filled with `was`.

    If nothing was kept elsewhere it stays on the version that it was written on, however many were proposed
    since. Else all of it is brought onto the table, and what was kept elsewhere is joined.
    """
    known = stored or _nothing_yet(plan, sent.base, me)
    before, now = Draft(was, sent.base), sent
    if known.base != sent.base:
        known, before, now = (on_the_table(one, plan, me=me) for one in (known, before, sent))
    merged = draft_merge.merge(before.content, now.content, known.content, me=me)
    has_spares = bool(merged.spares)
    is_as_sent = says_same(merged.content, sent.content, me=me)
    return Kept(
        draft=sent if is_as_sent and now.base == sent.base else Draft(merged.content, now.base),
        spares=merged.spares,
        is_merged=has_spares or not is_as_sent,
        is_new=has_spares or not says_same(merged.content, known.content, me=me),
    )


def says_same(one: Content, other: Content, *, me: UUID) -> bool:
    """Whether there is no difference in what is this partner's to write."""
    return draft_parts.of(one, me) == draft_parts.of(other, me)


def _nothing_yet(plan: Plan, base: int, me: UUID) -> Draft:
    """Without a draft one begins with the version on the page; who has proposed since, with the newest."""
    table = support_plan.version_on_the_table(plan)
    has_proposed = any(one.author == me for one in plan.versions[base:])
    if has_proposed or base > len(plan.versions):
        base = table.number if table else 0
    return Draft(support_plan.as_answered(plan.versions[base - 1]) if base else Content(), base)
