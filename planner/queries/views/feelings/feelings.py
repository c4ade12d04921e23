"""What is hard and what matters, as far as the viewer may read it."""

from dataclasses import dataclass
from uuid import UUID


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

    @property
    def is_shared(self) -> bool:
        """Whether the other sees anything of it."""
        return self.is_level_shared or self.is_why_shared

    @property
    def is_shared_whole(self) -> bool:
        return self.is_shared and (not self.why or (self.is_level_shared and self.is_why_shared))


@dataclass(frozen=True, slots=True)
class FeelingsView:
    """What both said about one occurrence, as this viewer may see it."""

    my_flag: FlagView | None
    their_flag: FlagView | None
    my_matters: MattersView | None
    their_matters: MattersView | None
    not_needed: bool
