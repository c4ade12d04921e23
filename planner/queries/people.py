"""Who somebody is, whom they are with, and the invitation between them."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from planner import errors
from planner.core import secret_tokens
from planner.core.addresses import normal
from planner.models import Invitation, Membership, Person
from planner.queries import who as who_queries
from planner.queries.views import CoupleView, InvitationView, MeView, OfferView, PersonView


def me(actor: UUID) -> MeView:
    """The viewer's own account."""
    person = Person.objects.get(id=who_queries.of(actor).person_id)
    return MeView(
        id=person.id,
        name=person.name,
        email=person.email,
        tzid=person.tzid,
        language=person.language,
        quiet_from=person.quiet_from,
        quiet_until=person.quiet_until,
    )


def couple(actor: UUID) -> CoupleView:
    """The viewer and the other, by the names they chose. Raises `NotFound`."""
    rows = Membership.objects.filter(couple__memberships__person_id=actor)
    names = dict(rows.values_list("person_id", "person__name"))
    if actor not in names:
        raise errors.NotFound
    mine = PersonView(actor, names.pop(actor))
    return CoupleView(mine, next((PersonView(*one) for one in names.items()), None))


def invitation(actor: UUID, *, now: datetime) -> InvitationView | None:
    """The viewer's own invitation that can still be accepted."""
    is_open = Q(state=Invitation.State.OPEN, expires_at__gt=now)
    row = Invitation.objects.filter(is_open, inviter_id=actor).first()
    return InvitationView(row.id, row.email, row.expires_at) if row else None


def offer(actor: UUID | None, token: str, *, now: datetime) -> OfferView:
    """An invitation, to whoever holds its link. Raises `NotFound` if there is none with this token."""
    held = Invitation.objects.filter(token_hash=secret_tokens.digest(token)).select_related("inviter")
    row = held.first()
    if row is None:
        raise errors.NotFound
    is_open = row.state == Invitation.State.OPEN and row.expires_at > now and _is_alone(row.inviter_id)
    reader = Person.objects.filter(id=actor).first() if actor else None
    is_invited = reader is not None and normal(reader.email) == normal(row.email)
    return OfferView(
        inviter_name=row.inviter.name, is_open=is_open, can_accept=is_open and is_invited, email=row.email
    )


def _is_alone(person_id: UUID) -> bool:
    return Membership.objects.filter(couple__memberships__person_id=person_id).count() == 1
