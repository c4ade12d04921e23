"""What a plan of this viewer's may start from, gathered in few queries, and only from what they may see."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from planner.core.plan import beginnings as core
from planner.core.plan.beginnings import Facts
from planner.core.plan.plan_content import Content
from planner.models import Event, KindChoice, Plan, PlanVersion, VisibilityChoice
from planner.queries.people import helps, sight
from planner.queries.people import who as who_queries
from planner.queries.people.who import Who
from planner.queries.plan import plan_rows, plans, standing
from planner.queries.plan.plan_sight import Seen
from planner.queries.views import BeginningsView, HelpsView, PlanView
from planner.queries.wording.templates import templates

_MOST_LOOKED_AT = 5
_MOST_AGREED = 200


def first_words(who: Who, event: Event, recurrence_id: str, *, starts_at: datetime) -> Content:
    """What a new draft of this person's says."""
    title, last = _last(who, event, recurrence_id, before=starts_at)
    facts = Facts(standing=standing.agreed_content(who), last=last, last_title=title)
    return core.first_words(facts, me=who.person_id)


def beginnings(actor: UUID, plan_id: UUID, *, now: datetime) -> BeginningsView:
    """What the viewer may still add to what they are writing of this plan. Raises `NotFound`."""
    who = who_queries.of(actor)
    plan, seen = plans.of_one(who, plan_id, now=now)
    helped = helps.of(who)
    facts = _facts(who, plan, seen, helped)
    offered = core.offered(facts, written(plan), me=who.person_id)
    return BeginningsView(plan, offered, helped.theirs)


def written(plan: PlanView) -> Content:
    """What the viewer goes on from: their draft, else what is on the table."""
    table = plan.open or plan.agreed
    return plan.draft or (table.content if table else Content())


def _facts(who: Who, plan: PlanView, seen: Seen | None, helped: HelpsView) -> Facts:
    """What there is; an event that is out of the viewer's sight says nothing of its kind."""
    common = standing.agreed_content(who)
    mine = tuple(one.text for one in helped.shared)
    if seen is None:
        return Facts(standing=common, helps=mine)
    title, last = _last(who, seen.event, seen.occurrence.recurrence_id, before=plan.starts_at)
    return Facts(
        standing=common,
        last=last,
        last_title=title,
        helps=mine,
        templates=templates(_kind(who, seen.event)),
        is_my_world=plan.occurrence is not None and plan.occurrence.world == "mine",
    )


@dataclass(frozen=True, slots=True)
class Earlier:
    """An evening for which the two agreed a plan, as far as this viewer sees of what kind it was."""

    uid: str
    recurrence_id: str
    starts_at: datetime
    kind: str
    plan_id: UUID

    def is_alike(self, uid: str, recurrence_id: str, kind: str, *, starts_at: datetime) -> bool:
        """Whether its plan can be a start for another: of the same series, or a kind that says something."""
        is_same = (self.uid, self.recurrence_id) == (uid, recurrence_id)
        is_of_kind = kind == self.kind and kind not in ("", KindChoice.OTHER)
        return not is_same and self.starts_at < starts_at and (self.uid == uid or is_of_kind)


def agreed(who: Who) -> tuple[Earlier, ...]:
    """The evenings for which the two have agreed a plan, the latest first, in one query."""
    rows = Plan.objects.filter(couple_id=who.couple_id, closed_at=None, agreed_number__gte=1)
    kind = sight.own_first(who, _seen(who).filter(uid=OuterRef("uid"))).values("kind")[:1]
    columns = ("uid", "recurrence_id", "starts_at", Coalesce(Subquery(kind), Value("")), "id")
    found = rows.order_by("-starts_at", "id").values_list(*columns)
    return tuple(Earlier(*row) for row in found[:_MOST_AGREED])


def _seen(who: Who) -> QuerySet[Event]:
    theirs = Q(owner_id=who.partner_id, visibility=VisibilityChoice.SHARED)
    return Event.objects.filter(Q(owner_id=who.person_id) | theirs)


def _kind(who: Who, event: Event) -> str:
    """The kind, as far as this viewer may know it: of the other's busy times it is nothing."""
    is_seen = event.owner_id == who.person_id or event.visibility == VisibilityChoice.SHARED
    return event.kind if is_seen else ""


def _last(who: Who, event: Event, recurrence_id: str, *, before: datetime) -> tuple[str, Content | None]:
    """The last plan that the two agreed for this series, else for an event of this kind, and its title."""
    for version in _agreed_before(who, event, recurrence_id, before):
        content = plan_rows.content(version.content)
        if core.carried(content, me=who.person_id) != Content():
            return version.plan.title, content
    return "", None


def _agreed_before(who: Who, event: Event, recurrence_id: str, before: datetime) -> list[PlanVersion]:
    """What was agreed for earlier evenings alike, the same series first, then the latest."""
    kind = _kind(who, event)
    alike = (one for one in agreed(who) if one.is_alike(event.uid, recurrence_id, kind, starts_at=before))
    nearest = sorted(alike, key=lambda one: one.uid != event.uid)[:_MOST_LOOKED_AT]
    rows = PlanVersion.objects.select_related("plan").filter(
        number=F("plan__agreed_number"), plan_id__in=[one.plan_id for one in nearest]
    )
    found = {row.plan_id: row for row in rows}
    return [found[one.plan_id] for one in nearest if one.plan_id in found]
