"""Talking it over, as one of the two sees it."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from planner.core.repair import Part
from planner.queries.views.afterwards.check_ins import AnswerView


@dataclass(frozen=True, slots=True)
class RepairLineView:
    """One partner's line; `feelings` are codes, for the part that asks how it felt."""

    text: str
    feelings: tuple[str, ...]
    is_done: bool
    is_kept: bool

    @property
    def says(self) -> bool:
        return bool(self.text or self.feelings)


@dataclass(frozen=True, slots=True)
class RepairPartView:
    """`theirs` is None until it is done; a line that passes and one that is kept are then the same."""

    part: Part
    mine: RepairLineView | None
    theirs: RepairLineView | None
    may_write: bool
    is_current: bool
    is_done: bool
    is_spoken: bool

    @property
    def is_mine_done(self) -> bool:
        return self.mine is not None and self.mine.is_done


@dataclass(frozen=True, slots=True)
class RepairStepView:
    number: int
    parts: tuple[RepairPartView, ...]

    @property
    def is_done(self) -> bool:
        return all(one.is_done for one in self.parts)

    @property
    def is_current(self) -> bool:
        return any(one.is_current for one in self.parts)

    @property
    def has_come(self) -> bool:
        return self.is_done or any(one.may_write for one in self.parts)


@dataclass(frozen=True, slots=True)
class RepairView:
    """At most one of `is_running`, `is_paused` and `is_over` is true: with none, both may sit down to it."""

    steps: tuple[RepairStepView, ...]
    current: Part | None
    began_at: datetime | None
    is_running: bool
    is_paused: bool
    is_over: bool
    is_time_up: bool
    i_am_calm: bool

    @property
    def has_lines(self) -> bool:
        return any(part.mine or part.theirs for step in self.steps for part in step.parts)


@dataclass(frozen=True, slots=True)
class RepairWordsView:
    """A line of one's own, where it is read outside the talk."""

    part: Part
    text: str
    feelings: tuple[str, ...]
    is_shared: bool


@dataclass(frozen=True, slots=True)
class ArchivedView:
    """What one said of an evening, a year later; without a title once the event is out of sight.

    `id` names it for throwing it away.
    """

    id: UUID
    title: str
    on: date
    answer: AnswerView | None
    words: tuple[RepairWordsView, ...]
