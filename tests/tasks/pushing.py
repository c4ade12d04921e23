"""Push services that decrypt, devices that are subscribed to them, and pushes that are due."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from planner.actions import reminders
from planner.actions.channels import devices
from planner.actions.feelings import flags
from planner.models import Event, Reminder
from tests.factories import event
from tests.sinks.push import Sink


def subscribed(person: UUID, sink: Sink, label: str = "Phone") -> dict[str, Any]:
    """A new device of this person's, as its browser knows it."""
    subscription = sink.subscribe()
    devices.add(
        person,
        endpoint=subscription["endpoint"],
        **subscription["keys"],
        label=label,
        now=datetime.now(UTC),
    )
    return subscription


def news_due(person: UUID, title: str = "Office party") -> Reminder:
    """News that the real clock finds due now, of an event in a few days."""
    now = datetime.now(UTC) - timedelta(minutes=20)
    start = (now + timedelta(days=5)).replace(tzinfo=None, microsecond=0)
    event_id = event(person, title, start, now=now)
    flags.flag(person, event_id, "", level=2, now=now)
    uid = Event.objects.get(id=event_id).uid
    reminders.news(person, uid, "", now=now)
    return Reminder.objects.get(person_id=person, uid=uid, step="news")
