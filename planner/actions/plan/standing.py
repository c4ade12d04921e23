"""What the two do with their standing agreement: draft, propose, agree, take a yes back.

Each is one transaction: the couple is locked, the core decides, and the new rows stand beside the old ones.
"""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from planner import errors
from planner.actions.engine import views
from planner.actions.plan import plan_writes
from planner.core.plan import drafting, going, standing
from planner.core.plan.plan_content import Content
from planner.core.plan.standing import Standing
from planner.core.plan.two_yeses import Version
from planner.models import StandingAgreement, StandingDraft, StandingVersion, StandingYes
from planner.queries.people.who import Who
from planner.queries.plan import plan_rows, standing_rows, times_to_go


@transaction.atomic
def save_draft(
    actor: UUID, content: Content, *, base: int = 0, was: Content | None = None, now: datetime
) -> Content:
    """Keep what the actor is writing; `base` is the version it was written on.

    Whoever says what their page was filled with (`was`) loses nothing that they kept in another window
    meanwhile. What is kept then is answered. Raises what `check` raises.
    """
    _, before = _locked(actor)
    standing.check(content)
    kept = _with_kept(actor, content, was)
    written = {"content": plan_rows.text_of(kept), "base_number": min(base, len(before.versions))}
    StandingDraft.objects.update_or_create(writer_id=actor, defaults=written)
    views.touch(actor, now=now)
    return kept


@transaction.atomic
def discard_draft(actor: UUID, *, now: datetime) -> None:
    """Throw away what the actor was writing."""
    count, _ = StandingDraft.objects.filter(writer_id=actor).delete()
    if count:
        views.touch(actor, now=now)


def propose(actor: UUID, content: Content, *, base: int, was: Content | None = None, now: datetime) -> int:
    """The number of the new version, which carries the actor's yes and stands in place of their draft.

    Raises what `standing.propose` raises, `Invalid` for a signal that says time to go, and `WrittenElsewhere`
    for a draft that holds what this page has never shown (`was`, see `save_draft`). After `Stale` of either
    kind the text is kept as the actor's draft.
    """
    try:
        return _propose(actor, content, base=base, was=was, now=now)
    except errors.Stale:
        save_draft(actor, content, base=base, was=was, now=now)
        raise


@transaction.atomic
def agree(actor: UUID, *, version: int, now: datetime) -> None:
    """Say yes to the version on the table. Raises what `standing.agree` raises."""
    who, before = _locked(actor)
    after = standing.agree(before, by=actor, version=version)
    if after not in before.versions:
        _say(who, after.number, is_yes=True, now=now)
        views.touch(*who.couple_ids, now=now)


@transaction.atomic
def take_back(actor: UUID, *, version: int, now: datetime) -> None:
    """Take the actor's yes back; a new row says so. Raises `NotFound`.

    A proposal that nobody else said yes to is theirs alone again: what it says becomes their draft.
    """
    who, before = _locked(actor)
    left = standing.take_back(before, by=actor, version=version)
    if left in before.versions:
        return
    _say(who, left.number, is_yes=False, now=now)
    if left.author == actor and not left.yes and not left.was_agreed:
        table = standing_rows.value(who, standing_rows.of(who)).table
        _back_to_draft(actor, left, base=table.number if table else 0)
    views.touch(*who.couple_ids, now=now)


def part(couple_id: UUID, person_ids: Collection[UUID], *, now: datetime) -> None:
    """Freeze what two people agreed who part now, and give each back what they only proposed.

    Called inside the transaction that parts them, which raises their view versions.
    """
    StandingDraft.objects.filter(writer_id__in=person_ids).update(base_number=0)
    row = StandingAgreement.objects.filter(couple_id=couple_id, closed_at=None).first()
    if row is None:
        return
    for version in reversed(standing_rows.versions(standing_rows.in_order(row.versions.all()))):
        if version.author in version.yes and version.number > row.agreed_number:
            _back_to_draft(version.author, version, base=0)
    _freeze(row, now=now)


def _freeze(row: StandingAgreement, *, now: datetime) -> None:
    if not row.agreed_number:
        row.delete()
        return
    StandingVersion.objects.filter(standing=row, number__gt=row.agreed_number).delete()
    row.closed_at = now
    row.save(update_fields=("closed_at",))


@transaction.atomic
def _propose(actor: UUID, content: Content, *, base: int, was: Content | None, now: datetime) -> int:
    who, before = _locked(actor)
    version = standing.propose(before, by=actor, content=content, base=base)
    if not drafting.says_same(_with_kept(actor, content, was), content, me=actor):
        raise errors.WrittenElsewhere
    going.refuse_as_signal(content.signal, times_to_go.chosen(who))
    row, _ = StandingAgreement.objects.get_or_create(
        couple_id=who.couple_id, closed_at=None, defaults={"created_at": now}
    )
    StandingVersion.objects.create(
        standing=row,
        number=version.number,
        author_id=actor,
        content=plan_rows.text_of(content),
        created_at=now,
    )
    _say(who, version.number, is_yes=True, now=now)
    StandingDraft.objects.filter(writer_id=actor).delete()
    views.touch(*who.couple_ids, now=now)
    return version.number


def _locked(actor: UUID) -> tuple[Who, Standing]:
    """The couple, held still, and how their agreement stands."""
    who = plan_writes.lock_couple(actor)
    return who, standing_rows.value(who, standing_rows.of(who))


def _with_kept(actor: UUID, content: Content, was: Content | None) -> Content:
    """The content with what the actor keeps already, where their page was filled with something else."""
    row = StandingDraft.objects.filter(writer_id=actor).first()
    if row is None or was is None:
        return content
    return standing.joined(was, content, plan_rows.content(row.content), me=actor)


def _say(who: Who, number: int, *, is_yes: bool, now: datetime) -> None:
    """One more row in what this person said to the version, and what is agreed now that they did."""
    version = next(row for row in standing_rows.of(who) if row.number == number)
    said = StandingYes.objects.filter(version=version, person_id=who.person_id).count()
    StandingYes.objects.create(
        version=version, person_id=who.person_id, sequence=said + 1, is_yes=is_yes, at=now
    )
    after = standing_rows.value(who, standing_rows.of(who))
    StandingAgreement.objects.filter(id=version.standing_id).update(agreed_number=after.agreed_number)


def _back_to_draft(person_id: UUID, version: Version, *, base: int) -> None:
    """Give this person what they proposed as their draft, unless they are writing another already."""
    written = {"content": plan_rows.text_of(version.content), "base_number": base}
    StandingDraft.objects.get_or_create(writer_id=person_id, defaults=written)
