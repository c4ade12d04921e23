"""Callers of the tick say that they live, in a row, so that every process can tell."""

from datetime import datetime, timedelta

from planner.models import Heartbeat
from planner.queries.engine import health

BEAT_EVERY = timedelta(seconds=10)


def beat(name: str, *, now: datetime) -> None:
    """Note that `name` came by, at most every few seconds: an idle poll must not write."""
    if not health.has_beaten(name, within=BEAT_EVERY, now=now):
        Heartbeat.objects.update_or_create(name=name, defaults={"beat_at": now})
