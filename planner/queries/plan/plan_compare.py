"""Two versions of a plan beside each other, in the words of whoever reads them."""

from planner.core.plan.plan_compare import Beside, beside
from planner.queries.views import ComparisonView, PlanView, VersionView
from planner.queries.wording import plan_fields


def pair(
    plan: PlanView, left: VersionView | None, right: VersionView | None
) -> tuple[VersionView, VersionView]:
    """The two to compare, the older first: those asked for, else what was agreed last and what is open.

    The plan has two versions at least.
    """
    after = right or plan.open or plan.versions[-1]
    others = [one for one in plan.versions if one.number != after.number]
    before = left or plan.agreed or others[-1]
    if before.number == after.number:
        before = others[-1]
    first, second = sorted((before, after), key=lambda one: one.number)
    return first, second


def between(plan: PlanView, before: VersionView, after: VersionView) -> ComparisonView:
    """What differs, field by field, and the names of what is the same in both."""
    rows = [row for row in _rows(plan, before, after) if row.before or row.after]
    return ComparisonView(
        changed=tuple(row for row in rows if not row.is_same),
        same=tuple(row.name for row in rows if row.is_same),
    )


def _rows(plan: PlanView, before: VersionView, after: VersionView) -> list[Beside]:
    old, new = (_said(plan, version) for version in (before, after))
    order = dict.fromkeys((*old, *new))
    nothing = ("", "")
    return [
        beside((new.get(key) or old[key])[0], old.get(key, nothing)[1], new.get(key, nothing)[1])
        for key in order
    ]


def _said(plan: PlanView, version: VersionView) -> dict[str, tuple[str, str]]:
    partner = plan.partner.name if plan.partner else ""
    said = plan_fields.fields(version.content, me=plan.me.id, partner=partner)
    return {key: (name, text) for key, name, text in said}
