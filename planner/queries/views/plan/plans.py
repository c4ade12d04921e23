"""Plans, their versions, and what to talk about next."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from planner.core.plan.draft_merge import Spare
from planner.core.plan.plan_compare import Beside
from planner.core.plan.plan_content import Content
from planner.core.plan.reflecting import Heard
from planner.core.plan.support_plan import Missing, State
from planner.core.priorities import Reason, SoftWarning, WeekLoad
from planner.queries.views.afterwards.lessons import OfferedView
from planner.queries.views.calendar.events import OccurrenceView
from planner.queries.views.calendar.talks import TalkView
from planner.queries.views.feelings.feelings import FeelingsView
from planner.queries.views.feelings.own_lines import OwnLinesView
from planner.queries.views.people import CoupleView, PersonView
from planner.queries.views.reminders.messages import ReminderView


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

    @property
    def is_withdrawn(self) -> bool:
        return not self.my_yes and not self.their_yes


@dataclass(frozen=True, slots=True)
class ReflectionView:
    """What one of them heard in a version, and the other's answer to it; None while there is none."""

    id: UUID
    number: int
    by_me: bool
    text: str
    said_on: date
    reply: Heard | None
    reply_text: str


@dataclass(frozen=True, slots=True)
class PlanView:
    """The plan of one occurrence, for one of its two partners.

    `occurrence` is None once the event is out of this viewer's sight; the plan's own title and time remain.
    `draft` is this viewer's own, joined to what is on the table if it was written on another (`draft_base`);
    `draft_revision` differs as soon as they keep something else, and `spares` are theirs to choose from.
    `versions` are oldest first; `open` is on the table and not agreed. `missing` is what lacks of
    the least that can be agreed: in the draft, else in the open version, taking the next yes for given.
    `reflections` are in the order in which they were said.
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
    draft_revision: str = ""
    spares: tuple[Spare, ...] = ()
    reflections: tuple[ReflectionView, ...] = ()

    @property
    def base(self) -> int:
        """The version that a form filled from this view is written on, to be sent back with it; 0 is none."""
        table = self.open or self.agreed
        return table.number if table else 0

    def version(self, number: int) -> VersionView | None:
        """The version with this number."""
        return next((one for one in self.versions if one.number == number), None)


@dataclass(frozen=True, slots=True)
class ComparisonView:
    """Two versions beside each other: the fields that differ, and the names of those that do not."""

    changed: tuple[Beside, ...]
    same: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlanPage:
    """A plan with what stands around it: what both said, as far as the viewer may read it, and what is the
    viewer's alone. Both are None once the event is out of sight.
    """

    plan: PlanView
    couple: CoupleView
    feelings: FeelingsView | None
    own: OwnLinesView | None
    offered: OfferedView | None
    """What was kept from before, while the plan is begun."""


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
    """`next` is in order of priority; `later` are seen events of the next weeks that need no talk; `talks`
    the quarters of an hour that are suggested or booked, the next first; `notices` what lately did not
    arrive, newest first; `standing_waits` says whether the
    other proposed what to hold to and waits for the viewer's yes.
    """

    next: tuple[LookAheadItem, ...]
    later: tuple[OccurrenceView, ...]
    weeks: tuple[WeekLoad, ...]
    warnings: tuple[SoftWarning, ...]
    talks: tuple[TalkView, ...]
    notices: tuple[ReminderView, ...]
    standing_waits: bool
