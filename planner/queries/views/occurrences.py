"""An occurrence with all that is said and planned about it."""

from dataclasses import dataclass
from datetime import datetime

from planner.queries.views.afterwards.check_ins import CheckInView
from planner.queries.views.afterwards.lessons import LessonsView, OfferedView
from planner.queries.views.calendar.events import EventView, OccurrenceView
from planner.queries.views.calendar.talks import TalkView
from planner.queries.views.feelings.feelings import FeelingsView
from planner.queries.views.plan.plans import PlanView
from planner.queries.views.reminders.messages import ReminderView


@dataclass(frozen=True, slots=True)
class OccurrencePage:
    """`kept` is a plan from before a parting, `talk` the one before this occurrence, `is_talk` the one that
    this event itself is. `check_in` and `lessons` are what was said and kept afterwards, None until it is
    over; `offered` is what is kept from before, None from then on.
    """

    occurrence: OccurrenceView
    event: EventView
    feelings: FeelingsView
    plan: PlanView | None
    kept: PlanView | None
    talk: TalkView | None
    is_talk: TalkView | None
    check_in: CheckInView | None
    lessons: LessonsView | None
    offered: OfferedView | None
    reminders: tuple[ReminderView, ...]
    is_muted: bool
    nudged_local: datetime | None
    """When the viewer nudged about it last, while they cannot do so again."""
