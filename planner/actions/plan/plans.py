"""What the two do with a support plan: draft, propose, answer, agree, take a yes back.

Each is one transaction: the couple and the plan are locked, the core decides, and the new rows stand beside
the old ones. A draft is its writer's alone, so it touches and tells nobody else.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction

from planner import errors
from planner.actions import reminders
from planner.actions.engine import telling, views
from planner.actions.plan import draft_writes, plan_writes
from planner.core.plan import going, support_plan
from planner.core.plan.drafting import Draft, Kept
from planner.core.plan.plan_content import Answer, Content, check
from planner.core.plan.support_plan import NextVersion
from planner.core.webhooks.kinds import Kind
from planner.models import Membership, Plan
from planner.queries.people import sight
from planner.queries.people.who import Who
from planner.queries.plan import beginnings, plan_rows, plan_sight, times_to_go


@transaction.atomic
def start(actor: UUID, event_id: UUID, recurrence_id: str, *, now: datetime) -> UUID:
    """The plan of this occurrence, with a draft of the actor's own unless something is on the table.

    The draft begins with what the two hold to and what they agreed the last time. Starting twice is starting
    once. Raises `NotFound` for what the actor does not see.
    """
    who = plan_writes.lock_couple(actor)
    event = sight.one(who, event_id)
    seen = sight.occurrence(who, event, recurrence_id)
    if seen.recurrence_id != recurrence_id:
        raise errors.NotFound
    plan = plan_writes.row_for(who.couple_id, seen.uid, seen.recurrence_id, about=seen, now=now)
    words = beginnings.first_words(who, event, seen.recurrence_id, starts_at=seen.starts_at)
    if plan.table_number == 0 and plan_writes.begin_draft(who, plan, seen, words, now=now):
        _changed_alone(who, plan, now=now)
    return plan.id


@transaction.atomic
def save_draft(
    actor: UUID,
    plan_id: UUID,
    content: Content,
    *,
    base: int | None = None,
    was: Content | None = None,
    revision: str | None = None,
    now: datetime,
) -> Kept:
    """Keep what the actor is writing, half-written or not; `base` is the version it was written on.

    Whoever says what their page was filled with (`was`) loses nothing that they kept in another window
    meanwhile: it is joined, and what is kept then differs from `content`. Raises `NotFound`,
    `AlreadyOver`, what `plan_content.check` raises, and `WrittenElsewhere` if it has another `revision`.
    """
    who, plan = _open(actor, plan_id)
    check(content)
    if revision is not None and revision != plan_rows.revision(plan_rows.own_draft(plan)):
        raise errors.WrittenElsewhere
    written_on = plan.table_number if base is None else min(base, len(plan.versions.all()))
    kept = draft_writes.decided(who, plan, Draft(content, written_on), was)
    if kept.is_new:
        _keep(who, plan, kept, now=now)
    return kept


@transaction.atomic
def choose_spare(actor: UUID, plan_id: UUID, spare_id: str, *, is_taken: bool, now: datetime) -> None:
    """Put what was written in another window into its place in the draft, or let it go.

    Choosing twice is choosing once. Raises `NotFound`, `AlreadyOver`, and what `plan_content.check` raises
    when it does not fit any more.
    """
    who, plan = _open(actor, plan_id)
    if kept := draft_writes.chosen(who, plan, spare_id, is_taken=is_taken):
        draft_writes.write(who, plan, *kept, now=now)
        views.touch(actor, now=now)


@transaction.atomic
def discard_draft(actor: UUID, plan_id: UUID, *, now: datetime) -> None:
    """Throw away the actor's draft. Raises `NotFound`, `AlreadyOver`."""
    who, plan = _open(actor, plan_id)
    if plan_writes.drop_draft(who, plan):
        _changed_alone(who, plan, now=now)


def propose(
    actor: UUID, plan_id: UUID, content: Content, *, base: int, was: Content | None = None, now: datetime
) -> int:
    """The number of the new version, which carries the actor's yes and stands in place of their draft.

    Raises `NotFound`, `NotShared`, `AlreadyOver`, what `support_plan.propose` raises, `Invalid` for a signal
    that says time to go, `Stale` when `base` is not the version on the table, and `WrittenElsewhere` when the
    draft holds what this page has never shown (`was`, see `save_draft`); after these two the text is kept as
    the actor's draft.
    """
    try:
        return _propose(actor, plan_id, content, base=base, was=was, now=now)
    except errors.Stale:
        save_draft(actor, plan_id, content, base=base, was=was, now=now)
        raise


@transaction.atomic
def agree(actor: UUID, plan_id: UUID, *, version: int, answers: Mapping[str, Answer], now: datetime) -> int:
    """The version that now carries the actor's yes: this one, or the next if an answer is not *Yes, gladly*.

    Raises `NotFound`, `AlreadyOver` and what `support_plan.agree` raises.
    """
    who, plan = _open(actor, plan_id)
    before = plan_rows.value(who, plan)
    outcome = support_plan.agree(before, by=actor, version=version, answers=answers, now=now)
    if isinstance(outcome, NextVersion):
        plan_writes.add_version(plan, before, outcome.version, now=now)
    elif outcome.version in before.versions:
        return version
    else:
        plan_writes.say(plan, before, outcome.version, person_id=actor, is_yes=True, now=now)
        _tell_agreed(who, plan, now=now)
    plan_writes.changed_for_both(who, plan, now=now)
    return outcome.version.number


@transaction.atomic
def take_back(actor: UUID, plan_id: UUID, *, version: int, now: datetime) -> None:
    """Take back the actor's yes, until the event begins; a new row says so and nothing is rewritten.

    A proposal that nobody else said yes to is theirs alone again: what it says becomes their draft.
    Raises `NotFound`, `AlreadyOver` and what `support_plan.take_back` raises.
    """
    who, plan = _open(actor, plan_id)
    before = plan_rows.value(who, plan)
    left = support_plan.take_back(before, by=actor, version=version, now=now)
    if left not in before.versions:
        plan_writes.say(plan, before, left, person_id=actor, is_yes=False, now=now)
        if left.author == actor and not left.yes and not left.was_agreed:
            plan_writes.back_to_draft(who, plan, left, now=now)
        plan_writes.changed_for_both(who, plan, now=now)


def follow(uid: str, person_ids: Collection[UUID], *, now: datetime) -> None:
    """Bring title and time of these people's plans and drafts of one UID up to date.

    Called in the transaction of whatever changed the event, which reschedules. What is out of sight stays as
    it was last seen: a hidden event must not be followed through its plan.
    """
    couples = Membership.objects.filter(person_id__in=person_ids).values("couple_id")
    plans = Plan.objects.filter(uid=uid, closed_at=None, couple_id__in=couples)
    for plan in plans.select_for_update().order_by("id").prefetch_related("drafts"):
        if plan.table_number:
            plan_writes.follow_shared(plan, now=now)
        for draft in plan.drafts.all():
            plan_writes.follow_own(plan, draft)


@transaction.atomic
def _propose(
    actor: UUID, plan_id: UUID, content: Content, *, base: int, was: Content | None, now: datetime
) -> int:
    who, plan = _open(actor, plan_id)
    before, seen = plan_rows.value(who, plan), plan_sight.of_one(who, plan)
    if seen:
        before = replace(before, starts_at=seen.starts_at, ends_at=seen.ends_at)
    version = support_plan.propose(before, by=actor, content=content, base=base, now=now)
    going.refuse_as_signal(content.signal, times_to_go.chosen(who))
    if seen is None or not seen.is_shared:
        raise errors.NotShared
    if draft_writes.decided(who, plan, Draft(content, base), was).is_merged:
        raise errors.WrittenElsewhere
    plan.title, plan.starts_at, plan.ends_at = seen.title, seen.starts_at, seen.ends_at
    plan_writes.add_version(plan, before, version, now=now)
    plan_writes.drop_draft(who, plan)
    plan_writes.changed_for_both(who, plan, now=now)
    return version.number


def _open(actor: UUID, plan_id: UUID) -> tuple[Who, Plan]:
    """The plan, locked, if it exists for the actor and is not closed."""
    who = plan_writes.lock_couple(actor)
    return who, plan_writes.lock(who, plan_id)


def _keep(who: Who, plan: Plan, kept: Kept, *, now: datetime) -> None:
    spares = draft_writes.with_those_kept(plan, kept)
    if draft_writes.write(who, plan, kept.draft, spares, now=now):
        _changed_alone(who, plan, now=now)
    else:
        views.touch(who.person_id, now=now)


def _tell_agreed(who: Who, plan: Plan, *, now: datetime) -> None:
    """Their programs hear of it, once for each version that was agreed."""
    if plan.agreed_number:
        about = {"uid": plan.uid, "recurrence_id": plan.recurrence_id}
        key = uuid5(plan.id, str(plan.agreed_number))
        telling.tell(who.couple_ids, Kind.AGREED, key=key, **about, now=now)


def _changed_alone(who: Who, plan: Plan, *, now: datetime) -> None:
    views.touch(who.person_id, now=now)
    reminders.reschedule(plan.uid, (who.person_id,), now=now)
