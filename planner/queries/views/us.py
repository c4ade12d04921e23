"""What the two hold to, and what helps each of them."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from planner.core.plan.beginnings import Beginning
from planner.core.plan.plan_content import Content
from planner.queries.views.calendar.events import EventView
from planner.queries.views.people import PersonView
from planner.queries.views.plan.plans import PlanView, VersionView
from planner.queries.views.plan.times_to_go import PhraseView


@dataclass(frozen=True, slots=True)
class HelpView:
    """A line that helps. `is_shared` is true of every line of the other's."""

    id: UUID
    text: str
    is_mine: bool
    is_quiet: bool
    is_shared: bool


@dataclass(frozen=True, slots=True)
class HelpsView:
    """`mine` and `quiet` whole, of the other what they share; each in its owner's order."""

    mine: tuple[HelpView, ...]
    quiet: tuple[HelpView, ...]
    theirs: tuple[HelpView, ...]

    @property
    def shared(self) -> tuple[HelpView, ...]:
        return tuple(one for one in self.mine if one.is_shared)


@dataclass(frozen=True, slots=True)
class PersonNoteView:
    id: UUID
    name: str
    note: str


@dataclass(frozen=True, slots=True)
class KeptStanding:
    """What the viewer once agreed with somebody, frozen when they parted."""

    content: Content
    agreed_on: date


@dataclass(frozen=True, slots=True)
class StandingView:
    """`versions` are oldest first; `open` waits for a yes. `draft` is the viewer's own, joined to what is on
    the table if it was written on another version."""

    me: PersonView
    partner: PersonView | None
    versions: tuple[VersionView, ...]
    open: VersionView | None
    agreed: VersionView | None
    draft: Content | None

    @property
    def table(self) -> VersionView | None:
        return self.open or self.agreed

    @property
    def base(self) -> int:
        """The version that a form filled from this view is written on, to be sent back with it; 0 is none."""
        return self.table.number if self.table else 0

    @property
    def waits_for_me(self) -> bool:
        return self.open is not None and not self.open.my_yes


@dataclass(frozen=True, slots=True)
class UsView:
    """`kept` are the plans once agreed with somebody before they parted, the latest first.

    `held_back` is what joining made private.
    """

    standing: StandingView
    helps: HelpsView
    kept: tuple[PlanView, ...]
    held_back: tuple[EventView, ...]
    phrase: PhraseView


@dataclass(frozen=True, slots=True)
class OnlyMineView:
    """`draft` is what the viewer is writing of what to hold to."""

    helps: HelpsView
    person_notes: tuple[PersonNoteView, ...]
    draft: Content | None

    @property
    def is_empty(self) -> bool:
        return not (self.helps.mine or self.helps.quiet or self.person_notes or self.draft)


@dataclass(frozen=True, slots=True)
class BeginningsView:
    """What may be added to what the viewer is writing of this plan; what helps the other, to read beside."""

    plan: PlanView
    offered: tuple[Beginning, ...]
    theirs: tuple[HelpView, ...]
