"""What will become of all that waits for one person, told alike by the dry run, the log and events' pages."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from planner.core.reminding import rehearsal
from planner.core.reminding.rehearsal import Queued, Rehearsed, Situation, Weekly
from planner.core.reminding.reminders import Drop, Facts, Waits
from planner.models import LIVE_STATES, Reminder
from planner.queries.reminders import deliveries
from planner.queries.reminders.grounds import Key, Member
from planner.queries.reminders.ladders import Ground


@dataclass(frozen=True, slots=True)
class Foretold:
    """When a reminder goes out if nothing changes; or why it will not, as of then."""

    at: datetime
    will_not: str = ""


def of(person_id: UUID, ground: Ground, *, now: datetime) -> Mapping[UUID, Foretold]:
    """What is foretold of each reminder that waits for this person, by id; the ground is that of all UIDs."""
    member = ground.members.get(person_id)
    if member is None:
        return {}
    found = rehearse(ground, member, now=now)
    digests = {id_: Foretold(at) for id_, at in found.digests.items()}
    return digests | {
        one.queued.waiting.id: Foretold(one.at, one.decision.reason if isinstance(one.decision, Drop) else "")
        for one in found.outcomes
    }


def rehearse(
    ground: Ground,
    member: Member,
    *,
    also: Iterable[Queued] = (),
    known: Mapping[Key, Facts] | None = None,
    now: datetime,
) -> Rehearsed:
    """What comes of all that waits for this member, and of what is `also` to come."""
    queue = [*_queued(member, now), *also]
    facts = dict(known or {})
    others = ground.some(member.who.person_id, {one.key for one in queue} - facts.keys())
    facts |= {key: seen.facts for key, seen in others.items()}
    sent = deliveries.sent_on(member.who.person_id, member.recipient, now=now)
    given = Situation(member.recipient, facts, sent, _digests(member))
    return rehearsal.rehearse((one for one in queue if one.key in facts), given, now=now)


def _digests(member: Member) -> tuple[Weekly, ...]:
    live = (one for one in member.digests if one.state in LIVE_STATES)
    return tuple(Weekly(one.next_at, one.id, one.due_at) for one in live)


def _queued(member: Member, now: datetime) -> Iterator[Queued]:
    for key, rows in member.reminders.items():
        for one in rows:
            if one.state in LIVE_STATES:
                yield _as_queued(key, one, rows, now)


def _as_queued(key: Key, row: Reminder, beside: Iterable[Reminder], now: datetime) -> Queued:
    return Queued(
        key,
        deliveries.waiting(row, beside),
        # A lease says when it may be taken away, not when it goes out.
        next_at=row.next_at if row.state == Reminder.State.PENDING else now,
        waits=Waits(row.reason) if row.reason in set(Waits) else None,
        is_leaving=row.state == Reminder.State.SENDING,
        message_key=row.message_key,
        is_uncertain=row.is_uncertain,
    )
