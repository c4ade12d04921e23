"""Rows of intent follow the ladder: what is missing is added, what no longer holds is cancelled.

Runs in the caller's transaction, so that no commit exists in which a deed is done and its reminders are not.
Planning twice is planning once. Both partners are planned together, in five statements however much there is
to do: a lock, two questions, and what changed of schedules and of reminders.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from planner.actions import due, reminders_put_off
from planner.core.reminding import ladder
from planner.core.reminding.reminders import Due, Reason, Step, why_not, why_unwanted
from planner.models import Person, Reminder, Schedule
from planner.queries import ladders
from planner.queries.grounds import Key, Member
from planner.queries.ladders import Ground, Seen

State = Reminder.State
Said = tuple[str, datetime | None]
STOPPABLE = (State.PENDING, State.LEASED)
"""Before `begin_send`. What is being sent can no longer be stopped."""
_DONE = (State.SENDING, State.SENT, State.UNKNOWN, State.DEAD, State.MISSED)
MOVED = "moved"
CANCELLED = "cancelled"


@dataclass(slots=True)
class Changes:
    """What planning found to do."""

    schedules: list[Schedule] = field(default_factory=list)
    reminders: list[Reminder] = field(default_factory=list)
    moved: dict[UUID, list[Key]] = field(default_factory=dict)
    """What moved under a plan, by person."""

    def cancel(self, reminder: Reminder, reason: str, now: datetime) -> None:
        for name, value in due.ended(State.CANCELLED, now=now, reason=reason).items():
            setattr(reminder, name, value)
        self.reminders.append(reminder)


@dataclass(frozen=True, slots=True)
class Place:
    """One occurrence before one person: what stands in rows, and as what it is seen now."""

    key: Key
    member: Member
    seen: Seen
    now: datetime

    @property
    def rows(self) -> list[Reminder]:
        """Those of the ladder, and news."""
        return [one for one in self.member.reminders.get(self.key, ()) if one.again_of_id is None]

    @property
    def put_off(self) -> list[Reminder]:
        return [one for one in self.member.reminders.get(self.key, ()) if one.again_of_id is not None]


@transaction.atomic(savepoint=False)
def plan(person_ids: Collection[UUID], *, uid: str | None, now: datetime) -> dict[UUID, list[Key]]:
    """Bring the rows of these people in line, for one UID or all; what moved under a plan, by person."""
    locked = lock(person_ids)
    changes = Changes()
    for pair in (locked[at : at + 2] for at in range(0, len(locked), 2)):
        ground = ladders.ground(pair, uid=uid, now=now)
        for person_id in pair:
            _plan_one(person_id, ground, changes, now)
    _write(changes)
    return changes.moved


def lock(person_ids: Collection[UUID]) -> list[UUID]:
    """These people, locked in the order of their ids: who decides about somebody's messages waits for us."""
    # no_key: rows that merely refer to a person need not wait.
    people = Person.objects.select_for_update(no_key=True).filter(id__in=person_ids).order_by("id")
    return list(people.values_list("id", flat=True))


def _plan_one(person_id: UUID, ground: Ground, changes: Changes, now: datetime) -> None:
    member = ground.members.get(person_id)
    if member is None:
        return
    live = {key: rows for key, rows in member.reminders.items() if any(map(_is_stoppable, rows))}
    seen = ground.seen(person_id, also=live, now=now)
    for row in (one for key, rows in live.items() if key not in seen for one in rows):
        if _is_stoppable(row):
            changes.cancel(row, CANCELLED, now)
    for key, each in seen.items():
        _compare(Place(key, member, each, now), changes)


def _is_stoppable(reminder: Reminder) -> bool:
    return reminder.state in STOPPABLE


def _compare(place: Place, changes: Changes) -> None:
    """Plan and rows of one occurrence."""
    live = [one for one in place.rows if _is_stoppable(one)]
    planned = {(Step(one.step), one.due_at) for one in live}
    wanted = ladder.ladder(place.seen.facts, place.member.recipient, now=place.now, planned=planned)
    if place.key not in place.member.schedules and not wanted:
        _follow(place, (), 1, changes)
        return
    schedule = _schedule(place, changes)
    done = {_said(one) for one in place.rows if one.state in _DONE and one.event_on == schedule.start_on}
    changes.reminders.extend(tuple(_missing(place, wanted, schedule, done)))
    _cancel_obsolete(live, wanted, place, schedule, changes)
    comes = {each.step.value for each in wanted if _said(each) not in done}
    _follow(place, comes, schedule.version, changes)


def _follow(place: Place, comes: Collection[str], version: int, changes: Changes) -> None:
    """What was put off goes along, and gives way to the steps that come by themselves."""
    follow = reminders_put_off.follow(
        place.put_off, place.seen, place.member.recipient, version=version, comes=comes, now=place.now
    )
    for row, reason in follow:
        if reason:
            changes.cancel(row, reason, place.now)
        else:
            changes.reminders.append(row)


def _schedule(place: Place, changes: Changes) -> Schedule:
    """When the occurrence stands now; written if that is news."""
    known = place.member.schedules.get(place.key)
    facts, recipient = place.seen.facts, place.member.recipient
    starts_at = ladder.begins_at(facts, recipient)
    if known is not None and known.starts_at == starts_at:
        return known
    person_id, (uid, recurrence_id) = place.member.who.person_id, place.key
    if known is not None and facts.sees_open_plan:
        changes.moved.setdefault(person_id, []).append(place.key)
    schedule = known or Schedule(person_id=person_id, uid=uid, recurrence_id=recurrence_id, version=0)
    schedule.version += 1
    schedule.starts_at, schedule.start_on = starts_at, ladder.event_day(facts, recipient)
    changes.schedules.append(schedule)
    return schedule


def _cancel_obsolete(
    live: Iterable[Reminder], wanted: Iterable[Due], place: Place, schedule: Schedule, changes: Changes
) -> None:
    names = {_name(one) for one in wanted}
    elsewhere = {said for said, _ in names}
    facts, recipient = place.seen.facts, place.member.recipient
    for one in live:
        reason = why_unwanted(Step(one.step), facts, recipient) or why_not(Step(one.step), facts)
        if one.step == Step.NEWS:
            if reason:
                changes.cancel(one, reason, place.now)
        elif one.schedule_version != schedule.version:
            changes.cancel(one, MOVED, place.now)
        elif _name(one) not in names:
            changes.cancel(one, reason or _why_no_longer(one, elsewhere), place.now)


def _why_no_longer(one: Reminder, elsewhere: Collection[Said]) -> str:
    """It comes by another channel now, at another time, or their own ladder has moved it into the past."""
    if _said(one) in elsewhere:
        return Reason.MERGED
    return MOVED if one.step == Step.TALK_NOW else Reason.TOO_LATE


def _missing(
    place: Place, wanted: Iterable[Due], schedule: Schedule, done: Collection[Said]
) -> Iterator[Reminder]:
    """New rows; a cancelled one of the same version comes back to life, for it was never sent."""
    current = {_name(one): one for one in place.rows if one.schedule_version == schedule.version}
    for each in wanted:
        known = current.get(_name(each))
        if known is None and _said(each) not in done:
            yield _row(each, schedule, place.now)
        elif known is not None and _needs_change(known, each, done):
            yield _due_again(known, each, schedule)


def _said(one: Reminder | Due) -> Said:
    """What a row says: its step, and for a talk also when, for another time is another talk."""
    return str(one.step), one.due_at if one.step == Step.TALK_NOW else None


def _name(one: Reminder | Due) -> tuple[Said, str]:
    return _said(one), str(one.channel)


def _needs_change(known: Reminder, each: Due, done: Collection[Said]) -> bool:
    if known.state == State.CANCELLED:
        return _said(each) not in done
    return _is_stoppable(known) and known.due_at != each.due_at


def _row(each: Due, schedule: Schedule, now: datetime) -> Reminder:
    row = Reminder(
        person_id=schedule.person_id,
        uid=schedule.uid,
        recurrence_id=schedule.recurrence_id,
        step=each.step.value,
        channel=each.channel.value,
        schedule_version=schedule.version,
        created_at=now,
    )
    return _due_again(row, each, schedule)


def _due_again(row: Reminder, each: Due, schedule: Schedule) -> Reminder:
    # Taking the lease back is enough to stop whoever claimed a row that is due at another time now.
    row.state, row.reason, row.ended_at, row.lease_token = State.PENDING, "", None, None
    row.due_at = row.next_at = each.due_at
    row.anchor_local, row.tzid, row.event_on = each.anchor_local.isoformat(), each.tzid, schedule.start_on
    return row


_SCHEDULED = ("version", "starts_at", "start_on")
_PLANNED = (
    *("state", "reason", "ended_at", "lease_token"),
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
