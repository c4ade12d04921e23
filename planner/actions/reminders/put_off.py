"""What its recipient put off until tomorrow follows the event and the ladder, as every other row does."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime

from planner.core.reminding import put_off
from planner.core.reminding.put_off import Again
from planner.core.reminding.reminders import Reason, Recipient, Step, channel_for
from planner.models import STOPPABLE, Person, Reminder
from planner.queries.reminders.ladders import Seen

State = Reminder.State

Change = tuple[Reminder, str]
"""A row and why it is to be cancelled, or "" when it is to be written as it is now."""


def again(
    of: Reminder, person: Person, seen: Seen, recipient: Recipient, *, version: int, now: datetime
) -> Reminder | Reason:
    """The row of what this person had and wants tomorrow, not saved; or why there is none."""
    step = Step(of.step)
    found = put_off.tomorrow(step, seen.facts, recipient, came_at=of.due_at, now=now)
    if isinstance(found, Reason):
        return found
    row = Reminder(
        person=person, uid=of.uid, recurrence_id=of.recurrence_id, step=of.step, about=of.about,
        again_of=of, event_on=of.event_on, schedule_version=version, created_at=now,
    )  # fmt: skip
    return _written(row, found, step, recipient)


def follow(
    rows: Iterable[Reminder],
    seen: Seen,
    recipient: Recipient,
    *,
    version: int,
    comes: Collection[str],
    now: datetime,
) -> Iterator[Change]:
    """What changes for what was put off. It gives way to a step of the ladder that `comes` by itself."""
    for one in rows:
        found = _found(one, seen, recipient, comes)
        if isinstance(found, Reason):
            if one.state in STOPPABLE:
                yield one, found
        elif _is_back(one, found, now) or (
            one.state in STOPPABLE and _differs(one, found, recipient, version)
        ):
            one.schedule_version = version
            yield _written(one, found, Step(one.step), recipient), ""


def _found(one: Reminder, seen: Seen, recipient: Recipient, comes: Collection[str]) -> Again | Reason:
    if one.step in comes:
        return Reason.MERGED
    return put_off.at(Step(one.step), seen.facts, recipient, datetime.fromisoformat(one.anchor_local))


def _is_back(one: Reminder, found: Again, now: datetime) -> bool:
    """Whether it was cancelled and makes sense again in time; of news somebody may know by now."""
    return one.state == State.CANCELLED and one.step != Step.NEWS and found.due_at > now


def _differs(one: Reminder, found: Again, recipient: Recipient, version: int) -> bool:
    known = (one.due_at, one.schedule_version, one.channel)
    return known != (found.due_at, version, channel_for(Step(one.step), recipient))


def _written(row: Reminder, found: Again, step: Step, recipient: Recipient) -> Reminder:
    row.state, row.reason, row.ended_at, row.lease_token = State.PENDING, "", None, None
    row.message_key = None
    row.due_at, row.next_at = found.due_at, found.next_at
    row.anchor_local, row.tzid = found.anchor_local.isoformat(), recipient.zone.key
    row.channel = channel_for(step, recipient) or row.channel
    return row
