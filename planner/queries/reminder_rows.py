"""The rows behind a person's log: those of the queue, and those of the archive that it reads on from."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from planner.core.reminding import fates
from planner.core.reminding.digest import DIGEST
from planner.core.reminding.fates import Fate
from planner.models import LIVE_STATES, PastReminder, Reminder
from planner.queries import ladders, sight
from planner.queries.ladders import Ground
from planner.queries.who import Who

AnyReminder = Reminder | PastReminder
LIVE = Q(state__in=LIVE_STATES)
MOST = 5_000
"""A log of a year is shorter."""
_CAME_TO_NOTHING = (Reminder.State.CANCELLED, Reminder.State.MISSED)
_WAITS = Q(state=Reminder.State.PENDING) & ~Q(reason="")
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


def of_fate(fate: Fate | None) -> Q:
    """The rows that the log sorts so; all of them for None."""
    if fate is None:
        return Q()
    if fate is Fate.HELD:
        return _WAITS
    return LIVE & ~_WAITS if fate is Fate.NEXT else Q(state__in=fates.OVER[fate])


def lines(viewer: Who, which: Q, ground: Ground, *, since: datetime) -> list[Line]:
    """What is due, soonest first, then what has been over since then, newest first."""
    live = Reminder.objects.filter(which & LIVE, person_id=viewer.person_id).order_by("next_at", "id")
    found = [Line(*row) for row in live.values_list(*_LINE, "next_at")[:MOST]]
    return found + list(_told(viewer, _over(viewer, which, since), ground))


def rows(found: Sequence[Line]) -> list[AnyReminder]:
    """These lines in full, in the same order."""
    ids = [one.id for one in found]
    by_id: dict[UUID, AnyReminder] = {}
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


def instead(viewer: Who, lost: Iterable[AnyReminder]) -> dict[UUID, AnyReminder]:
    """What went by another channel in the place of those that did not get through."""
    failed = {
        (row.uid, row.recurrence_id, row.step, row.due_at): row
        for row in lost
        if row.state in fates.OVER[Fate.FAILED]
    }
    if not failed:
        return {}
    asked = Q(person_id=viewer.person_id, uid__in={key[0] for key in failed}, state__in=_GOT_ON)
    others: list[AnyReminder] = [*Reminder.objects.filter(asked), *PastReminder.objects.filter(asked)]
    found: dict[UUID, AnyReminder] = {}
    for other in others:
        row = failed.get((other.uid, other.recurrence_id, other.step, other.due_at))
        if row is not None and row.channel != other.channel:
            found[row.id] = other
    return found


def _over(viewer: Who, which: Q, since: datetime) -> list[Line]:
    mine = which & ~LIVE & Q(person_id=viewer.person_id, ended_at__gte=since)
    found: list[tuple[datetime, Line]] = []
    for table in (Reminder, PastReminder):
        newest = table._default_manager.filter(mine).order_by("-ended_at", "-id")
        found += [(row[0], Line(*row[1:])) for row in newest.values_list("ended_at", *_LINE)[:MOST]]
    return [line for _, line in sorted(found, key=lambda each: (each[0], each[1].id), reverse=True)]


def _told(viewer: Who, found: Sequence[Line], ground: Ground) -> Iterator[Line]:
    """The lines but those that came to nothing and are no longer this person's concern.

    They would tell of a flag that the other has stopped to share, or of an event that the other has hidden.
    """
    doubted = {line.uid for line in found if line.state in _CAME_TO_NOTHING and line.step != DIGEST}
    if not doubted:
        yield from found
        return
    concerns = ground.interest(viewer.person_id)
    in_sight = set(sight.events(viewer).filter(uid__in=doubted).values_list("uid", flat=True))
    for line in found:
        is_theirs = line.uid in in_sight and concerns.holds((line.uid, line.recurrence_id))
        if line.state not in _CAME_TO_NOTHING or line.step == DIGEST or is_theirs:
            yield line
