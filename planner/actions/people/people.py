"""What a person does about themselves and their couple: register, describe, invite, accept, leave.

What moves when two become a couple lies in `joining`, when they part in `leaving`.
"""

from collections.abc import Collection
from datetime import datetime, time, timedelta
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q

from planner import errors
from planner.actions import reminders
from planner.actions.calendar import events
from planner.actions.engine import locks, outbox, outside, views
from planner.actions.people import joining, leaving
from planner.actions.reminders import digests
from planner.core import secret_tokens
from planner.core.addresses import normal
from planner.core.calendar import zones
from planner.models import Calendar, Couple, Invitation, Membership, Person, ViewVersion, VisibilityChoice
from planner.queries.people import who as who_queries

INVITATION_LASTS = timedelta(hours=72)
MOST_INVITATIONS_A_DAY = 5
"""From one person, and to one address whoever asks: an invitation is a mail to somebody unasked."""
NAME_MAX = 80
QUIET_FROM, QUIET_UNTIL = time(21), time(8)
"""What everybody begins with; `describe` changes it."""


@transaction.atomic
def register(person_id: UUID, *, name: str, tzid: str, language: str = "en", now: datetime) -> None:
    """Give a new account its couple of one, its calendar and its view version. Twice is as good as once."""
    person = locks.person(person_id)
    if Membership.objects.filter(person=person).exists():
        return
    person.name, person.tzid, person.language = _name(name), _tzid(tzid), _language(language)
    person.quiet_from, person.quiet_until, person.created_at = QUIET_FROM, QUIET_UNTIL, now
    person.save(update_fields=("name", "tzid", "language", "quiet_from", "quiet_until", "created_at"))
    couple = Couple.objects.create(created_at=now)
    Membership.objects.create(person=person, couple=couple, slot=1, joined_at=now)
    ViewVersion.objects.create(person=person, changed_at=now)
    Calendar.objects.create(
        owner=person,
        name="Alongside",
        source=Calendar.Source.OWN,
        visibility=VisibilityChoice.SHARED,
        created_at=now,
    )


@transaction.atomic
def describe(
    actor: UUID,
    *,
    name: str,
    tzid: str,
    quiet_from: time | None,
    quiet_until: time | None,
    language: str,
    now: datetime,
) -> None:
    """Change a person's name, zone, quiet hours and language; their reminders follow. Raises `Invalid`."""
    who = who_queries.of(actor)
    _check_quiet(quiet_from, quiet_until)
    # Of all this the other reads the name, and what the clocks show where they differ from their own.
    is_seen = not Person.objects.filter(id=actor, name=_name(name), tzid=tzid).exists()
    # Before the lock on the person, as in every deed that plans reminders.
    views.touch(actor, who.partner_id if is_seen else None, now=now)
    person = locks.person(actor)
    person.name, person.tzid, person.language = _name(name), _tzid(tzid), _language(language)
    person.quiet_from, person.quiet_until = quiet_from, quiet_until
    person.save(update_fields=("name", "tzid", "language", "quiet_from", "quiet_until"))
    reminders.reschedule_everything((actor,), now=now)
    digests.plan(actor, now=now)


def settle(actor: UUID, *, now: datetime) -> None:
    """The first steps are behind the actor, taken or skipped. Twice is as good as once."""
    Person.objects.filter(id=actor, settled_at__isnull=True).update(settled_at=now)


@transaction.atomic
def keep_quiet(actor: UUID, quiet_from: time | None, quiet_until: time | None, *, now: datetime) -> None:
    """Change when a person wants no messages, None for never; what waits follows. Raises `Invalid`."""
    _check_quiet(quiet_from, quiet_until)
    views.touch(actor, now=now)
    person = locks.person(actor)
    person.quiet_from, person.quiet_until = quiet_from, quiet_until
    person.save(update_fields=("quiet_from", "quiet_until"))
    reminders.reschedule_everything((actor,), now=now)
    reminders.end_quiet(actor, now=now)


@transaction.atomic
def invite(actor: UUID, *, email: str, now: datetime) -> UUID:
    """Offer the other place to whoever reads mail at `email`; an older open offer is withdrawn.

    Raises `AlreadyPaired`, `TooOften`, and `Invalid` for no address or the actor's own.
    """
    outside.reach(actor)
    member = joining.lock_members(actor)[actor]
    if not joining.is_alone(member):
        raise errors.AlreadyPaired
    address = _address(email, own=member.person.email)
    _refuse_flood(actor, address, now=now)
    _withdraw(member.couple_id, now=now)
    token = secret_tokens.fresh()
    invitation = Invitation.objects.create(
        couple_id=member.couple_id,
        inviter_id=actor,
        email=address,
        token_hash=secret_tokens.digest(token),
        created_at=now,
        expires_at=now + INVITATION_LASTS,
    )
    # The mail is composed when it is sent, so its row holds no more than the token.
    outbox.put(kind="invitation", person_id=None, to=address, text=token, now=now)
    views.touch(actor, now=now)
    return invitation.id


@transaction.atomic
def revoke(actor: UUID, invitation_id: UUID, *, now: datetime) -> None:
    """Withdraw one's own open invitation. Raises `NotFound`, and `InvitationOver` once it was answered."""
    joining.lock_members(actor)
    invitation = Invitation.objects.filter(id=invitation_id, inviter_id=actor).first()
    if invitation is None:
        raise errors.NotFound
    if invitation.state != Invitation.State.OPEN:
        raise errors.InvitationOver
    _answer(invitation, Invitation.State.REVOKED, now=now)
    views.touch(actor, now=now)


@transaction.atomic
def accept(actor: UUID, key: str | UUID, *, now: datetime) -> None:
    """Make a couple of the inviter and the actor, who came by the mail's link or found it by its id.

    Raises as `joining.invited`, `AlreadyPaired`, and `OnlyForReal` for a visitor, who has no account to join.
    """
    outside.reach(actor)
    inviter_id = _held(actor, key).inviter_id
    members = joining.lock_members(actor, inviter_id)
    invitation = joining.invited(members[actor].person, _held(actor, key), now=now)
    if not joining.is_alone(members[actor]):
        raise errors.AlreadyPaired
    if inviter_id == actor or not joining.is_alone(members[inviter_id]):
        raise errors.InvitationOver
    _answer(invitation, Invitation.State.ACCEPTED, now=now)
    _withdraw(members[actor].couple_id, now=now)
    joining.join(members[inviter_id], members[actor], now=now)
    inviter = members[inviter_id].person
    outbox.put(kind="joined", person_id=inviter_id, to=inviter.email, now=now)
    views.touch(actor, inviter_id, now=now)
    reminders.reschedule_everything((actor, inviter_id), now=now)


@transaction.atomic
def decline(actor: UUID, key: str | UUID, *, now: datetime) -> None:
    """Say no to an invitation. Raises as `joining.invited`."""
    inviter_id = _held(actor, key).inviter_id
    members = joining.lock_members(actor, inviter_id)
    invitation = joining.invited(members[actor].person, _held(actor, key), now=now)
    _answer(invitation, Invitation.State.DECLINED, now=now)
    views.touch(inviter_id, now=now)


@transaction.atomic
def leave(actor: UUID, *, now: datetime) -> None:
    """Use Alongside on one's own again, at once and without anybody's yes. Raises `NeedsPartner`."""
    who = who_queries.of(actor)
    if who.partner_id is None:
        raise errors.NeedsPartner
    members = joining.lock_members(actor, who.partner_id)
    if members[actor].couple_id != who.couple_id or members[who.partner_id].couple_id != who.couple_id:
        raise errors.NeedsPartner
    reminders.stop((actor, who.partner_id), now=now)
    leaving.part(members[actor], members[who.partner_id], now=now)
    views.touch(actor, who.partner_id, now=now)
    reminders.reschedule_everything((actor, who.partner_id), now=now)


def accept_being_alone(actor: UUID) -> None:
    """Stop saying that the actor uses Alongside on their own: they have read it."""
    Membership.objects.filter(person_id=actor).update(left_alone_at=None)


@transaction.atomic
def release(actor: UUID, event_ids: Collection[UUID], *, now: datetime) -> None:
    """Show events made before joining to the other ("What the other will see"). Raises `NotFound`."""
    events.share(actor, event_ids, now=now)


def _held(actor: UUID, key: str | UUID) -> Invitation:
    """The invitation by its link's token, which anybody may hold, or by its id, for whoever it went to."""
    is_linked = isinstance(key, str)
    held = Q(token_hash=secret_tokens.digest(key)) if isinstance(key, str) else Q(id=key)
    invitation = Invitation.objects.filter(held).first()
    if invitation is None or not (is_linked or _went_to(actor, invitation)):
        raise errors.NotFound
    return invitation


def _went_to(actor: UUID, invitation: Invitation) -> bool:
    return normal(Person.objects.get(id=actor).email) == normal(invitation.email)


def _refuse_flood(actor: UUID, address: str, *, now: datetime) -> None:
    today = Invitation.objects.filter(created_at__gt=now - timedelta(days=1))
    # Addresses are encrypted, so they are compared here.
    asked = list(today.values_list("inviter_id", "email"))
    by_actor = sum(inviter_id == actor for inviter_id, _ in asked)
    to_address = sum(to == address for _, to in asked)
    if max(by_actor, to_address) >= MOST_INVITATIONS_A_DAY:
        raise errors.TooOften(field="email")


def _withdraw(couple_id: UUID, *, now: datetime) -> None:
    still_open = Invitation.objects.filter(couple_id=couple_id, state=Invitation.State.OPEN)
    still_open.update(state=Invitation.State.REVOKED, answered_at=now)


def _answer(invitation: Invitation, state: Invitation.State, *, now: datetime) -> None:
    invitation.state, invitation.answered_at = state, now
    invitation.save(update_fields=("state", "answered_at"))


def _address(email: str, *, own: str) -> str:
    address = normal(email)
    try:
        validate_email(address)
    except ValidationError as error:
        raise errors.Invalid("This does not look like an email address.", field="email") from error
    if address == normal(own):
        raise errors.Invalid("This is your own address. Write your partner's.", field="email")
    return address


def _check_quiet(quiet_from: time | None, quiet_until: time | None) -> None:
    if (quiet_from is None) != (quiet_until is None):
        raise errors.Invalid("Quiet hours need a beginning and an end.", field="quiet_until")
    if quiet_from is not None and quiet_from == quiet_until:
        raise errors.Invalid(
            "They begin and end at the same hour. Choose another end, or leave both empty for none.",
            field="quiet_until",
        )


def _name(name: str) -> str:
    clean = " ".join(name.split())
    if not clean:
        raise errors.Invalid("Write the name that your partner calls you by.", field="name")
    if len(clean) > NAME_MAX:
        raise errors.TooLong(field="name")
    return clean


def _tzid(tzid: str) -> str:
    if zones.zone(tzid) is None:
        raise errors.Invalid("Choose a time zone from the list.", field="tzid")
    return tzid


def _language(language: str) -> str:
    if language not in dict(settings.LANGUAGES):
        raise errors.Invalid("Choose a language from the list.", field="language")
    return language
