"""Who they are to each other."""

from dataclasses import dataclass
from datetime import datetime, time
from uuid import UUID

from planner.queries.views.calendar.events import OccurrenceView


@dataclass(frozen=True, slots=True)
class PersonView:
    id: UUID
    name: str

    @property
    def initial(self) -> str:
        return self.name[:1].upper()


@dataclass(frozen=True, slots=True)
class CoupleView:
    """`since` is when the last of them came."""

    me: PersonView
    partner: PersonView | None
    since: datetime
    was_left: bool = False
    """The other has left, and this person has not yet said that they read so."""


@dataclass(frozen=True, slots=True)
class FirstSteps:
    """What a newcomer has done of the first steps; `soonest` is the next event that they could flag."""

    has_asked: bool
    has_event: bool
    has_flag: bool
    soonest: OccurrenceView | None

    @property
    def next(self) -> str:
        """The first step that is still open: partner, event, flag; or "" when all are done."""
        done = {"partner": self.has_asked, "event": self.has_event, "flag": self.has_flag}
        return next((step for step, is_done in done.items() if not is_done), "")


@dataclass(frozen=True, slots=True)
class MeView:
    id: UUID
    name: str
    email: str
    tzid: str
    language: str
    quiet_from: time | None
    quiet_until: time | None
    digest_weekday: int
    digest_at: time


@dataclass(frozen=True, slots=True)
class InvitationView:
    """An open invitation, as the one who sent it sees it."""

    id: UUID
    email: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class OfferView:
    """An invitation, as somebody who holds its link sees it. `can_accept` is false for another address."""

    id: UUID
    inviter_name: str
    is_open: bool
    can_accept: bool
    email: str
