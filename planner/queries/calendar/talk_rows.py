"""Which talks there are for a viewer, and what one occurrence's talk means for their reminders."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from planner.core.calendar import zones
from planner.core.calendar.free_slots import QUARTER
from planner.models import Event, KindChoice, Talk, WorldChoice
from planner.queries.people import sight
from planner.queries.people.who import Who

State = Talk.State
OPEN = (State.SUGGESTED, State.ACCEPTED)
IN_THE_CALENDAR = (State.ACCEPTED, State.OVER)


@dataclass(frozen=True, slots=True)
class TalkSeen:
    """The talk that stands for an occurrence: the open one, else the last."""

    starts_at: datetime
    state: str
    waits_for_me: bool
    is_theirs_to_show: bool
    """Whether it is what the other suggested, and goes with their event when they hide that."""

    @property
    def accepted_at(self) -> datetime | None:
        """The accepted quarter of an hour, if there is one."""
        return self.starts_at if self.state == State.ACCEPTED else None


def of_couple(who: Who) -> QuerySet[Talk]:
    """Every row of the two."""
    return Talk.objects.filter(couple_id=who.couple_id)


def told(who: Who) -> QuerySet[Talk]:
    """Those that exist for the viewer: their own, what both said yes to, and what the other lets be seen.

    A copy of the event of one's own is not enough: what the other suggested goes when they hide theirs.
    """
    mine = Q(suggested_by_id=who.person_id) | Q(state__in=IN_THE_CALENDAR)
    return of_couple(who).filter(mine | sight.is_let_be_seen(who))


def standing(who: Who, uid: str, recurrence_id: str) -> Talk | None:
    """The open talk of an occurrence, else the last one that there was."""
    found = told(who).filter(uid=uid, recurrence_id=recurrence_id)
    return max(found, key=_stands_after, default=None)


def seen(person_id: UUID, rows: Iterable[Talk]) -> dict[tuple[str, str], TalkSeen]:
    """Of all rows of a couple, the standing talk of every occurrence that they have or had one for."""
    found: dict[tuple[str, str], TalkSeen] = {}
    for row in sorted(rows, key=_stands_after):
        is_theirs = row.suggested_by_id != person_id
        waits = row.state == State.SUGGESTED and is_theirs
        found[row.uid, row.recurrence_id] = TalkSeen(
            row.starts_at, row.state, waits, is_theirs and row.state not in IN_THE_CALENDAR
        )
    return found


def of_event(event: Event) -> Talk | None:
    """The talk that stands in the calendar as this event; only for what looks like one is any looked up."""
    looks_so = (event.kind, event.world) == (KindChoice.US, WorldChoice.OURS)
    return Talk.objects.filter(event=event).first() if looks_so else None


def is_over(row: Talk, now: datetime) -> bool:
    """Whether its quarter of an hour has passed."""
    return zones.later(row.starts_at, QUARTER) <= now


def _stands_after(row: Talk) -> tuple[bool, datetime, UUID]:
    """An open one stands for its occurrence, else the last."""
    return row.state in OPEN, row.created_at, row.id
