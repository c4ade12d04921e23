"""What keeps plans true while nobody does anything: the horizon moves on, and rows that differ are mended.

A couple that was never planned as a whole, or by an older tz database, is planned anew. After that its series
are planned only where the horizon has grown, and once an hour what is planned is compared with its rows.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from planner.actions.reminders import planning
from planner.actions.reminders.places import Changes
from planner.models import Horizon
from planner.queries.reminders.horizons import Together
from planner.queries.reminders.ladders import HORIZON, LOOK_BACK, Span


@dataclass(frozen=True, slots=True)
class Healed:
    """The reminders that were not as they should be, by id."""

    missing: tuple[UUID, ...]
    wrong: tuple[UUID, ...]
    """Due at another time, by another channel, or cancelled though nothing speaks against them."""
    obsolete: tuple[UUID, ...]

    def __bool__(self) -> bool:
        return bool(self.missing or self.wrong or self.obsolete)


@transaction.atomic
def begin(couple: Together, *, zone_rules: str, now: datetime) -> None:
    """Plan all of theirs, and note how far that is and by which rules of time."""
    planning.plan(couple.person_ids, uid=None, now=now)
    reached = {"planned_until": now + HORIZON, "zone_rules": zone_rules}
    Horizon.objects.update_or_create(couple_id=couple.couple_id, defaults=reached)


@transaction.atomic
def advance(couple: Together, uids: Collection[str], *, now: datetime) -> int:
    """Plan what of these series has come within the horizon; how many reminders that are.

    After weeks without upkeep, an occurrence is planned as of when upkeep last came by: what became due since
    is sent if it still helps, else shown as missed.
    """
    if couple.planned_until is None:
        return 0
    as_of = min(now, couple.planned_until - HORIZON)
    span = Span(now, max(couple.planned_until, now - LOOK_BACK), now + HORIZON, as_of)
    added = sum(len(planning.extend(couple.person_ids, uid, span).added) for uid in sorted(uids))
    reached = Horizon.objects.filter(couple_id=couple.couple_id, planned_until=couple.planned_until)
    reached.update(planned_until=now + HORIZON)
    return added


def heal(couple: Together, *, now: datetime) -> Healed | None:
    """Mend what differs from the plan; None when nothing does. Only then is anybody locked."""
    until = couple.planned_until
    if not _differs(planning.differences(couple.person_ids, now=now, until=until)):
        return None
    changes = planning.plan(couple.person_ids, uid=None, now=now, until=until)
    return _healed(changes) if _differs(changes) else None


def _differs(changes: Changes) -> bool:
    return bool(changes.reminders or changes.schedules)


def _healed(changes: Changes) -> Healed:
    added, changed, cancelled = (
        tuple(row.id for row in rows) for rows in (changes.added, changes.changed, changes.cancelled)
    )
    return Healed(missing=added, wrong=changed, obsolete=cancelled)
