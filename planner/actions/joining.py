"""What moves when two people become a couple. Called by `people.accept`, inside its transaction."""

from datetime import datetime
from uuid import UUID

from planner import errors
from planner.core.addresses import normal
from planner.models import (
    Event,
    Flag,
    FlagReason,
    Invitation,
    Matters,
    Membership,
    Person,
    Plan,
    PlanDraft,
    VisibilityChoice,
)


def lock_members(*person_ids: UUID) -> dict[UUID, Membership]:
    """These people's places, locked in one order everywhere, so that no two changes of a couple cross."""
    rows = Membership.objects.select_for_update(of=("self",)).select_related("person")
    members = {row.person_id: row for row in rows.filter(person_id__in=person_ids).order_by("person_id")}
    if set(members) != set(person_ids):
        raise errors.NotFound
    return members


def invited(reader: Person, invitation: Invitation, *, now: datetime) -> Invitation:
    """The invitation, if `reader` may answer it now. Raises `NotInvited` or `InvitationOver`."""
    if normal(reader.email) != normal(invitation.email):
        raise errors.NotInvited
    if invitation.state != Invitation.State.OPEN or invitation.expires_at <= now:
        raise errors.InvitationOver
    return invitation


def is_alone(member: Membership) -> bool:
    """Whether the other place in this person's couple is free."""
    return not Membership.objects.filter(couple_id=member.couple_id).exclude(pk=member.pk).exists()


def join(inviter: Membership, invitee: Membership, *, now: datetime) -> None:
    """Move the invitee into the inviter's couple, with what they were drafting."""
    _bring_drafts(invitee.couple_id, inviter.couple_id)
    invitee.couple_id, invitee.slot, invitee.joined_at = inviter.couple_id, 3 - inviter.slot, now
    invitee.save(update_fields=("couple", "slot", "joined_at"))
    for member in (inviter, invitee):
        _close(member.person_id, now=now)


def _bring_drafts(from_id: UUID, to_id: UUID) -> None:
    """Move plans; where both couples have one for an occurrence, keep both drafts under one plan."""
    waiting = {(plan.uid, plan.recurrence_id): plan for plan in Plan.objects.filter(couple_id=to_id)}
    for plan in Plan.objects.filter(couple_id=from_id):
        met = waiting.get((plan.uid, plan.recurrence_id))
        if met is None:
            Plan.objects.filter(id=plan.id).update(couple_id=to_id)
        else:
            PlanDraft.objects.filter(plan=plan).update(plan=met)
            plan.delete()


def _close(person_id: UUID, *, now: datetime) -> None:
    """Make what was written before private until its owner releases it, though a box was ticked for it."""
    Event.objects.filter(owner_id=person_id, visibility=VisibilityChoice.SHARED).update(
        visibility=VisibilityChoice.PRIVATE, changed_at=now
    )
    Flag.objects.filter(owner_id=person_id).update(level_shared_at=None, note_shared_at=None)
    FlagReason.objects.filter(flag__owner_id=person_id).update(shared_at=None)
    Matters.objects.filter(owner_id=person_id).update(level_shared_at=None, why_shared_at=None)
