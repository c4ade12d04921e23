"""Rows of intent follow the ladder: what is missing is added, what no longer holds is cancelled.

Runs in the caller's transaction, so that no commit exists in which a deed is done and its reminders are not.
Planning twice is planning once.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from planner.actions import due, reminders_put_off
from planner.core.reminding import ladder
from planner.core.reminding.reminders import Due, Reason, Recipient, Step, why_not, why_unwanted
from planner.models import Person, Reminder, Schedule
from planner.queries import ladders, who
from planner.queries.ladders import Key, Seen

State = Reminder.State
STOPPABLE = (State.PENDING, State.LEASED)
"""Before `begin_send`. What is being sent can no longer be stopped."""
_DONE = (State.SENDING, State.SENT, State.UNKNOWN, State.DEAD, State.MISSED)
Said = tuple[str, datetime | None]
MOVED = "moved"
CANCELLED = "cancelled"


@dataclass(slots=True)
class Changes:
    """What planning found to do for one person."""

    added: list[Reminder] = field(default_factory=list)
    changed: list[Reminder] = field(default_factory=list)
    cancelled: dict[str, list[UUID]] = field(default_factory=dict)
    schedules: list[Schedule] = field(default_factory=list)
    moved: list[Key] = field(default_factory=list)

    def cancel(self, reminder: Reminder, reason: str) -> None:
        self.cancelled.setdefault(reason, []).append(reminder.id)


@dataclass(frozen=True, slots=True)
class Ground:
    """One person's rows, as planning finds them."""

    person: Person
    recipient: Recipient
    reminders: dict[Key, list[Reminder]]
    schedules: dict[Key, Schedule]
    now: datetime


@transaction.atomic
def plan(person_ids: Collection[UUID], *, uid: str | None, now: datetime) -> dict[UUID, list[Key]]:
    """Bring the rows of these people in line, for one UID or all; what moved under a plan, by person.

    People are locked in the order of their ids: who decides about somebody's messages waits for us.
    """
    # no_key: rows that merely refer to a person need not wait.
    people = Person.objects.select_for_update(no_key=True).filter(id__in=person_ids).order_by("id")
    return {person.id: _plan_one(person, uid, now) for person in people}


def _plan_one(person: Person, uid: str | None, now: datetime) -> list[Key]:
    viewer = who.of(person.id)
    concerns = ladders.interest(viewer, uid=uid)
    reminders = _reminders(person, uid)
    if not concerns.keys and not any(_is_stoppable(one) for rows in reminders.values() for one in rows):
        return []
    ground = Ground(person, ladders.recipient(person), reminders, _schedules(person, uid), now)
    live = [key for key, rows in reminders.items() if any(_is_stoppable(one) for one in rows)]
    seen = ladders.seen(viewer, concerns, also=live, uid=uid, now=now)
    changes = Changes()
    for key in {*seen, *live}:
        _compare(key, seen.get(key), ground, changes)
    _write(changes, now)
    return changes.moved


def _reminders(person: Person, uid: str | None) -> dict[Key, list[Reminder]]:
    """The rows that still matter: live ones, and ended ones that say what has been done."""
    only = Q() if uid is None else Q(uid=uid)
    found: dict[Key, list[Reminder]] = {}
    for row in Reminder.objects.filter(only, person=person):
        found.setdefault((row.uid, row.recurrence_id), []).append(row)
    return found


def _schedules(person: Person, uid: str | None) -> dict[Key, Schedule]:
    only = Q() if uid is None else Q(uid=uid)
    rows = Schedule.objects.filter(only, person=person)
    return {(row.uid, row.recurrence_id): row for row in rows}


def _is_stoppable(reminder: Reminder) -> bool:
    return reminder.state in STOPPABLE


def _compare(key: Key, seen: Seen | None, ground: Ground, changes: Changes) -> None:
    """Plan and rows of one occurrence."""
    every = ground.reminders.get(key, [])
    if seen is None:
        for one in filter(_is_stoppable, every):
            changes.cancel(one, CANCELLED)
        return
    rows = [one for one in every if one.again_of_id is None]
    live = [one for one in rows if _is_stoppable(one)]
    planned = {(Step(one.step), one.due_at) for one in live}
    wanted = ladder.ladder(seen.facts, ground.recipient, now=ground.now, planned=planned)
    known = ground.schedules.get(key)
    if known is None and not wanted:
        _follow(every, (), seen, 1, ground, changes)
        return
    schedule = _schedule(key, known, seen, ground, changes)
    _cancel_obsolete(live, wanted, seen, schedule, ground, changes)
    comes = _add_missing(rows, wanted, schedule, ground, changes)
    _follow(every, comes, seen, schedule.version, ground, changes)


def _follow(
    rows: list[Reminder],
    comes: Collection[str],
    seen: Seen,
    version: int,
    ground: Ground,
    changes: Changes,
) -> None:
    """What was put off goes along."""
    put_off = (one for one in rows if one.again_of_id is not None)
    for row, reason in reminders_put_off.follow(
        put_off, seen, ground.recipient, version=version, comes=comes, now=ground.now
    ):
        if reason:
            changes.cancel(row, reason)
        else:
            changes.changed.append(row)


def _schedule(key: Key, known: Schedule | None, seen: Seen, ground: Ground, changes: Changes) -> Schedule:
    """When the occurrence stands now; written if that is news."""
    starts_at = ladder.begins_at(seen.facts, ground.recipient)
    if known is not None and known.starts_at == starts_at:
        return known
    schedule = known or Schedule(person=ground.person, uid=key[0], recurrence_id=key[1], version=0)
    if known is not None and seen.facts.sees_open_plan:
        changes.moved.append(key)
    schedule.version += 1
    schedule.starts_at, schedule.start_on = starts_at, ladder.event_day(seen.facts, ground.recipient)
    changes.schedules.append(schedule)
    return schedule


def _cancel_obsolete(
    live: Iterable[Reminder],
    wanted: Iterable[Due],
    seen: Seen,
    schedule: Schedule,
    ground: Ground,
    changes: Changes,
) -> None:
    names = {_name(one) for one in wanted}
    elsewhere = {said for said, _ in names}
    for one in live:
        step = Step(one.step)
        reason = why_unwanted(step, seen.facts, ground.recipient) or why_not(step, seen.facts)
        if one.step == Step.NEWS:
            if reason:
                changes.cancel(one, reason)
        elif one.schedule_version != schedule.version:
            changes.cancel(one, MOVED)
        elif _name(one) not in names:
            changes.cancel(one, reason or _why_no_longer(one, elsewhere))


def _why_no_longer(one: Reminder, elsewhere: Collection[Said]) -> str:
    """It comes by another channel now, at another time, or their own ladder has moved it into the past."""
    if _said(one) in elsewhere:
        return Reason.MERGED
    return MOVED if one.step == Step.TALK_NOW else Reason.TOO_LATE


def _add_missing(
    rows: list[Reminder], wanted: Iterable[Due], schedule: Schedule, ground: Ground, changes: Changes
) -> set[str]:
    """New rows; a cancelled one of the same version comes back to life, for it was never sent.

    The steps that come by themselves.
    """
    done = {_said(one) for one in rows if one.state in _DONE and one.event_on == schedule.start_on}
    current = {_name(one): one for one in rows if one.schedule_version == schedule.version}
    for each in wanted:
        known = current.get(_name(each))
        if known is None and _said(each) not in done:
            changes.added.append(_row(each, schedule, ground))
        elif known is not None and _needs_change(known, each, done):
            changes.changed.append(_due_again(known, each, schedule))
    return {each.step.value for each in wanted if _said(each) not in done}


def _said(one: Reminder | Due) -> Said:
    """What a row says: its step, and for a talk also when, for another time is another talk."""
    return str(one.step), one.due_at if one.step == Step.TALK_NOW else None


def _name(one: Reminder | Due) -> tuple[Said, str]:
    return _said(one), str(one.channel)


def _needs_change(known: Reminder, each: Due, done: Collection[Said]) -> bool:
    if known.state == State.CANCELLED:
        return _said(each) not in done
    return _is_stoppable(known) and known.due_at != each.due_at


def _row(each: Due, schedule: Schedule, ground: Ground) -> Reminder:
    row = Reminder(
        person=ground.person,
        uid=schedule.uid,
        recurrence_id=schedule.recurrence_id,
        step=each.step,
        channel=each.channel,
        schedule_version=schedule.version,
        created_at=ground.now,
    )
    return _due_again(row, each, schedule)


def _due_again(row: Reminder, each: Due, schedule: Schedule) -> Reminder:
    row.state, row.reason, row.ended_at, row.lease_token = State.PENDING, "", None, None
    row.due_at = row.next_at = each.due_at
    row.anchor_local, row.tzid, row.event_on = each.anchor_local.isoformat(), each.tzid, schedule.start_on
    return row


_DUE_COLUMNS = (
    *("state", "reason", "ended_at", "lease_token"),
    *("due_at", "next_at", "anchor_local", "tzid", "event_on", "schedule_version", "channel"),
)


def _write(changes: Changes, now: datetime) -> None:
    for reason, ids in changes.cancelled.items():
        cancel(Q(id__in=ids), reason, now=now)
    if changes.schedules:
        Schedule.objects.bulk_create(
            changes.schedules,
            update_conflicts=True,
            unique_fields=("person", "uid", "recurrence_id"),
            update_fields=("version", "starts_at", "start_on"),
        )
    # Taking the lease back is enough to stop whoever claimed a row that is due at another time now.
    for row in changes.changed:
        values = {name: getattr(row, name) for name in _DUE_COLUMNS}
        Reminder.objects.filter(id=row.id, state__in=(*STOPPABLE, State.CANCELLED)).update(**values)
    Reminder.objects.bulk_create(changes.added)


def cancel(which: Q, reason: str, *, now: datetime) -> int:
    """End what has not begun to be sent; how many that were."""
    rows = Reminder.objects.filter(which, state__in=STOPPABLE)
    return rows.update(**due.ended(State.CANCELLED, now=now, reason=reason))
