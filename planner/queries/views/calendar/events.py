"""Events, their occurrences, and files on their way in."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from planner.core.calendar import zones
from planner.core.calendar.series import Scope
from planner.core.visibility import Shown, Visibility

ONCE = "once"


@dataclass(frozen=True, slots=True)
class ElsewhereView:
    """When something is on the clocks of another zone."""

    tzid: str
    start: datetime
    end: datetime


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
    partner_tzid: str = ""
    """The other's zone, if it differs from the viewer's and they see an event that has a zone."""

    @property
    def slug(self) -> str:
        """The occurrence's part of an address."""
        return self.recurrence_id or ONCE

    @property
    def in_its_zone(self) -> ElsewhereView | None:
        """When it is where it takes place, if clocks there show another time than the viewer's."""
        return None if self.is_all_day else _elsewhere(self, self.event_tzid)

    @property
    def for_the_other(self) -> ElsewhereView | None:
        """When it is for the other partner, if their clocks show another time than the viewer's."""
        return None if self.is_all_day else _elsewhere(self, self.partner_tzid)


@dataclass(frozen=True, slots=True)
class SlotView:
    """A time at which both are free, as far as the viewer may know."""

    starts_at: datetime
    ends_at: datetime
    start_local: datetime
    end_local: datetime
    partner_tzid: str = ""

    @property
    def for_the_other(self) -> ElsewhereView | None:
        """When it is for the other partner, if their clocks show another time than the viewer's."""
        return _elsewhere(self, self.partner_tzid)


def _elsewhere(one: OccurrenceView | SlotView, tzid: str) -> ElsewhereView | None:
    zone = zones.zone(tzid)
    if zone is None:
        return None
    start, end = zones.wall_clock(one.starts_at, zone), zones.wall_clock(one.ends_at, zone)
    return None if (start, end) == (one.start_local, one.end_local) else ElsewhereView(tzid, start, end)


@dataclass(frozen=True, slots=True)
class EventView:
    """An event as a whole. `visibility` is None for the other's event, `next` once it is over.

    `scopes` say how far its owner's edit of one of its dates can reach; `has_exceptions`, whether some of
    them were changed on their own.
    """

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
    scopes: tuple[Scope, ...]
    has_exceptions: bool
    is_subscribed: bool
    next: OccurrenceView | None


@dataclass(frozen=True, slots=True)
class FoundView:
    """What a search found, with the date to show of it.

    `excerpt` is the text around the words, where neither title nor place hold them all; it comes out of the
    viewer's own note, which nobody else reads, if `is_in_my_note`.
    """

    occurrence: OccurrenceView
    excerpt: str
    is_in_my_note: bool
    is_over: bool


@dataclass(frozen=True, slots=True)
class ProblemView:
    """What was mended or left out, how many times; the title if it was always the same."""

    title: str
    code: str
    message: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class SubscriptionView:
    """An outside calendar. Of its address only the host is ever shown; `next_at` is None once it has ended.

    `fetched_at` is when the source last answered, `changed_at` when it last said something new; `problems`
    are what was mended or left out of all that it says.
    """

    id: UUID
    name: str
    host: str
    visibility: Visibility
    event_count: int
    has_password: bool
    fetched_at: datetime | None
    changed_at: datetime | None
    next_at: datetime | None
    is_under_way: bool
    error_code: str
    error: str
    asks_if_empty: bool
    problems: tuple[ProblemView, ...] = ()


@dataclass(frozen=True, slots=True)
class ChangeView:
    """What a file changes in an event; `before` and `after` are "" where they would say little.

    `what`: title, time, length, place, repetition, dates or other. Times are ISO 8601 in the viewer's zone.
    """

    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ImportedView:
    """An event of a file, the day on which it begins there, and what it changes in one that is known."""

    title: str
    on: date
    changes: tuple[ChangeView, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportProgress:
    """How far a file is: of `total_count` events that are new or changed, `done_count` are written."""

    is_waiting: bool
    size_bytes: int
    done_count: int
    total_count: int


@dataclass(frozen=True, slots=True)
class ImportLine:
    """A file in a list of files; `stage` as in `ImportView`."""

    id: UUID
    filename: str
    stage: str


@dataclass(frozen=True, slots=True)
class ImportView:
    """A file on its way in. What will be added, updated and removed, by day; `stage` as in the row.

    Removed is what the file calls off. What it does not name stays.
    """

    id: UUID
    filename: str
    calendar_name: str
    stage: str
    error: str
    added: tuple[ImportedView, ...]
    updated: tuple[ImportedView, ...]
    removed: tuple[ImportedView, ...]
    unchanged_count: int
    problems: tuple[ProblemView, ...]
    progress: ImportProgress

    @property
    def holds_nothing(self) -> bool:
        """Whether no event could be read in it."""
        return not (self.added or self.updated or self.removed or self.unchanged_count)
