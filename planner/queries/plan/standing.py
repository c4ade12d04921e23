"""The standing agreement as one of the two sees it."""

from collections.abc import Iterable
from uuid import UUID

from planner.core.plan import plan_merge
from planner.core.plan.plan_content import Content
from planner.core.plan.standing import Standing
from planner.models import StandingDraft, StandingVersion
from planner.queries.engine import nested
from planner.queries.people import who as who_queries
from planner.queries.people.who import Who
from planner.queries.plan import plan_rows, plans, standing_rows
from planner.queries.views import KeptStanding, PersonView, StandingView, VersionView


def standing(actor: UUID) -> StandingView:
    """What the two hold to, what waits for a yes, and what the viewer is writing. Raises `NotFound`."""
    return of(who_queries.of(actor))


def of(who: Who) -> StandingView:
    """The same, for a query that knows who is asking."""
    rows = standing_rows.of(who)
    value = standing_rows.value(who, rows)
    people = plans.named(who, ())
    views = _versions(who, rows, value, people)
    return StandingView(
        me=people[who.person_id],
        partner=people[who.partner_id] if who.partner_id else None,
        versions=tuple(views.values()),
        open=views[value.open.number] if value.open else None,
        agreed=views[value.agreed.number] if value.agreed else None,
        draft=_joined(who, _draft_row(who), value),
    )


def waits_for(who: Who) -> bool:
    """Whether the other has proposed something that this person has not said yes to.

    What stands before the agreed version waits for nobody any more.
    """
    if who.partner_id is None:
        return False
    newer = standing_rows.newer_than_agreed(who)
    waiting = standing_rows.value(who, newer).open
    return waiting is not None and who.person_id not in waiting.yes


def agreed_content(who: Who) -> Content | None:
    """What both say yes to now; alone, what this person wrote for themselves."""
    if who.partner_id is None:
        return draft(who)
    row = standing_rows.agreed(who)
    return plan_rows.content(row.content) if row else None


def draft(who: Who) -> Content | None:
    """What this person is writing of it."""
    row = _draft_row(who)
    if row is None:
        return None
    return _joined(who, row, standing_rows.value(who, standing_rows.of(who)))


def kept(actor: UUID) -> tuple[KeptStanding, ...]:
    """What the viewer once agreed with somebody before they parted, the latest first."""
    who = who_queries.of(actor)
    found = []
    for row in standing_rows.kept(who):
        *_, last = row.versions.all()
        agreed_on = max(nested.moment(at) for *_, at in standing_rows.said(last)).astimezone(who.zone).date()
        found.append(KeptStanding(plan_rows.content(last.content), agreed_on))
    return tuple(found)


def _versions(
    who: Who, rows: Iterable[StandingVersion], value: Standing, people: dict[UUID, PersonView]
) -> dict[int, VersionView]:
    days = {one.number: one.created_at.astimezone(who.zone).date() for one in rows}
    return {
        one.number: plans.version_view(who, one, days[one.number], value.partners, people)
        for one in value.versions
    }


def _draft_row(who: Who) -> StandingDraft | None:
    return StandingDraft.objects.filter(writer_id=who.person_id).first()


def _joined(who: Who, row: StandingDraft | None, value: Standing) -> Content | None:
    """The draft, joined to what is on the table now if it was written on another."""
    if row is None:
        return None
    mine, table = plan_rows.content(row.content), value.table
    if table is None or row.base_number == table.number:
        return mine
    return plan_merge.merge(mine, table.content, me=who.person_id)
