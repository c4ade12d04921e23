"""An occurrence with all that is said and planned about it."""

from dataclasses import dataclass

from planner.queries.views.events import EventView, OccurrenceView
from planner.queries.views.feelings import FeelingsView
from planner.queries.views.messages import ReminderView
from planner.queries.views.plans import PlanView
from planner.queries.views.talks import TalkView


@dataclass(frozen=True, slots=True)
class OccurrencePage:
    """`kept` is a plan from before a parting, `talk` the one before this occurrence, `is_talk` the one that
    this event itself is.
    """

    occurrence: OccurrenceView
    event: EventView
    feelings: FeelingsView
    plan: PlanView | None
    kept: PlanView | None
    talk: TalkView | None
    is_talk: TalkView | None
    reminders: tuple[ReminderView, ...]
