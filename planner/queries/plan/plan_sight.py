"""What a viewer sees now of the occurrences that plans are about."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from planner.core.calendar import recurrence
from planner.core.calendar.events import Occurrence
from planner.models import Event, Plan, VisibilityChoice
from planner.queries.people import sight
from planner.queries.people.who import Who


@dataclass(frozen=True, slots=True)
class Seen:
    """An occurrence as this viewer sees it, and the row it comes from."""

    event: Event
    occurrence: Occurrence
    is_shared: bool
    """Whether this row, by itself, shows it to both. Another copy of theirs is nothing to know of."""

    @property
    def title(self) -> str:
        return self.occurrence.component.summary

    @property
    def starts_at(self) -> datetime:
        return self.occurrence.starts_at

    @property
    def ends_at(self) -> datetime:
        return self.occurrence.ends_at


def of_one(who: Who, plan: Plan) -> Seen | None:
    """What this viewer sees of the plan's occurrence, if they see it."""
    event = sight.for_uid(who, plan.uid)
    return of_row(who, event, plan.recurrence_id) if event else None


def of_many(who: Who, plans: Iterable[Plan]) -> Mapping[UUID, Seen]:
    """What this viewer sees of these plans' occurrences, by plan, in one query."""
    wanted = {plan.id: plan for plan in plans}
    rows = sight.events(who).filter(uid__in={plan.uid for plan in wanted.values()})
    events = {event.uid: event for event in reversed(sight.own_first(who, rows))}
    found = {
        plan.id: of_row(who, events[plan.uid], plan.recurrence_id)
        for plan in wanted.values()
        if plan.uid in events
    }
    return {plan_id: seen for plan_id, seen in found.items() if seen}


def of_row(who: Who, event: Event, recurrence_id: str) -> Seen | None:
    """What this viewer sees of one occurrence in a row that they see."""
    found = recurrence.find(sight.parsed(event), recurrence_id, home=who.zone)
    return Seen(event, found, event.visibility == VisibilityChoice.SHARED) if found else None
