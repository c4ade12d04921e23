"""An occurrence with all that is said and planned about it."""

from dataclasses import dataclass

from planner.queries.views.events import EventView, OccurrenceView
from planner.queries.views.feelings import FeelingsView
from planner.queries.views.messages import ReminderView
from planner.queries.views.plans import PlanView


@dataclass(frozen=True, slots=True)
class OccurrencePage:
    """`kept` is a plan from before a parting, `clashes` what the viewer has while a talk is on."""

    occurrence: OccurrenceView
    event: EventView
    feelings: FeelingsView
    plan: PlanView | None
    kept: PlanView | None
    clashes: tuple[OccurrenceView, ...]
    reminders: tuple[ReminderView, ...]
