"""Bodies that the API takes, to be varied one field at a time."""

from datetime import datetime, timedelta
from typing import Any


def event(now: datetime, **more: Any) -> dict[str, Any]:
    start = (now + timedelta(days=9)).strftime("%Y-%m-%dT19:00:00")
    end = (now + timedelta(days=9)).strftime("%Y-%m-%dT23:00:00")
    return {"title": "Office party", "start": start, "end": end, "tzid": "Europe/Berlin"} | more


def content(**more: Any) -> dict[str, Any]:
    return {
        "asks": [{"id": "a1", "text": "stay beside me for the first half hour"}],
        "if_thens": [{"if": "we get separated", "then_we": "meet at the coats"}],
        "leaving": {"latest": "23:00", "transport": "the last tram"},
    } | more


def wall(key):
    """The wall time that a `recurrence_id` spells."""
    return datetime.strptime(key, "%Y%m%dT%H%M%S")
