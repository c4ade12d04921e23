"""What moves when two people become a couple. Called by `people.accept`, inside its transaction."""

from datetime import datetime
from uuid import UUID

from django.db.models import F

from planner import errors
from planner.actions.afterwards import check_ins, lessons
from planner.actions.calendar import undo_rows
from planner.actions.feelings import flags
from planner.actions.people import helps
from planner.actions.plan import plan_writes
from planner.core.addresses import normal
from planner.models import (
    Birthday,
    Calendar,
    Couple,
    Event,
    Invitation,
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
    was_alone_in = invitee.couple_id
    invitee.couple_id, invitee.slot, invitee.joined_at = inviter.couple_id, 3 - inviter.slot, now
    invitee.save(update_fields=("couple", "slot", "joined_at"))
    # Only now: PostgreSQL refuses a draft of somebody who has no place in the plan's couple.
    _bring_drafts(was_alone_in, inviter.couple_id, now=now)
    # One that invited somebody stays: how often that was is counted.
    Couple.objects.filter(id=was_alone_in, invitations=None).delete()
    for member in (inviter, invitee):
        _close(member.person_id, now=now)


def _bring_drafts(from_id: UUID, to_id: UUID, *, now: datetime) -> None:
    """Move drafts to plans of the other couple, and end the plans they were in.

    Each gets a new address, whether or not the other was drafting for that occurrence: one that stayed would
    tell that they were not.
    """
    for draft in PlanDraft.objects.filter(plan__couple_id=from_id).select_related("plan"):
        uid, recurrence_id = draft.plan.uid, draft.plan.recurrence_id
        draft.plan = plan_writes.row_for(to_id, uid, recurrence_id, about=draft, now=now)
        draft.save(update_fields=("plan",))
    Plan.objects.filter(couple_id=from_id).delete()


def _close(person_id: UUID, *, now: datetime) -> None:
    """Make what was written before private until its owner releases it, whatever was chosen for it then.

    What an outside calendar brings from now on was not chosen for this partner either, so it is `busy` again;
    and an undo would bring back what stood before.
    """
    outside = Calendar.objects.filter(owner_id=person_id).exclude(source=Calendar.Source.OWN)
    outside.filter(visibility=VisibilityChoice.SHARED).update(visibility=VisibilityChoice.BUSY)
    Event.objects.filter(owner_id=person_id).exclude(visibility=VisibilityChoice.PRIVATE).update(
        visibility_before=F("visibility"), visibility=VisibilityChoice.PRIVATE, changed_at=now, other_text=b""
    )
    undo_rows.forget(person_id)
    Birthday.objects.filter(owner_id=person_id).update(is_shared=False)
    flags.keep_to_oneself(person_id)
    check_ins.keep_to_oneself(person_id)
    lessons.keep_to_oneself(person_id)
    helps.keep_to_oneself(person_id)
