"""Events, their occurrences, and files on their way in."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from planner.core.visibility import Shown, Visibility

ONCE = "once"


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


@dataclass(frozen=True, slots=True)
class EventView:
    """An event as a whole. `visibility` is None for the other's event, `next` once it is over."""

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
class ProblemView:
    """What was mended or left out, how many times; the title if it was always the same."""

    title: str
    code: str
    message: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class ImportedView:
    """An event of a file, and the day on which it begins there."""

    title: str
    on: date


@dataclass(frozen=True, slots=True)
class ImportLine:
    """A file in a list of files; `stage` as in `ImportView`."""

    id: UUID
    filename: str
    stage: str


@dataclass(frozen=True, slots=True)
class ImportView:
    """A file on its way in. What will be added and updated, by day; `stage` as in the row."""

    id: UUID
    filename: str
    calendar_name: str
    stage: str
    error: str
    added: tuple[ImportedView, ...]
    updated: tuple[ImportedView, ...]
    unchanged_count: int
    problems: tuple[ProblemView, ...]

    @property
    def holds_nothing(self) -> bool:
        """Whether no event could be read in it."""
        return not (self.added or self.updated or self.unchanged_count)
