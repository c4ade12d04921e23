"""Whether the clock ticks and nothing waits too long: for `/healthz`, without a word about anybody."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from planner.core.reminding.reminders import Channel
from planner.models import (
    LIVE_STATES,
    DueRow,
    Export,
    Heartbeat,
    Import,
    Reminder,
    Subscription,
    TimeToGo,
)
from planner.queries.engine import breakers, lanes, offered

BEAT_WITHIN = timedelta(seconds=60)
DUE_WITHIN = timedelta(seconds=120)
READ_WITHIN = timedelta(minutes=15)
"""Outside calendars wait for each other when many hosts hang; that alone is no reason to start anew."""
HEAL, HEALING = "heal", "heal begun"
NO_BEAT = "no_heartbeat"
LATE = "late"


@dataclass(frozen=True, slots=True)
class Health:
    problems: tuple[str, ...]

    @property
    def is_well(self) -> bool:
        return not self.problems


def tick(lane: str) -> str:
    """The name of the heartbeat that a lane leaves."""
    return f"tick {lane}"


TICKS = tuple(tick(channel) for channel in Channel)


def state(*, now: datetime) -> Health:
    """Well, or the codes of what is wrong.

    A lane that rests because nobody answers at its other end is not late: starting anew would not help it.
    """
    resting = breakers.away()
    problems = ((NO_BEAT, not _all_beat(now)), (LATE, any(_late(resting, now))))
    return Health(tuple(code for code, is_wrong in problems if is_wrong))


def has_beaten(name: str, *, within: timedelta, now: datetime) -> bool:
    """Whether this heartbeat was noted lately."""
    return Heartbeat.objects.filter(name=name, beat_at__gt=now - within).exists()


def _all_beat(now: datetime) -> bool:
    """Whether every lane has somebody who comes by."""
    beats = Heartbeat.objects.filter(name__in=TICKS, beat_at__gt=now - BEAT_WITHIN)
    return beats.count() == len(TICKS)


def _late(resting: tuple[str, ...], now: datetime) -> Iterator[bool]:
    before = now - DUE_WITHIN
    yield from (_is_late(Reminder, before, channel=one) for one in Channel if one not in resting)
    open_channels = (one for one in Channel if offered.by(one) and lanes.going(one) not in resting)
    yield from (_is_late(TimeToGo, before, channel=one) for one in open_channels)
    yield from (_is_late(rows, before) for one, rows in lanes.open_outboxes().items() if one not in resting)
    yield from (_is_late(model, before) for model in (Import, Export))
    yield _is_late(Subscription, now - READ_WITHIN)


def _is_late(model: type[DueRow], before: datetime, **only: str) -> bool:
    due = model._default_manager.filter(state__in=LIVE_STATES, next_at__lt=before, **only)
    return bool(due.exists())
