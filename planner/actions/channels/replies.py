"""What a person says to a reminder: again tomorrow, or no more of this event.

The same deeds for pages, the links of a mail and the words of an SMS.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from planner import errors
from planner.actions import reminders
from planner.actions.engine import locks
from planner.actions.reminders import put_off
from planner.core.reminding.reminders import Reason
from planner.models import LIVE_STATES, Muted, Person, Reminder, Schedule
from planner.queries.people import sight, who
from planner.queries.reminders import ladders

State = Reminder.State
_ARRIVED = (State.SENDING, State.SENT, State.UNKNOWN)
PUT_OFF = "put_off"


@dataclass(frozen=True, slots=True)
class Snoozed:
    """When it comes again; None when it does not, and `reason` says why (`wording.WHY_NOT_SENT`)."""

    until: datetime | None
    reason: str = ""


@transaction.atomic
def snooze(person_id: UUID, reminder_id: UUID, *, now: datetime) -> Snoozed:
    """Send this person the same message again tomorrow at its hour. Twice is as good as once.

    Raises `NotFound` for a reminder that is not theirs or that they have not had.
    """
    person = locks.person(person_id)
    had = Reminder.objects.filter(id=reminder_id, person=person).first()
    if had is None or not (had.state in _ARRIVED or had.is_uncertain):
        raise errors.NotFound
    known = Reminder.objects.filter(again_of=had).first()
    return _said(known) if known else _again(had, person, now)


@transaction.atomic
def mute(person_id: UUID, uid: str, recurrence_id: str, *, now: datetime) -> None:
    """End all reminders of this occurrence for this person, news too; nobody else learns of it."""
    person = locks.person(person_id)
    about = {"person": person, "uid": uid, "recurrence_id": recurrence_id}
    Muted.objects.get_or_create(**about, defaults={"created_at": now})
    reminders.reschedule(uid, (person_id,), now=now)


@transaction.atomic
def unmute(person_id: UUID, uid: str, recurrence_id: str, *, now: datetime) -> None:
    """Take it back, also where the whole series was muted: what is still ahead comes again."""
    person = locks.person(person_id)
    Muted.objects.filter(person=person, uid=uid, recurrence_id__in={recurrence_id, ""}).delete()
    reminders.reschedule(uid, (person_id,), now=now)


def mute_event(actor: UUID, event_id: UUID, recurrence_id: str, *, now: datetime) -> None:
    """As `mute`, for an event that they see. Raises `NotFound`."""
    mute(actor, sight.one(who.of(actor), event_id).uid, recurrence_id, now=now)


def unmute_event(actor: UUID, event_id: UUID, recurrence_id: str, *, now: datetime) -> None:
    """As `unmute`, for an event that they see. Raises `NotFound`."""
    unmute(actor, sight.one(who.of(actor), event_id).uid, recurrence_id, now=now)


def _again(had: Reminder, person: Person, now: datetime) -> Snoozed:
    seen = ladders.one(who.of(person.id), had.uid, had.recurrence_id)
    if seen is None:
        return Snoozed(None, Reason.CANCELLED)
    version = _version(had)
    row = put_off.again(had, person, seen, ladders.recipient(person), version=version, now=now)
    if isinstance(row, Reason):
        return Snoozed(None, row)
    row.save(force_insert=True)
    reminders.reschedule(had.uid, (person.id,), now=now)
    row.refresh_from_db()
    return _said(row)


def _said(row: Reminder) -> Snoozed:
    if row.state in LIVE_STATES:
        return Snoozed(row.next_at)
    return Snoozed(None, row.reason or PUT_OFF)


def _version(had: Reminder) -> int:
    planned = Schedule.objects.filter(person=had.person_id, uid=had.uid, recurrence_id=had.recurrence_id)
    return planned.values_list("version", flat=True).first() or had.schedule_version
