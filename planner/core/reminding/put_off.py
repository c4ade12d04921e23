"""When a message comes again that was put off: tomorrow at the same hour, or once the quiet is over."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from planner.core.calendar import zones
from planner.core.reminding import sending
from planner.core.reminding.reminders import Drop, Facts, Hold, Reason, Recipient, Step


@dataclass(frozen=True, slots=True)
class Again:
    due_at: datetime
    anchor_local: datetime
    """Naive wall time of `due_at` in the recipient's zone."""
    next_at: datetime
    """Later than `due_at` if that falls into quiet hours."""


def tomorrow(
    step: Step, facts: Facts, recipient: Recipient, *, came_at: datetime, now: datetime
) -> Again | Reason:
    """When the step that was due at `came_at` comes again, or why it does not."""
    day = zones.wall_clock(now, recipient.zone).date() + timedelta(days=1)
    hour = zones.wall_clock(came_at, recipient.zone).time()
    return at(step, facts, recipient, datetime.combine(day, hour))


def at(step: Step, facts: Facts, recipient: Recipient, anchor_local: datetime) -> Again | Reason:
    """What becomes of a step put off to this naive wall time of theirs, by what is known now."""
    due_at = zones.instant(anchor_local, recipient.zone)
    if reason := sending.still_applies(step, facts, recipient, due_at=due_at, now=due_at):
        return reason
    held = sending.hold(step, facts, recipient, due_at=due_at, now=due_at)
    if isinstance(held, Drop):
        return held.reason
    return Again(due_at, anchor_local, held.until if isinstance(held, Hold) else due_at)
