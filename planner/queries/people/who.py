"""Who is asking: the one look-up that every query and action begins with."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from planner import errors
from planner.core.calendar import zones
from planner.models import Membership


@dataclass(frozen=True, slots=True)
class Who:
    """A person, the couple they are in, and the other one, if there is one."""

    person_id: UUID
    couple_id: UUID
    partner_id: UUID | None
    zone: ZoneInfo
    partner_zone: ZoneInfo | None = None
    name: str = ""
    partner_name: str = ""
    since: datetime | None = None
    """When the last of them came."""
    was_left: bool = False

    @property
    def other_tzid(self) -> str:
        """The other's zone, if it is not the viewer's own."""
        other = self.partner_zone
        return other.key if other and other.key != self.zone.key else ""

    @property
    def couple_ids(self) -> tuple[UUID, ...]:
        """Both partners, the viewer first; or the viewer alone."""
        return (self.person_id, self.partner_id) if self.partner_id else (self.person_id,)


Actor = UUID | Who
"""Whoever asks: by their id, or as looked up before by who asks for more than one thing."""


def of(actor: Actor) -> Who:
    """Who `actor` is now, in one query at most. Raises `NotFound` for one without a place in a couple."""
    return actor if isinstance(actor, Who) else of_places(actor, places(actor))


def places(actor: UUID) -> tuple[Membership, ...]:
    """The places in this person's couple, with who has them."""
    rows = Membership.objects.filter(couple__memberships__person_id=actor)
    return tuple(rows.select_related("person"))


def of_places(actor: UUID, found: Iterable[Membership]) -> Who:
    """Who `actor` is in a couple whose places are at hand. Raises `NotFound` as `of` does."""
    members = {row.person_id: row for row in found}
    mine = members.pop(actor, None)
    if mine is None:
        raise errors.NotFound
    other = next(iter(members.values()), None)
    return Who(
        person_id=actor,
        couple_id=mine.couple_id,
        partner_id=other.person_id if other else None,
        zone=_zone(mine),
        partner_zone=_zone(other) if other else None,
        name=mine.person.name,
        partner_name=other.person.name if other else "",
        since=max(row.joined_at for row in (mine, other or mine)),
        was_left=other is None and mine.left_alone_at is not None,
    )


def _zone(member: Membership) -> ZoneInfo:
    return zones.zone(member.person.tzid) or zones.UTC_ZONE
