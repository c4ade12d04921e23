"""One occurrence before one person, and what planning finds to do about it."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from planner.actions.engine import due
from planner.core.reminding import reminders as rules
from planner.core.reminding.reminders import Facts, Recipient, Step
from planner.models import STOPPABLE, Reminder, Schedule
from planner.queries.reminders.grounds import Key, Member
from planner.queries.reminders.ladders import Seen, Span

State = Reminder.State


@dataclass(slots=True)
class Changes:
    """What planning found to do."""

    schedules: list[Schedule] = field(default_factory=list)
    added: list[Reminder] = field(default_factory=list)
    changed: list[Reminder] = field(default_factory=list)
    cancelled: list[Reminder] = field(default_factory=list)
    moved: dict[UUID, list[Key]] = field(default_factory=dict)
    """What moved under a plan, by person."""

    @property
    def reminders(self) -> list[Reminder]:
        return [*self.added, *self.changed, *self.cancelled]

    def cancel(self, reminder: Reminder, reason: str, now: datetime) -> None:
        # One that may have arrived never reads as if it had not.
        state = State.UNKNOWN if reminder.is_uncertain else State.CANCELLED
        for name, value in due.ended(state, now=now, reason=reason).items():
            setattr(reminder, name, value)
        self.cancelled.append(reminder)


@dataclass(frozen=True, slots=True)
class Place:
    """One occurrence before one person: what stands in rows, and as what it is seen now."""

    key: Key
    member: Member
    seen: Seen
    span: Span

    @property
    def now(self) -> datetime:
        return self.span.now

    @property
    def facts(self) -> Facts:
        return self.seen.facts

    @property
    def recipient(self) -> Recipient:
        return self.member.recipient

    @property
    def rows(self) -> list[Reminder]:
        """Those of the ladder, and news."""
        return [one for one in self.member.reminders.get(self.key, ()) if one.again_of_id is None]

    @property
    def put_off(self) -> list[Reminder]:
        return [one for one in self.member.reminders.get(self.key, ()) if one.again_of_id is not None]

    @property
    def schedule(self) -> Schedule | None:
        return self.member.schedules.get(self.key)


def is_stoppable(reminder: Reminder) -> bool:
    return reminder.state in STOPPABLE


def why_not(one: Reminder, place: Place) -> str | None:
    """Why this person is not to have it any more."""
    step = Step(one.step)
    return rules.why_unwanted(step, place.facts, place.recipient) or rules.why_not(step, place.facts)
