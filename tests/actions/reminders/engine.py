"""What the tests of the engine begin with: one reminder that is due, and a channel that is a list."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction

from planner.actions import reminders
from planner.actions.engine.due import Claimed
from planner.actions.feelings import flags
from planner.actions.reminders import talks_offering
from planner.models import Event, Person, Reminder
from planner.queries.channels.outgoing import Message
from planner.queries.reminders import deliveries
from tests.factories import NOW, event


def due_reminder(owner: UUID, step: str = "talk", *, now: datetime = NOW, **fields: object) -> Reminder:
    """A reminder of an event flagged at `now`; its `due_at` is its moment."""
    event_id = event(owner, now=now, **fields)  # type: ignore[arg-type]
    flags.flag(owner, event_id, "", level=3, now=now)
    uid = Event.objects.get(id=event_id).uid
    return Reminder.objects.get(person_id=owner, uid=uid, step=step, state="pending")


def claim(reminder: Reminder, now: datetime, *, is_repeatable: bool = False) -> Claimed | None:
    """The lease on this very reminder, if it is to be had now."""
    claimed = reminders.claim_due("email", now=now, is_repeatable=is_repeatable)
    return next((one for one in claimed if one.id == reminder.id), None)


def begun(reminder: Reminder, now: datetime) -> Claimed:
    """The lease on a reminder that is being sent."""
    claimed = claim(reminder, now)
    assert claimed is not None and reminders.begin_send(claimed, now=now)
    return claimed


def composed(row: Reminder, *, now: datetime | None = None) -> Message | None:
    """What would leave for this reminder at its moment, or at `now`; it waits on afterwards."""
    token = uuid4()
    with transaction.atomic():
        Reminder.objects.filter(id=row.id).update(
            state=Reminder.State.LEASED, lease_token=token, channel=row.channel
        )
        message = reminders.begin_send(Claimed(row.id, token), now=now or row.next_at)
        transaction.set_rollback(True)
    return message


def offer(reminder: Reminder, *, now: datetime) -> None:
    """Keep the times that this reminder offers, as sending it then does."""
    about = deliveries.occasion(reminder, now=now)
    assert isinstance(about, deliveries.Occasion)
    talks_offering.keep(reminder, talks_offering.find(about, now=now), now=now)


def state_of(reminder: Reminder) -> str:
    return Reminder.objects.values_list("state", flat=True).get(id=reminder.id)


def awake_at_all_hours() -> None:
    """For tests by the real clock: nobody has quiet hours."""
    Person.objects.update(quiet_from=None, quiet_until=None)


def overdue_reminder(owner: UUID) -> Reminder:
    """A last call that the real clock finds due, at any hour: for an event that begins in a day."""
    awake_at_all_hours()
    today = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    return due_reminder(
        owner,
        "last-call",
        start=today + timedelta(days=1),
        now=datetime.now(UTC) - timedelta(days=10),
    )
