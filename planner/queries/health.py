"""Whether the clock ticks and nothing waits too long: for `/healthz`, without a word about anybody."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from planner.models import (
    LIVE_STATES,
    DueRow,
    Export,
    Heartbeat,
    Import,
    OutboxMail,
    OutboxText,
    Reminder,
    Subscription,
)
from planner.queries import phones

BEAT_WITHIN = timedelta(seconds=60)
DUE_WITHIN = timedelta(seconds=120)
READ_WITHIN = timedelta(minutes=15)
"""Outside calendars wait for each other when many hosts hang; that alone is no reason to start anew."""
TICK = "tick"
HEAL = "heal"
NO_BEAT = "no_heartbeat"
LATE = "late"


@dataclass(frozen=True, slots=True)
class Health:
    problems: tuple[str, ...]

    @property
    def is_well(self) -> bool:
        return not self.problems


def state(*, now: datetime) -> Health:
    """Well, or the codes of what is wrong."""
    alive = has_beaten(TICK, within=BEAT_WITHIN, now=now)
    late = any(_is_late(model, now - DUE_WITHIN) for model in _waited_for())
    late = late or _is_late(Subscription, now - READ_WITHIN)
    return Health(tuple(code for code, wrong in ((NO_BEAT, not alive), (LATE, late)) if wrong))


def _waited_for() -> tuple[type[DueRow], ...]:
    """Where texts are not sent any more, nobody waits for those that are left."""
    texts = (OutboxText,) if phones.are_offered() else ()
    return (Reminder, OutboxMail, Import, Export, *texts)


def has_beaten(name: str, *, within: timedelta, now: datetime) -> bool:
    """Whether this heartbeat was noted lately."""
    return Heartbeat.objects.filter(name=name, beat_at__gt=now - within).exists()


def _is_late(model: type[DueRow], before: datetime) -> bool:
    due = model._default_manager.filter(state__in=LIVE_STATES, next_at__lt=before)
    return bool(due.exists())
