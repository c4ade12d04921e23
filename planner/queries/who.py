"""Who is asking: the one look-up that every query and action begins with."""

from dataclasses import dataclass
from uuid import UUID
from zoneinfo import ZoneInfo

from planner import errors
from planner.core.calendar import zones
from planner.models import Membership

UTC_ZONE = ZoneInfo("UTC")


@dataclass(frozen=True, slots=True)
class Who:
    """A person, the couple they are in, and the other one, if there is one."""

    person_id: UUID
    couple_id: UUID
    partner_id: UUID | None
    zone: ZoneInfo

    @property
    def couple_ids(self) -> tuple[UUID, ...]:
        """Both partners, the viewer first; or the viewer alone."""
        return (self.person_id, self.partner_id) if self.partner_id else (self.person_id,)


def of(actor: UUID) -> Who:
    """Who `actor` is now, in one query. Raises `NotFound` for somebody without a place in a couple."""
    rows = Membership.objects.filter(couple__memberships__person_id=actor).select_related("person")
    members = {row.person_id: row for row in rows}
    mine = members.pop(actor, None)
    if mine is None:
        raise errors.NotFound
    return Who(actor, mine.couple_id, next(iter(members), None), zones.zone(mine.person.tzid) or UTC_ZONE)
