"""Figures about the running of it, for `/metrics`: counts and moments by lane, nothing about anybody."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Min, QuerySet

from planner.core.reminding.reminders import Channel
from planner.models import LIVE_STATES, DueRow, Heartbeat, Reminder, Tally, TimeToGo
from planner.queries.engine import breakers, lanes


@dataclass(frozen=True, slots=True)
class Due:
    """What a lane has before it now. `age_s`: how long the oldest has been due, in seconds."""

    count: int
    age_s: float


@dataclass(frozen=True, slots=True)
class Figures:
    tallies: Mapping[str, Mapping[str, int]]
    """By lane, then by what is counted."""
    due: Mapping[str, Due]
    beat_age_s: Mapping[str, float]
    resting: frozenset[str]


def figures(*, now: datetime) -> Figures:
    """Everything at this moment, in a fixed number of queries."""
    return Figures(_tallies(), _due(now), _beats(now), frozenset(breakers.away()))


def _tallies() -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for lane, what, count in Tally.objects.values_list("lane", "what", "count"):
        found[lane][what] = count
    return found


def _due(now: datetime) -> dict[str, Due]:
    found = _due_by_channel(Reminder, now)
    for channel, due in _due_by_channel(TimeToGo, now).items():
        found[lanes.going(Channel(channel))] = due
    for lane, rows in lanes.OUTBOXES.items():
        known = _waiting(rows, now).aggregate(count=Count("id"), oldest=Min("next_at"))
        found[lane] = Due(known["count"], _age_s(known["oldest"], now))
    return found


def _due_by_channel(model: type[DueRow], now: datetime) -> dict[str, Due]:
    found = {str(channel): Due(0, 0.0) for channel in Channel}
    for channel, count, oldest in (
        _waiting(model, now).values_list("channel").annotate(Count("id"), Min("next_at"))
    ):
        found[channel] = Due(count, _age_s(oldest, now))
    return found


def _age_s(oldest: datetime | None, now: datetime) -> float:
    return (now - oldest).total_seconds() if oldest else 0.0


def _waiting(model: type[DueRow], now: datetime) -> QuerySet[Any]:
    return model._default_manager.filter(state__in=LIVE_STATES, next_at__lte=now)


def _beats(now: datetime) -> dict[str, float]:
    beats = Heartbeat.objects.values_list("name", "beat_at")
    return {name: (now - beat_at).total_seconds() for name, beat_at in beats}
