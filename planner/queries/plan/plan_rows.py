"""Plan rows become the value that the rules decide on; only what exists for the viewer is ever loaded."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from planner.core.plan import draft_parts, support_plan
from planner.core.plan.draft_merge import Spare
from planner.core.plan.drafting import Draft
from planner.core.plan.plan_content import Content
from planner.core.plan.two_yeses import Version
from planner.models import Agreement, LetGo, Plan, PlanDraft, PlanVersion, StandingVersion
from planner.queries.engine import nested
from planner.queries.engine.nested import Rows
from planner.queries.people.who import Who

Word = tuple[UUID, bool]
"""Who spoke, and whether it was a yes."""

# The author's account is gone; nobody has this id.
_NOBODY = UUID(int=0)


def visible(who: Who) -> QuerySet[Plan]:
    """The plans that exist for this viewer.

    In their couple, what was proposed or what they draft themselves; besides, what they once agreed with
    somebody before they parted. A draft of the other's alone is nothing.
    """
    drafting = PlanDraft.objects.filter(plan=OuterRef("pk"), writer_id=who.person_id)
    agreeing = Agreement.objects.filter(version__plan=OuterRef("pk"), person_id=who.person_id)
    proposed = PlanVersion.objects.filter(plan=OuterRef("pk"))
    is_open = Q(couple_id=who.couple_id, closed_at=None) & (Exists(proposed) | Exists(drafting))
    gone = LetGo.objects.filter(plan=OuterRef("pk"), person_id=who.person_id)
    is_kept = Q(closed_at__isnull=False) & Exists(agreeing) & ~Exists(gone)
    return Plan.objects.filter(is_open | is_kept)


def with_parts(who: Who, plans: QuerySet[Plan]) -> QuerySet[Plan]:
    """The same plans with their versions, each yes, and the viewer's own draft, in three queries."""
    drafts = PlanDraft.objects.filter(writer_id=who.person_id)
    return with_versions(who, plans).prefetch_related(Prefetch("drafts", drafts))


def without_drafts(who: Who, plans: QuerySet[Plan]) -> QuerySet[Plan]:
    """The same, but that no draft is told beside its state."""
    return with_versions(who, plans).prefetch_related(Prefetch("drafts", PlanDraft.objects.none()))


def with_versions(who: Who, plans: QuerySet[Plan]) -> QuerySet[Plan]:
    """All that `value` needs, in two queries: of the viewer's own draft no more than its times."""
    words = Rows(Agreement.objects.filter(version=OuterRef("pk")), "id", "person_id", "is_yes")
    drafts = PlanDraft.objects.filter(plan=OuterRef("pk"), writer_id=who.person_id)
    versions = PlanVersion.objects.order_by("number").annotate(words=words)
    return plans.annotate(my_drafts=Rows(drafts, "starts_at", "ends_at")).prefetch_related(
        Prefetch("versions", versions)
    )


def value(who: Who, plan: Plan) -> support_plan.Plan:
    """The plan that the rules decide on, from a row that came through `with_versions`."""
    versions = tuple(version(row, _words(row)) for row in plan.versions.all())
    drafted_at = _drafted_at(plan)
    # Until something is proposed the row holds the times of whoever was first to draft, maybe the other.
    at = drafted_at if drafted_at and not versions else (plan.starts_at, plan.ends_at)
    return support_plan.Plan(
        partners=partners(who, plan, versions),
        versions=versions,
        starts_at=at[0],
        ends_at=at[1],
        drafts=frozenset({who.person_id} if drafted_at else ()),
    )


def _drafted_at(plan: Plan) -> tuple[datetime, datetime] | None:
    """The times of the viewer's own draft, if they have one."""
    drafts: list[list[str]] = vars(plan)["my_drafts"] or []
    return next(((nested.moment(starts), nested.moment(ends)) for starts, ends in drafts), None)


def _words(row: PlanVersion) -> Iterator[Word]:
    """Each yes and its taking back, in the order in which they were said."""
    words: list[tuple[int, str, bool]] = vars(row)["words"] or []
    return ((UUID(person_id), bool(is_yes)) for _, person_id, is_yes in sorted(words))


def partners(who: Who, plan: Plan, versions: Iterable[Version]) -> tuple[UUID, ...]:
    """Whose plan it is, the viewer first: the couple's, or of those who agreed to it before they parted."""
    if plan.closed_at is None:
        return who.couple_ids
    agreeing = {person for version in versions for person in version.yes}
    return (who.person_id, *sorted(agreeing - {who.person_id}))


def own_draft(plan: Plan) -> PlanDraft | None:
    """The viewer's draft, from a row that came through `with_parts`."""
    return next(iter(plan.drafts.all()), None)


def drafted(row: PlanDraft) -> Draft:
    """What the row's writer keeps."""
    return Draft(content(row.content), row.base_number)


def revision(row: PlanDraft | None) -> str:
    """Differs as soon as its writer keeps something else; empty while there is no draft."""
    return draft_parts.fingerprint(f"{row.base_number}\n{row.content}\n{row.spares}") if row else ""


def spares(row: PlanDraft) -> tuple[Spare, ...]:
    return tuple(Spare.from_json(one) for one in json.loads(row.spares or "[]"))


def text_of_spares(given: Iterable[Spare]) -> str:
    """The spares as they are stored, before encryption; empty for none."""
    kept = [one.to_json() for one in given]
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":")) if kept else ""


def content(text: str) -> Content:
    """What `text_of` wrote."""
    return Content.from_json(json.loads(text))


def text_of(given: Content) -> str:
    """The content as it is stored, before encryption."""
    return json.dumps(given.to_json(), ensure_ascii=False, separators=(",", ":"))


def version(row: PlanVersion | StandingVersion, words: Iterable[Word]) -> Version:
    """In the order in which they spoke: a yes may be taken back, and given again."""
    yes: set[UUID] = set()
    most = 0
    for person_id, is_yes in words:
        (yes.add if is_yes else yes.discard)(person_id)
        most = max(most, len(yes))
    author = row.author_id or _NOBODY
    return Version(row.number, author, content(row.content), frozenset(yes), was_agreed=most > 1)
