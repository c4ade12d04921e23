"""What moves when two people part. Called by `people.leave`, inside its transaction."""

from datetime import datetime
from uuid import UUID

from django.db.models import F

from planner.actions.afterwards import check_ins, lessons, repairs
from planner.actions.calendar import talks_following
from planner.actions.engine import telling
from planner.actions.exchange import exports, feeds, repeats, tokens
from planner.actions.people import helps
from planner.actions.plan import plan_writes, standing, times_to_go
from planner.core.plan import draft_merge, plan_merge
from planner.models import (
    Couple,
    Membership,
    Plan,
    PlanDraft,
    PlanVersion,
)
from planner.queries.plan import plan_rows


def part(leaver: Membership, other: Membership, *, now: datetime) -> None:
    """Give each a couple of one; what was agreed stays behind, frozen, and both can read it."""
    parted_id = leaver.couple_id
    for member in (leaver, other):
        member.couple, member.slot, member.joined_at = Couple.objects.create(created_at=now), 1, now
        member.left_alone_at = now if member is other else None
        member.save(update_fields=("couple", "slot", "joined_at", "left_alone_at"))
        _take_drafts(parted_id, member, now=now)
        _give_back(parted_id, member, now=now)
        check_ins.keep_to_oneself(member.person_id)
        lessons.keep_to_oneself(member.person_id)
        helps.keep_to_oneself(member.person_id)
        repairs.keep_to_oneself(member.person_id, now=now)
    _freeze(parted_id, now=now)
    standing.part(parted_id, (leaver.person_id, other.person_id), now=now)
    repairs.part_ways(parted_id)
    talks_following.forget(parted_id, now=now)
    times_to_go.forget(parted_id)
    exports.delete_all((leaver.person_id, other.person_id))
    repeats.forget_all(leaver.person_id, other.person_id)
    feeds.revoke_all(leaver.person_id, now=now)
    tokens.revoke_all(leaver.person_id, now=now)
    telling.stop((leaver.person_id, other.person_id), now=now)
    telling.end_all(leaver.person_id)


def _take_drafts(parted_id: UUID, member: Membership, *, now: datetime) -> None:
    """Move what this person was writing to plans of their own, as if nothing had been proposed yet."""
    for draft in PlanDraft.objects.filter(plan__couple_id=parted_id, writer_id=member.person_id):
        uid, recurrence_id = draft.plan.uid, draft.plan.recurrence_id
        draft.plan = plan_writes.row_for(member.couple_id, uid, recurrence_id, about=draft, now=now)
        draft.base_number = 0
        mine = plan_merge.own_part(plan_rows.content(draft.content), me=member.person_id)
        draft.content = plan_rows.text_of(mine)
        draft.spares = plan_rows.text_of_spares(draft_merge.own(plan_rows.spares(draft)))
        draft.save(update_fields=("plan", "base_number", "content", "spares"))


def _give_back(parted_id: UUID, member: Membership, *, now: datetime) -> None:
    """Make drafts of this person's own words in what they proposed, still stand by, and was not agreed."""
    mine = PlanVersion.objects.filter(
        plan__couple_id=parted_id,
        plan__closed_at=None,
        author_id=member.person_id,
        number__gt=F("plan__agreed_number"),
    )
    newest = {row.plan_id: row for row in mine.select_related("plan").order_by("number")}
    for version in newest.values():
        last_word = version.agreements.filter(person_id=member.person_id).order_by("sequence").last()
        if last_word and last_word.is_yes:
            _draft_again(version, member, now=now)


def _draft_again(version: PlanVersion, member: Membership, *, now: datetime) -> None:
    was = version.plan
    mine = plan_merge.own_part(plan_rows.content(version.content), me=member.person_id)
    PlanDraft.objects.get_or_create(
        plan=plan_writes.row_for(member.couple_id, was.uid, was.recurrence_id, about=was, now=now),
        writer_id=member.person_id,
        defaults={
            "title": was.title,
            "starts_at": was.starts_at,
            "ends_at": was.ends_at,
            "content": plan_rows.text_of(mine),
            "changed_at": now,
        },
    )


def _freeze(parted_id: UUID, *, now: datetime) -> None:
    """Close the agreed plans; what was only proposed has gone back to whoever wrote it."""
    plans = Plan.objects.filter(couple_id=parted_id, closed_at=None)
    plans.filter(agreed_number=0).delete()
    PlanVersion.objects.filter(plan__in=plans, number__gt=F("plan__agreed_number")).delete()
    plans.update(closed_at=now, table_number=F("agreed_number"))
