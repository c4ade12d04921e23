"""The rows behind a person's log: those of the queue, and those of the archive that it reads on from."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from planner.core.reminding import fates
from planner.core.reminding.digest import DIGEST
from planner.core.reminding.fates import Fate
from planner.models import LIVE_STATES, PastReminder, Reminder
from planner.queries.people import sight
from planner.queries.people.who import Who
from planner.queries.reminders import ladders
from planner.queries.reminders.ladders import Ground

AnyReminder = Reminder | PastReminder
MOST = 5_000
"""A log of a year is shorter."""
_CAME_TO_NOTHING = (Reminder.State.CANCELLED, Reminder.State.MISSED)
_GOT_ON = (*LIVE_STATES, Reminder.State.SENT, Reminder.State.UNKNOWN)
_LINE = ("id", "uid", "recurrence_id", "step", "state")


@dataclass(frozen=True, slots=True)
class Line:
    """What decides whether a row is told, and where it stands."""

    id: UUID
    uid: str
    recurrence_id: str
    step: str
    state: str
    next_at: datetime | None = None
    """Of one that is due: when its row is looked at next."""


def lines(viewer: Who, fate: Fate | None, ground: Ground, *, since: datetime) -> list[Line]:
    """What is due, soonest first, then what has been over since then, newest first: of this fate, or all."""
    return [*_due(viewer, fate, ground), *_told(viewer, _over(viewer, fate, since), ground)]


def rows(viewer: Who, found: Sequence[Line], ground: Ground) -> list[AnyReminder]:
    """These lines in full, in the same order; only those that the ground does not have are asked for."""
    ids = [one.id for one in found]
    by_id: dict[UUID, AnyReminder] = {row.id: row for row in ground.members[viewer.person_id].queue}
    for table in (Reminder, PastReminder):
        left = [one for one in ids if one not in by_id]
        by_id |= {row.id: row for row in table._default_manager.filter(id__in=left)}
    return [by_id[one] for one in ids if one in by_id]


def one(viewer: Who, reminder_id: UUID) -> AnyReminder | None:
    """A row of this person's log, or None."""
    asked = {"id": reminder_id, "person_id": viewer.person_id}
    row = Reminder.objects.filter(**asked).first() or PastReminder.objects.filter(**asked).first()
    if row is None:
        return None
    line = Line(row.id, row.uid, row.recurrence_id, row.step, row.state)
    if row.state in LIVE_STATES:
        return row
    ground = ladders.ground((viewer.person_id,), uid=row.uid, now=row.due_at)
    return row if any(_told(viewer, [line], ground)) else None


def instead(viewer: Who, lost: Collection[AnyReminder]) -> dict[UUID, AnyReminder]:
    """What went by another channel in the place of those that did not get through."""
    uids = {row.uid for row in lost if row.state in fates.OVER[Fate.FAILED]}
    if not uids:
        return {}
    asked = Q(person_id=viewer.person_id, uid__in=uids, state__in=_GOT_ON)
    return in_the_place_of(lost, [*Reminder.objects.filter(asked), *PastReminder.objects.filter(asked)])


def beside(lost: QuerySet[Reminder]) -> QuerySet[Reminder]:
    """What may have gone in the place of these, which are too new for any of it to be in the archive."""
    times = {name: lost.values(name) for name in ("person_id", "uid", "due_at")}
    return Reminder.objects.filter(state__in=_GOT_ON, **{f"{name}__in": ids for name, ids in times.items()})


def in_the_place_of(lost: Collection[AnyReminder], others: Iterable[AnyReminder]) -> dict[UUID, AnyReminder]:
    """The same, among others at hand."""
    failed = {
        (row.uid, row.recurrence_id, row.step, row.due_at): row
        for row in lost
        if row.state in fates.OVER[Fate.FAILED]
    }
    found: dict[UUID, AnyReminder] = {}
    for other in others:
        row = failed.get((other.uid, other.recurrence_id, other.step, other.due_at))
        if row is not None and row.channel != other.channel:
            found[row.id] = other
    return found


def _due(viewer: Who, fate: Fate | None, ground: Ground) -> list[Line]:
    """What waits is all in the ground."""
    waiting = (row for row in ground.members[viewer.person_id].queue if row.state in LIVE_STATES)
    asked = (row for row in waiting if fate in (None, fates.of(row.state, row.reason)))
    in_order = sorted(asked, key=lambda row: (row.next_at, row.id))
    return [Line(row.id, row.uid, row.recurrence_id, row.step, row.state, row.next_at) for row in in_order]


def _over(viewer: Who, fate: Fate | None, since: datetime) -> list[Line]:
    states = {state for each in fates.OVER if fate in (None, each) for state in fates.OVER[each]}
    if not states:
        return []
    mine = Q(person_id=viewer.person_id, state__in=states, ended_at__gte=since)
    queued, past = (
        table._default_manager.filter(mine).values_list(*_LINE, "ended_at")
        for table in (Reminder, PastReminder)
    )
    newest = queued.union(past, all=True).order_by("-ended_at", "-id")
    return [Line(*row[:-1]) for row in newest[:MOST]]


def _told(viewer: Who, found: Sequence[Line], ground: Ground) -> Iterator[Line]:
    """The lines but those that came to nothing and are no longer this person's concern.

    They would tell of a flag that the other has stopped to share, or of an event that the other has hidden.
    """
    doubted = {line.uid for line in found if line.state in _CAME_TO_NOTHING and line.step != DIGEST}
    if not doubted:
        yield from found
        return
    concerns = ground.interest(viewer.person_id)
    # What concerns anybody has its event in the ground.
    in_sight = {uid for uid in doubted if sight.standing(viewer, ground.events.get(uid, ()))}
    for line in found:
        is_theirs = line.uid in in_sight and concerns.holds((line.uid, line.recurrence_id))
        if line.state not in _CAME_TO_NOTHING or line.step == DIGEST or is_theirs:
            yield line
