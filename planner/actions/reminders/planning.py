"""Rows of intent follow the ladder: what is missing is added, what no longer holds is cancelled.

Runs in the caller's transaction, so that no commit exists in which a deed is done and its reminders are not.
Planning twice is planning once. Both partners are planned together, in five statements however much there is
to do: a lock, two questions, and what changed of schedules and of reminders.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from planner.actions.engine import due, locks
from planner.actions.reminders import comparing
from planner.actions.reminders.comparing import CANCELLED, MOVED
from planner.actions.reminders.places import Changes, Place, is_stoppable
from planner.models import STOPPABLE, Reminder, Schedule
from planner.queries.reminders import ladders
from planner.queries.reminders.grounds import Key
from planner.queries.reminders.ladders import Ground, Span

__all__ = ["CANCELLED", "MOVED", "cancel", "differences", "extend", "plan"]

State = Reminder.State


@transaction.atomic(savepoint=False)
def plan(
    person_ids: Collection[UUID], *, uid: str | None, now: datetime, until: datetime | None = None
) -> Changes:
    """Bring the rows of these people in line, for one UID or all; what that changed."""
    locked, span = locks.people(person_ids), Span.around(now, until=until)
    changes = Changes()
    for pair in (locked[at : at + 2] for at in range(0, len(locked), 2)):
        _note(changes, pair, uid, span)
    _write(changes)
    return changes


@transaction.atomic(savepoint=False)
def extend(person_ids: Collection[UUID], uid: str, span: Span) -> Changes:
    """Plan the occurrences of a series that begin in this span, and leave all others alone."""
    pair, changes = locks.people(person_ids), Changes()
    ground = ladders.ground(pair, uid=uid, now=span.now)
    for person_id in ground.members.keys() & set(pair):
        _compare(person_id, ground, (), span, changes)
    _write(changes)
    return changes


def differences(person_ids: Sequence[UUID], *, now: datetime, until: datetime | None) -> Changes:
    """What planning these two would change now. Nothing is locked and nothing written."""
    changes = Changes()
    _note(changes, person_ids, None, Span.around(now, until=until))
    return changes


def _note(changes: Changes, pair: Sequence[UUID], uid: str | None, span: Span) -> None:
    ground = ladders.ground(pair, uid=uid, now=span.now)
    for person_id in pair:
        if person_id in ground.members:
            _note_one(person_id, ground, span, changes)


def _note_one(person_id: UUID, ground: Ground, span: Span, changes: Changes) -> None:
    reminders = ground.members[person_id].reminders
    live = {key for key, rows in reminders.items() if any(map(is_stoppable, rows))}
    seen = _compare(person_id, ground, live, span, changes)
    for row in (one for key in live - seen for one in reminders[key]):
        if is_stoppable(row):
            changes.cancel(row, CANCELLED, span.now)


def _compare(
    person_id: UUID, ground: Ground, also: Collection[Key], span: Span, changes: Changes
) -> set[Key]:
    """The occurrences that this person sees."""
    seen = ground.seen(person_id, also=also, span=span)
    for key, each in seen.items():
        comparing.compare(Place(key, ground.members[person_id], each, span), changes)
    return set(seen)


_SCHEDULED = ("version", "starts_at", "start_on")
_PLANNED = (
    *("state", "reason", "ended_at", "lease_token", "message_key"),
    *("due_at", "next_at", "anchor_local", "tzid", "event_on", "schedule_version", "channel"),
)


def _write(changes: Changes) -> None:
    """One statement each. Nobody but a claimer touches these rows while their person is locked."""
    if changes.schedules:
        Schedule.objects.bulk_create(
            changes.schedules,
            update_conflicts=True,
            unique_fields=("person", "uid", "recurrence_id"),
            update_fields=_SCHEDULED,
        )
    if changes.reminders:
        Reminder.objects.bulk_create(
            changes.reminders, update_conflicts=True, unique_fields=("id",), update_fields=_PLANNED
        )


def cancel(which: Q, reason: str, *, now: datetime) -> int:
    """End what has not begun to be sent; how many that were."""
    rows = Reminder.objects.filter(which, state__in=STOPPABLE)
    return rows.update(**due.ended(State.CANCELLED, now=now, reason=reason))
