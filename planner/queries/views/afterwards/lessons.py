"""The one thing kept for next time, as its owner or the other reads it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class LessonView:
    """`event_id` is None once the event is out of the viewer's sight; `happened_on` is a day of theirs."""

    id: UUID
    event_id: UUID | None
    recurrence_id: str
    title: str
    kind: str
    happened_on: date
    text: str
    is_mine: bool
    is_shared: bool


@dataclass(frozen=True, slots=True)
class LessonsView:
    """What the two kept of one occurrence."""

    mine: LessonView | None
    theirs: LessonView | None


@dataclass(frozen=True, slots=True)
class OfferedView:
    """What an occurrence may begin with: at most one lesson each of the last time that the series brought
    any, else of the last events of its kind. The viewer's own come first.
    """

    last_time: tuple[LessonView, ...] = ()
    alike: tuple[LessonView, ...] = ()

    @property
    def all(self) -> tuple[LessonView, ...]:
        return self.last_time or self.alike
