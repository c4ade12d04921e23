"""Plans as one of their two partners sees them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TypedDict
from uuid import UUID

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from planner import errors
from planner.core.plan import drafting, support_plan
from planner.core.plan.plan_content import Content
from planner.core.plan.support_plan import Missing
from planner.core.plan.two_yeses import Version
from planner.models import Event, Person, Plan
from planner.queries.afterwards import check_ins
from planner.queries.calendar import calendar
from planner.queries.people import sight
from planner.queries.people import who as who_queries
from planner.queries.people.who import Who
from planner.queries.plan import plan_rows, plan_sight, reflections
from planner.queries.plan.plan_sight import Seen
from planner.queries.views import PersonView, PlanView, VersionView


def plan(actor: UUID, plan_id: UUID, *, now: datetime) -> PlanView:
    """One plan. Raises `NotFound`, also while all there is of it is the other's draft."""
    return of_one(who_queries.of(actor), plan_id, now=now)[0]


def of_one(who: Who, plan_id: UUID, *, now: datetime) -> tuple[PlanView, Seen | None]:
    """The same for a query that knows who is asking, and the occurrence in their sight. Raises `NotFound`."""
    found = _found(who, plan_rows.visible(who).filter(id=plan_id), now=now)
    if not found:
        raise errors.NotFound
    plan, seen = found[0]
    return _reflected(who, [plan])[0], seen


def for_occurrence(actor: UUID, event_id: UUID, recurrence_id: str, *, now: datetime) -> PlanView | None:
    """The plan of an occurrence that the actor sees, if there is one for them. Raises `NotFound`."""
    who = who_queries.of(actor)
    event = sight.one(who, event_id)
    return _standing(_views(who, _about(who, event, recurrence_id), now=now))[0]


def of(
    who: Who, event: Event, recurrence_id: str, *, is_looked_back_on: bool, now: datetime
) -> tuple[PlanView | None, PlanView | None]:
    """The plan of an occurrence, and the latest that was agreed for it before a parting.

    `event` is the row that stands for its UID before the viewer. What they draft is not looked into.
    """
    plans = list(plan_rows.without_drafts(who, _about(who, event, recurrence_id)))
    if not plans:
        return None, None
    values = {row.id: plan_rows.value(who, row) for row in plans}
    if is_looked_back_on:
        values |= {row.id: replace(values[row.id], reviewed=True) for row in _over(plans, values, now)}
    seen = plan_sight.of_row(who, event, recurrence_id)
    found = _seen(who, plans, values, dict.fromkeys(values, seen), now=now)
    return _standing([view for view, _ in found])


def _about(who: Who, event: Event, recurrence_id: str) -> QuerySet[Plan]:
    rows = plan_rows.visible(who).filter(uid=event.uid, recurrence_id=recurrence_id)
    return rows.order_by(F("closed_at").desc(nulls_first=True), "id")


def _standing(views: Sequence[PlanView]) -> tuple[PlanView | None, PlanView | None]:
    plan, kept = (next((one for one in views if one.is_closed is closed), None) for closed in (False, True))
    return plan, kept


def kept(who: Who, *, now: datetime) -> tuple[PlanView, ...]:
    """The plans that this person once agreed with somebody before they parted, the latest first."""
    rows = plan_rows.visible(who).filter(closed_at__isnull=False)
    return tuple(sorted(_views(who, rows, now=now), key=lambda one: (one.starts_at, one.id), reverse=True))


def some(actor: UUID, plan_ids: Collection[UUID], *, now: datetime) -> tuple[PlanView, ...]:
    """Those of these plans that there are for the actor, by when they begin."""
    who = who_queries.of(actor)
    found = _views(who, plan_rows.visible(who).filter(id__in=plan_ids), now=now)
    return tuple(sorted(found, key=lambda one: (one.starts_at, one.id)))


def all(actor: UUID, *, now: datetime) -> tuple[PlanView, ...]:
    """Every plan that there is for the actor, by when it begins for them."""
    who = who_queries.of(actor)
    views = _reflected(who, _views(who, plan_rows.visible(who), now=now))
    return tuple(sorted(views, key=lambda one: (one.starts_at, one.id)))


def _reflected(who: Who, plans: list[PlanView]) -> list[PlanView]:
    proposed = [plan.id for plan in plans if plan.versions]
    said = reflections.of_plans(who, proposed) if proposed else {}
    return [replace(plan, reflections=said.get(plan.id, ())) for plan in plans]


def _views(who: Who, rows: QuerySet[Plan], *, now: datetime) -> list[PlanView]:
    return [view for view, _ in _found(who, rows, now=now)]


def _found(who: Who, rows: QuerySet[Plan], *, now: datetime) -> list[tuple[PlanView, Seen | None]]:
    plans = list(plan_rows.with_parts(who, rows))
    if not plans:
        return []
    values = _values(who, plans, now=now)
    return _seen(who, plans, values, plan_sight.of_many(who, plans), now=now)


def _seen(
    who: Who,
    plans: Iterable[Plan],
    values: Mapping[UUID, support_plan.Plan],
    seen: Mapping[UUID, Seen | None],
    *,
    now: datetime,
) -> list[tuple[PlanView, Seen | None]]:
    people = named(who, {person for value in values.values() for person in value.partners})
    each = ((row, values[row.id], seen.get(row.id)) for row in plans)
    return [(_view(who, row, value, at, people, now=now), at) for row, value, at in each]


def _values(who: Who, plans: Iterable[Plan], *, now: datetime) -> dict[UUID, support_plan.Plan]:
    values = {row.id: plan_rows.value(who, row) for row in plans}
    over = _over(plans, values, now)
    reviewed = check_ins.looked_back_on(who, {row.uid for row in over}) if over else ()
    for row in over:
        if (row.uid, row.recurrence_id) in reviewed:
            values[row.id] = replace(values[row.id], reviewed=True)
    return values


def _over(plans: Iterable[Plan], values: Mapping[UUID, support_plan.Plan], now: datetime) -> list[Plan]:
    """Those of two who are still together that can have been looked back on."""
    return [row for row in plans if row.closed_at is None and values[row.id].ends_at <= now]


def _view(
    who: Who,
    row: Plan,
    value: support_plan.Plan,
    seen: Seen | None,
    people: dict[UUID, PersonView],
    *,
    now: datetime,
) -> PlanView:
    draft = plan_rows.own_draft(row)
    about = seen or (row if value.versions or draft is None else draft)
    value = value if value.versions else replace(value, starts_at=about.starts_at, ends_at=about.ends_at)
    text = drafting.on_the_table(plan_rows.drafted(draft), value, me=who.person_id).content if draft else None
    return PlanView(
        id=row.id,
        occurrence=calendar.occurrence_view(who, seen.event, seen.occurrence) if seen else None,
        title=about.title,
        starts_at=about.starts_at,
        ends_at=about.ends_at,
        start_local=_local(about.starts_at, who),
        end_local=_local(about.ends_at, who),
        state=support_plan.state(value, viewer=who.person_id, now=now),
        draft=text,
        draft_base=draft.base_number if draft else 0,
        draft_revision=plan_rows.revision(draft),
        spares=plan_rows.spares(draft) if draft else (),
        me=people[who.person_id],
        partner=next((people[one] for one in value.partners[1:] if one in people), None),
        has_begun=now >= value.starts_at,
        is_closed=row.closed_at is not None,
        missing=_missing(text, value, who),
        **_versions(who, row, value, people),
    )


class _Versions(TypedDict):
    versions: tuple[VersionView, ...]
    open: VersionView | None
    agreed: VersionView | None


def _versions(who: Who, row: Plan, value: support_plan.Plan, people: dict[UUID, PersonView]) -> _Versions:
    days = {one.number: one.created_at.astimezone(who.zone).date() for one in row.versions.all()}
    views = {
        one.number: version_view(who, one, days[one.number], value.partners, people) for one in value.versions
    }
    waiting, agreed = support_plan.open_version(value), support_plan.agreed_version(value)
    return {
        "versions": tuple(views.values()),
        "open": views[waiting.number] if waiting else None,
        "agreed": views[agreed.number] if agreed else None,
    }


def version_view(
    who: Who, version: Version, day: date, partners: Sequence[UUID], people: dict[UUID, PersonView]
) -> VersionView:
    author = people.get(version.author)
    return VersionView(
        number=version.number,
        by_me=version.author == who.person_id,
        author_name=author.name if author else "",
        content=support_plan.as_answered(version),
        proposed_on=day,
        my_yes=who.person_id in version.yes,
        their_yes=len(partners) == 2 and partners[1] in version.yes,
    )


def _missing(draft: Content | None, value: support_plan.Plan, who: Who) -> tuple[Missing, ...]:
    """What lacks of the least, if whoever has the next word says yes to every ask."""
    waiting = support_plan.open_version(value)
    if draft:
        with_next = support_plan.with_yes(draft, who.partner_id) if who.partner_id else draft
        return support_plan.missing(with_next, value.partners)
    if waiting is None:
        return ()
    agreed = replace(waiting, yes=frozenset(value.partners))
    return support_plan.missing(support_plan.as_answered(agreed), value.partners)


def named(who: Who, ids: Iterable[UUID]) -> dict[UUID, PersonView]:
    """The couple and whoever else agreed with the viewer, once."""
    known = dict(zip(who.couple_ids, (who.name, who.partner_name), strict=False))
    others = set(ids) - known.keys()
    names = Person.objects.filter(id__in=others).values_list("id", "name") if others else ()
    everybody = (*known.items(), *names)
    # Of whoever deleted their account no name is left.
    return {one: PersonView(one, name or _("somebody who has gone")) for one, name in everybody}


def _local(at: datetime, who: Who) -> datetime:
    return at.astimezone(who.zone).replace(tzinfo=None)
