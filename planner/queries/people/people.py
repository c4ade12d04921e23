"""Who somebody is, whom they are with, and the invitation between them."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from planner import errors
from planner.core import secret_tokens
from planner.core.addresses import normal
from planner.models import Invitation, Membership, Person
from planner.queries.people import who as who_queries
from planner.queries.people.who import Actor
from planner.queries.views import CoupleView, InvitationView, MeView, OfferView, PersonView


def me(actor: Actor) -> MeView:
    """The viewer's own account."""
    return me_of(Person.objects.get(id=who_queries.of(actor).person_id))


def me_of(person: Person) -> MeView:
    """The same, from their row."""
    return MeView(
        id=person.id,
        name=person.name,
        email=person.email,
        tzid=person.tzid,
        language=person.language,
        quiet_from=person.quiet_from,
        quiet_until=person.quiet_until,
        digest_weekday=person.digest_weekday,
        digest_at=person.digest_at,
    )


def couple(actor: Actor) -> CoupleView:
    """The viewer and the other, by the names they chose. Raises `NotFound`."""
    who = who_queries.of(actor)
    assert who.since is not None
    partner = PersonView(who.partner_id, who.partner_name) if who.partner_id else None
    return CoupleView(PersonView(who.person_id, who.name), partner, who.since, who.was_left)


def invitation(actor: UUID, *, now: datetime) -> InvitationView | None:
    """The viewer's own invitation that can still be accepted."""
    row = Invitation.objects.filter(_is_open(now), inviter_id=actor).first()
    return InvitationView(row.id, row.email, row.expires_at) if row else None


def offer(actor: UUID | None, key: str | UUID, *, now: datetime) -> OfferView:
    """An invitation, to whoever holds its link, or by its id to whoever is invited. Raises `NotFound`."""
    is_linked = isinstance(key, str)
    held = Q(token_hash=secret_tokens.digest(key)) if isinstance(key, str) else Q(id=key)
    row = Invitation.objects.filter(held).select_related("inviter").first()
    reader = Person.objects.filter(id=actor).first() if actor else None
    if row is None or not (is_linked or _is_invited(reader, row)):
        raise errors.NotFound
    return _offer(row, reader, now=now)


def offers(actor: Actor, *, now: datetime) -> tuple[OfferView, ...]:
    """The invitations that came to the viewer's address and that they can accept, the newest first."""
    who = who_queries.of(actor)
    if who.partner_id is not None:
        return ()
    reader = Person.objects.get(id=who.person_id)
    # Addresses are encrypted, so they are compared here.
    rows = Invitation.objects.filter(_is_open(now)).exclude(inviter_id=reader.id).select_related("inviter")
    mine = [row for row in rows.order_by("-created_at") if _is_invited(reader, row)]
    return tuple(one for one in (_offer(row, reader, now=now) for row in mine) if one.can_accept)


def _offer(row: Invitation, reader: Person | None, *, now: datetime) -> OfferView:
    is_open = row.state == Invitation.State.OPEN and row.expires_at > now and _is_alone(row.inviter_id)
    return OfferView(
        id=row.id,
        inviter_name=row.inviter.name,
        is_open=is_open,
        can_accept=is_open and _is_invited(reader, row),
        email=row.email,
    )


def _is_open(now: datetime) -> Q:
    return Q(state=Invitation.State.OPEN, expires_at__gt=now)


def _is_invited(reader: Person | None, row: Invitation) -> bool:
    return reader is not None and normal(reader.email) == normal(row.email)


def _is_alone(person_id: UUID) -> bool:
    return Membership.objects.filter(couple__memberships__person_id=person_id).count() == 1
