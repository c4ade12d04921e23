"""A talk before an occurrence, as one of its two partners may see it."""

from dataclasses import dataclass
from uuid import UUID

from planner.queries.views.calendar.events import OccurrenceView, SlotView


@dataclass(frozen=True, slots=True)
class TalkView:
    """`about` is None once what it is about is out of this viewer's sight, `event_id` while it stands in no
    calendar. `clashes` are what the viewer themselves has then: nobody else is told.
    """

    id: UUID
    about: OccurrenceView | None
    slot: SlotView
    state: str
    by_me: bool
    event_id: UUID | None
    is_over: bool
    clashes: tuple[OccurrenceView, ...] = ()

    @property
    def is_accepted(self) -> bool:
        return self.state == "accepted"

    @property
    def waits_for_me(self) -> bool:
        """Whether the other suggested it, and this viewer has the next word."""
        return self.state == "suggested" and not self.by_me and not self.is_over

    @property
    def waits_for_the_other(self) -> bool:
        return self.state == "suggested" and self.by_me and not self.is_over

    @property
    def is_ahead(self) -> bool:
        return self.is_accepted and not self.is_over

    @property
    def was_called_off(self) -> bool:
        """Whether it was taken back, or what it was about moved, while its time still lies ahead."""
        return self.state in ("withdrawn", "overtaken") and not self.is_over
