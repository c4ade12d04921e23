"""The rows behind the deeds on a plan: locked in one order, added, never rewritten."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from planner import errors
from planner.actions import reminders
from planner.actions.engine import views
from planner.core.calendar.events import Occurrence
from planner.core.plan import plan_merge, support_plan
from planner.core.plan.draft_merge import Spare
from planner.core.plan.plan_content import Content
from planner.core.plan.two_yeses import Version
from planner.models import Agreement, Event, Membership, Plan, PlanDraft, PlanVersion, VisibilityChoice
from planner.queries.people import who as who_queries
from planner.queries.people.who import Who
from planner.queries.plan import plan_rows, plan_sight


def lock_couple(actor: UUID) -> Who:
    """Who the actor is, with the couple held still: nobody joins or leaves while a yes is being written."""
    couple_id = who_queries.of(actor).couple_id
    places = Membership.objects.select_for_update().filter(couple_id=couple_id).order_by("person_id")
    if actor not in {place.person_id for place in places}:
        raise errors.NotFound
    return who_queries.of(actor)


def lock(who: Who, plan_id: UUID) -> Plan:
    """The plan with its parts, held until the end of the transaction. Raises `NotFound`, `AlreadyOver`."""
    rows = plan_rows.with_parts(who, plan_rows.visible(who)).select_for_update()
    plan = rows.filter(id=plan_id).first()
    if plan is None:
        raise errors.NotFound
    if plan.closed_at:
        raise errors.AlreadyOver
    return plan


def row_for(
    couple_id: UUID, uid: str, recurrence_id: str, *, about: Occurrence | PlanDraft | Plan, now: datetime
) -> Plan:
    """The couple's row for this occurrence. It is never deleted while they are together.

    Otherwise its id would change between two starts, or not, and so tell whether the other keeps a draft.
    """
    plan, _ = Plan.objects.select_for_update().get_or_create(
        couple_id=couple_id,
        uid=uid,
        recurrence_id=recurrence_id,
        closed_at=None,
        defaults={
            "starts_at": about.starts_at,
            "ends_at": about.ends_at,
            "created_at": now,
            "changed_at": now,
        },
    )
    return plan


def begin_draft(who: Who, plan: Plan, seen: Occurrence, words: Content, *, now: datetime) -> bool:
    """Give this person a draft with these words; False if they have one."""
    _, is_new = PlanDraft.objects.get_or_create(
        plan=plan,
        writer_id=who.person_id,
        defaults={
            "title": seen.component.summary,
            "starts_at": seen.starts_at,
            "ends_at": seen.ends_at,
            "content": plan_rows.text_of(words),
            "changed_at": now,
        },
    )
    return is_new


def keep_draft(
    who: Who, plan: Plan, content: Content, *, base: int, spares: Iterable[Spare] | None = None, now: datetime
) -> bool:
    """Write this person's draft, and its spares if they are given; True if they had none before."""
    written = {"content": plan_rows.text_of(content), "base_number": base, "changed_at": now}
    if spares is not None:
        written["spares"] = plan_rows.text_of_spares(spares)
    about = plan_sight.of_one(who, plan) or plan
    _, is_new = PlanDraft.objects.update_or_create(
        plan=plan,
        writer_id=who.person_id,
        defaults=written,
        create_defaults=written
        | {"title": about.title, "starts_at": about.starts_at, "ends_at": about.ends_at},
    )
    return is_new


def back_to_draft(who: Who, plan: Plan, withdrawn: Version, *, now: datetime) -> None:
    """Give this person what they withdrew as their draft, unless they are writing another already."""
    if plan_rows.own_draft(plan):
        return
    is_alone = plan.table_number == 0
    mine = plan_merge.own_words(withdrawn.content, me=who.person_id) if is_alone else withdrawn.content
    keep_draft(who, plan, mine, base=plan.table_number, now=now)


def drop_draft(who: Who, plan: Plan) -> bool:
    """Delete this person's draft; False if they had none."""
    count, _ = PlanDraft.objects.filter(plan=plan, writer_id=who.person_id).delete()
    return count > 0


def add_version(plan: Plan, before: support_plan.Plan, version: Version, *, now: datetime) -> None:
    """A new frozen version, with its author's yes."""
    row = PlanVersion.objects.create(
        plan=plan,
        number=version.number,
        author_id=version.author,
        content=plan_rows.text_of(version.content),
        created_at=now,
    )
    Agreement.objects.create(version=row, person_id=version.author, sequence=1, is_yes=True, at=now)
    _derive(plan, replace(before, versions=(*before.versions, version)), now=now)


def say(
    plan: Plan, before: support_plan.Plan, after: Version, *, person_id: UUID, is_yes: bool, now: datetime
) -> None:
    """One more row in what this person said to the version, which now stands as `after`."""
    row = PlanVersion.objects.get(plan=plan, number=after.number)
    said = Agreement.objects.filter(version=row, person_id=person_id).count()
    Agreement.objects.create(version=row, person_id=person_id, sequence=said + 1, is_yes=is_yes, at=now)
    versions = tuple(after if one.number == after.number else one for one in before.versions)
    _derive(plan, replace(before, versions=versions), now=now)


def follow_shared(plan: Plan, *, now: datetime) -> None:
    """Let what was proposed follow a copy of the event that both see."""
    copies = Event.objects.filter(
        uid=plan.uid, visibility=VisibilityChoice.SHARED, owner__membership__couple_id=plan.couple_id
    )
    event = copies.order_by("created_at", "id").first()
    seen = plan_sight.of_row(who_queries.of(event.owner_id), event, plan.recurrence_id) if event else None
    if seen:
        plan.title, plan.starts_at, plan.ends_at = seen.title, seen.starts_at, seen.ends_at
        plan.changed_at = now
        plan.save(update_fields=("title", "starts_at", "ends_at", "changed_at"))


def follow_own(plan: Plan, draft: PlanDraft) -> None:
    """Let a draft follow what its writer sees."""
    seen = plan_sight.of_one(who_queries.of(draft.writer_id), plan)
    if seen:
        draft.title, draft.starts_at, draft.ends_at = seen.title, seen.starts_at, seen.ends_at
        draft.save(update_fields=("title", "starts_at", "ends_at"))


def changed_for_both(who: Who, plan: Plan, *, now: datetime) -> None:
    """Let both know what this person did to what is theirs together."""
    views.touch(*who.couple_ids, now=now)
    reminders.reschedule(plan.uid, who.couple_ids, now=now)
    reminders.read(who.person_id, plan.uid, plan.recurrence_id, now=now)
    if who.partner_id:
        reminders.news(who.partner_id, plan.uid, plan.recurrence_id, now=now)


def _derive(plan: Plan, after: support_plan.Plan, *, now: datetime) -> None:
    agreed, table = support_plan.agreed_version(after), support_plan.version_on_the_table(after)
    plan.table_number = table.number if table else 0
    plan.agreed_number = agreed.number if agreed else 0
    plan.changed_at = now
    plan.save()
