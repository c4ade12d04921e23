"""A nudge: one asks the other softly to look, once per event in three days.

Its sender learns nothing of what came of it: not whether the other wants none, has muted the event, or was
sent something else instead.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from planner import errors
from planner.actions import plan_writes, reminders
from planner.models import Nudge
from planner.queries import ladders, nudges, sight


@transaction.atomic
def nudge(actor: UUID, event_id: UUID, recurrence_id: str, *, now: datetime) -> None:
    """Ask the other to have a look. Raises `NotFound`, also where nothing is shared, `NeedsPartner`,
    `NudgedAlready`.
    """
    who = plan_writes.lock_couple(actor)
    event = sight.one(who, event_id)
    if who.partner_id is None:
        raise errors.NeedsPartner
    seen = ladders.one(who, event.uid, recurrence_id)
    if not (sight.is_seen_by_the_other(who, event.uid) and nudges.is_open(seen, now=now)):
        raise errors.NotFound
    _count(actor, event.uid, now)
    reminders.nudge(who.partner_id, event.uid, recurrence_id, now=now)


def _count(sender_id: UUID, uid: str, now: datetime) -> None:
    """Note it, in one statement that only one of two at once gets through. Raises `NudgedAlready`."""
    row, is_new = Nudge.objects.get_or_create(sender_id=sender_id, uid=uid, defaults={"nudged_at": now})
    again = Nudge.objects.filter(id=row.pk, nudged_at__lte=now - nudges.AT_MOST_EVERY)
    if not is_new and not again.update(nudged_at=now):
        raise errors.NudgedAlready
