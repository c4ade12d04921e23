"""How much was given up, by lane: figures for whoever runs it, nothing about anybody."""

from collections.abc import Mapping
from datetime import datetime

from django.db.models import Count

from planner.models import Reminder, TimeToGo
from planner.queries.engine import lanes

GIVEN_UP = ("dead", "unknown")
"""`missed` is none: it came too late for its event, after an outage that has its own signs."""


def counts(*, since: datetime) -> Mapping[tuple[str, str], int]:
    """How many rows of each lane ended so since then, by lane and state."""
    found: dict[tuple[str, str], int] = {}
    for model in (Reminder, TimeToGo):
        rows = model._default_manager.filter(state__in=GIVEN_UP, ended_at__gte=since)
        for channel, state, count in rows.values_list("channel", "state").annotate(Count("id")):
            lane = channel if model is Reminder else lanes.going(channel)
            found[lane, state] = count
    for lane, outbox in lanes.OUTBOXES.items():
        ended = outbox._default_manager.filter(state__in=GIVEN_UP, ended_at__gte=since)
        found |= {(lane, state): count for state, count in ended.values_list("state").annotate(Count("id"))}
    return dict(sorted(found.items()))
