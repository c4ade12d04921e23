"""What will be sent about one occurrence, when, and why nothing else."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from planner.core.reminding.reminders import Waits
from planner.queries.views.calendar.events import OccurrenceView
from planner.queries.views.reminders.messages import ReminderView


class Comes(StrEnum):
    """What is to be expected of a step."""

    WILL = "will"
    WHENEVER = "whenever"
    """As soon as there is something to tell."""
    NOT = "not"


@dataclass(frozen=True, slots=True)
class DryRunLine:
    """One step, on the viewer's clock. `due_local` is earlier than `at_local` if something holds it.

    `goes_along`: it comes in a message with others, so that they are not too many.
    """

    step: str
    comes: Comes
    channel: str = ""
    at_local: datetime | None = None
    due_local: datetime | None = None
    waits: Waits | None = None
    reason: str = ""
    goes_along: bool = False


@dataclass(frozen=True, slots=True)
class DryRunView:
    occurrence: OccurrenceView
    coming: tuple[DryRunLine, ...]
    past: tuple[ReminderView, ...]
    whenever: tuple[DryRunLine, ...]
    not_coming: tuple[DryRunLine, ...]
