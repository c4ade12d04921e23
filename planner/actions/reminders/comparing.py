"""One occurrence before one person: what stands in rows is compared with the ladder, and made to follow it.

Nothing is written here. Rows that were put off go along, and one that did not get through comes by another
channel.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from operator import attrgetter

from planner.actions.reminders import put_off, waiting_news
from planner.actions.reminders.places import Changes, Place, State, is_stoppable, why_not
from planner.core.reminding import fallback, ladder, sending
from planner.core.reminding.reminders import (
    BY_DEEDS,
    Due,
    Reason,
    Recipient,
    Step,
    channel_for,
)
from planner.models import Reminder, Schedule

Said = tuple[str, datetime | None]
_DONE = (State.SENDING, State.SENT, State.UNKNOWN, State.DEAD, State.MISSED)
MOVED = "moved"
CANCELLED = "cancelled"


def compare(place: Place, changes: Changes) -> None:
    """Note what is to be done so that the rows follow the ladder."""
    waiting_news.follow(place, changes)
    wanted = _wanted(place)
    if place.schedule is None and not wanted:
        _follow(place, (), 1, changes)
        return
    schedule = _schedule(place, changes)
    done, wanted = _by_other_ways(place, wanted, schedule)
    live = [one for one in place.rows if is_stoppable(one) and one.step not in BY_DEEDS]
    _add_missing(place, wanted, schedule, done, changes)
    _cancel_obsolete(live, wanted, place, schedule, changes)
    comes = {each.step.value for each in wanted if _said(each) not in done}
    _follow(place, comes, schedule.version, changes)


def _wanted(place: Place) -> tuple[Due, ...]:
    """The steps to come, and those whose moment has passed but whose message is on its way or comes back.

    An occurrence that was never planned is planned as of when it could have been: while nobody moved the
    horizon on, what became due is sent late, or shown as missed.
    """
    kept = (one for one in place.rows if is_stoppable(one) or _got_lost(one))
    planned = {(Step(one.step), one.due_at) for one in (*kept, *_coming_back(place))}
    since = place.now if place.schedule else place.span.as_of
    return ladder.ladder(place.facts, place.recipient, now=since, planned=planned)


def _coming_back(place: Place) -> Iterator[Reminder]:
    """What a move took away from the day to which another move brings the occurrence back now, unsent.

    Only if it still helps: what its moment has long passed by is skipped like a step before the ladder began.
    """
    if place.schedule is None or place.schedule.starts_at == ladder.begins_at(place.facts, place.recipient):
        return
    day = ladder.event_day(place.facts, place.recipient)
    on_that_day = sorted(
        (one for one in place.rows if one.event_on == day), key=attrgetter("schedule_version")
    )
    for one in {_said(one): one for one in on_that_day}.values():
        helps = not sending.still_applies(
            Step(one.step), place.facts, place.recipient, due_at=one.due_at, now=place.now
        )
        if helps and (one.state, one.reason) == (State.CANCELLED, MOVED):
            yield one


def _got_lost(one: Reminder) -> bool:
    return fallback.got_lost(Step(one.step), one.state)


def _by_other_ways(
    place: Place, wanted: Iterable[Due], schedule: Schedule
) -> tuple[set[Said], tuple[Due, ...]]:
    """What has been said, and what is wanted: by another channel where one has failed, if there is one."""
    fates = {one.id: _fate(one, schedule) for one in place.rows if one.event_on == schedule.start_on}
    over = [one for one in place.rows if fates.get(one.id) in _DONE]
    done = {_said(one) for one in over if not fallback.got_lost(Step(one.step), fates[one.id])}
    found: list[Due] = []
    for each in wanted:
        tried = {one.channel for one in over if _said(one) == _said(each)}
        way = each if _said(each) in done else _way(each, tried, place)
        if way is None:
            done.add(_said(each))
        else:
            found.append(way)
    return done, tuple(found)


def _fate(one: Reminder, schedule: Schedule) -> str:
    """What it has come to. One for an older time that may have arrived is about to read as `unknown`."""
    is_obsolete = is_stoppable(one) and one.schedule_version != schedule.version
    return State.UNKNOWN if is_obsolete and one.is_uncertain else one.state


def _way(each: Due, tried: Collection[str], place: Place) -> Due | None:
    if not tried:
        return each
    channel = fallback.another(each.step, place.facts, place.recipient, tried=tried, now=place.now)
    return replace(each, channel=channel) if channel else None


def _schedule(place: Place, changes: Changes) -> Schedule:
    """When the occurrence stands now; written if that is news."""
    known = place.schedule
    starts_at = ladder.begins_at(place.facts, place.recipient)
    if known is not None and known.starts_at == starts_at:
        return known
    person_id, (uid, recurrence_id) = place.member.who.person_id, place.key
    if known is not None and place.facts.sees_open_plan:
        changes.moved.setdefault(person_id, []).append(place.key)
    schedule = known or Schedule(person_id=person_id, uid=uid, recurrence_id=recurrence_id, version=0)
    schedule.version += 1
    schedule.starts_at, schedule.start_on = starts_at, ladder.event_day(place.facts, place.recipient)
    changes.schedules.append(schedule)
    return schedule


def _add_missing(
    place: Place, wanted: Iterable[Due], schedule: Schedule, done: Collection[Said], changes: Changes
) -> None:
    """New rows; a cancelled one of the same version comes back to life, for it was never sent."""
    current = {_name(one): one for one in place.rows if one.schedule_version == schedule.version}
    for each in wanted:
        known = current.get(_name(each))
        if known is None and _said(each) not in done:
            changes.added.append(_row(each, schedule, place.now))
        elif known is not None and _needs_change(known, each, done):
            changes.changed.append(_due_again(known, each, schedule))


def _needs_change(known: Reminder, each: Due, done: Collection[Said]) -> bool:
    if known.state == State.CANCELLED:
        return _said(each) not in done
    return is_stoppable(known) and known.due_at != each.due_at


def _cancel_obsolete(
    live: Iterable[Reminder], wanted: Iterable[Due], place: Place, schedule: Schedule, changes: Changes
) -> None:
    names = {_name(one) for one in wanted}
    elsewhere = {said for said, _ in names}
    for one in live:
        if one.schedule_version != schedule.version:
            changes.cancel(one, MOVED, place.now)
        elif _name(one) not in names:
            reason = why_not(one, place) or _why_no_longer(one, elsewhere, place.recipient)
            changes.cancel(one, reason, place.now)


def _why_no_longer(one: Reminder, elsewhere: Collection[Said], recipient: Recipient) -> str:
    """It comes by another channel now or by none, or their own ladder has moved it into the past."""
    if _said(one) in elsewhere:
        return Reason.MERGED
    if channel_for(Step(one.step), recipient) is None:
        return Reason.NO_CHANNEL
    return MOVED if one.step == Step.TALK_NOW else Reason.TOO_LATE


def _follow(place: Place, comes: Collection[str], version: int, changes: Changes) -> None:
    """What was put off goes along, and gives way to the steps that come by themselves."""
    follow = put_off.follow(
        place.put_off, place.seen, place.recipient, version=version, comes=comes, now=place.now
    )
    for row, reason in follow:
        if reason:
            changes.cancel(row, reason, place.now)
        else:
            changes.changed.append(row)


def _said(one: Reminder | Due) -> Said:
    """What a row says: its step, and for a talk also when, for another time is another talk."""
    return str(one.step), one.due_at if one.step == Step.TALK_NOW else None


def _name(one: Reminder | Due) -> tuple[Said, str]:
    return _said(one), str(one.channel)


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
    row.message_key = None
    row.due_at = row.next_at = each.due_at
    row.anchor_local, row.tzid, row.event_on = each.anchor_local.isoformat(), each.tzid, schedule.start_on
    return row
