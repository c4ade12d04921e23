"""The frozen values that queries hand out: each already projected for one viewer.

Times ending in `_at` are aware UTC; `start_local` and `end_local` are naive wall times in the viewer's zone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from planner.core.plan_content import Content
from planner.core.priorities import Reason, SoftWarning, WeekLoad
from planner.core.support_plan import Missing, State
from planner.core.visibility import Shown, Visibility

ONCE = "once"


@dataclass(frozen=True, slots=True)
class PersonView:
    id: UUID
    name: str

    @property
    def initial(self) -> str:
        return self.name[:1].upper()


@dataclass(frozen=True, slots=True)
class CoupleView:
    me: PersonView
    partner: PersonView | None


@dataclass(frozen=True, slots=True)
class MeView:
    id: UUID
    name: str
    email: str
    tzid: str
    language: str
    quiet_from: time | None
    quiet_until: time | None


@dataclass(frozen=True, slots=True)
class InvitationView:
    """An open invitation, as the one who sent it sees it."""

    id: UUID
    email: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class OfferView:
    """An invitation, as somebody who holds its link sees it. `can_accept` is false for another address."""

    inviter_name: str
    is_open: bool
    can_accept: bool
    email: str


@dataclass(frozen=True, slots=True)
class CalendarView:
    id: UUID
    name: str
    source: str
    visibility: Visibility
    event_count: int


@dataclass(frozen=True, slots=True)
class OccurrenceView:
    """One dated instance. For `Shown.BUSY` every text is empty and ids lead nowhere (`event_id` is None)."""

    event_id: UUID | None
    recurrence_id: str
    title: str
    location: str
    starts_at: datetime
    ends_at: datetime
    start_local: datetime
    end_local: datetime
    is_all_day: bool
    event_tzid: str
    world: str
    kind: str
    is_mine: bool
    is_recurring: bool
    shown: Shown
    visibility: Visibility | None

    @property
    def slug(self) -> str:
        """The occurrence's part of an address."""
        return self.recurrence_id or ONCE

    @property
    def nights(self) -> int:
        return (self.end_local.date() - self.start_local.date()).days


@dataclass(frozen=True, slots=True)
class EventView:
    """An event as a whole. `visibility` is None for the other's event, `recurrence_words` for a one-off."""

    id: UUID
    title: str
    location: str
    description: str
    start: datetime
    end: datetime
    is_all_day: bool
    tzid: str
    rrule: str
    kind: str
    world: str
    visibility: Visibility | None
    is_mine: bool
    is_recurring: bool
    can_edit: bool
    next: OccurrenceView | None


@dataclass(frozen=True, slots=True)
class ReasonView:
    chip: str
    text: str
    is_shared: bool


@dataclass(frozen=True, slots=True)
class FlagView:
    """A flag. On the other's flag, what was not shared is absent: level None, note "", no such reason."""

    id: UUID
    event_id: UUID | None
    recurrence_id: str
    title: str
    is_mine: bool
    level: int | None
    is_level_shared: bool
    reasons: tuple[ReasonView, ...]
    note: str
    is_note_shared: bool

    @property
    def is_shared(self) -> bool:
        """Whether the other sees anything of it."""
        return self.is_level_shared or self.is_note_shared or any(one.is_shared for one in self.reasons)


@dataclass(frozen=True, slots=True)
class MattersView:
    is_mine: bool
    level: int | None
    is_level_shared: bool
    why: str
    is_why_shared: bool


@dataclass(frozen=True, slots=True)
class FeelingsView:
    """What both said about one occurrence, as this viewer may see it."""

    my_flag: FlagView | None
    their_flag: FlagView | None
    my_matters: MattersView | None
    their_matters: MattersView | None
    not_needed: bool


@dataclass(frozen=True, slots=True)
class VersionView:
    number: int
    by_me: bool
    author_name: str
    content: Content
    proposed_on: date
    my_yes: bool
    their_yes: bool

    @property
    def is_agreed(self) -> bool:
        return self.my_yes and self.their_yes


@dataclass(frozen=True, slots=True)
class PlanView:
    """The plan of one occurrence, for one of its two partners.

    `occurrence` is None once the event is out of this viewer's sight; the plan's own title and time remain.
    `draft` is this viewer's own, joined to the newest version if it was written on an older (`draft_base`).
    `versions` are oldest first; `open` is the newest while not agreed. `missing` is what lacks of
    the least that can be agreed: in the draft, else in the open version, taking the next yes for given.
    """

    id: UUID
    occurrence: OccurrenceView | None
    title: str
    starts_at: datetime
    ends_at: datetime
    start_local: datetime
    end_local: datetime
    state: State
    draft: Content | None
    draft_base: int
    versions: tuple[VersionView, ...]
    open: VersionView | None
    agreed: VersionView | None
    missing: tuple[Missing, ...]
    me: PersonView
    partner: PersonView | None
    has_begun: bool
    is_closed: bool = False

    @property
    def base(self) -> int:
        """The version that a form filled from this view is written on, to be sent back with it; 0 is none."""
        return self.versions[-1].number if self.versions else 0


@dataclass(frozen=True, slots=True)
class LookAheadItem:
    """`waits_for_me` is true while a version is on the table that lacks this viewer's yes."""

    occurrence: OccurrenceView
    reasons: tuple[Reason, ...]
    plan_id: UUID | None
    plan_state: State
    is_worth_a_talk: bool
    waits_for_me: bool = False


@dataclass(frozen=True, slots=True)
class LookAheadView:
    """`next` is in order of priority; `later` are seen events of the next weeks that need no talk."""

    next: tuple[LookAheadItem, ...]
    later: tuple[OccurrenceView, ...]
    weeks: tuple[WeekLoad, ...]
    warnings: tuple[SoftWarning, ...]


@dataclass(frozen=True, slots=True)
class ReminderView:
    """One line of a person's own log. `title` is "" when the event is out of their sight."""

    id: UUID
    step: str
    channel: str
    state: str
    reason: str
    due_local: datetime
    sent_local: datetime | None
    event_id: UUID | None
    recurrence_id: str
    title: str


@dataclass(frozen=True, slots=True)
class ReminderLog:
    next: tuple[ReminderView, ...]
    past: tuple[ReminderView, ...]
    next_by_event: Mapping[tuple[UUID, str], int]


@dataclass(frozen=True, slots=True)
class ProblemView:
    title: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class ImportView:
    """A file on its way in. Titles of what will be added, updated; `stage` as in the row."""

    id: UUID
    filename: str
    calendar_name: str
    stage: str
    error: str
    added: tuple[str, ...]
    updated: tuple[str, ...]
    unchanged_count: int
    problems: tuple[ProblemView, ...]


@dataclass(frozen=True, slots=True)
class FeedView:
    id: UUID
    name: str
    created_at: datetime
    last_used_on: date | None


@dataclass(frozen=True, slots=True)
class TokenView:
    id: UUID
    name: str
    created_at: datetime
    last_used_on: date | None


@dataclass(frozen=True, slots=True)
class MailboxView:
    """A message as it would have looked."""

    key: str
    channel: str
    to: str
    subject: str
    text: str
    html: str
    at_local: datetime
