"""A nudge: one asks the other softly to look, once per event in three days and a few times a day.

Its sender learns nothing of what came of it: not whether the other wants none, has muted the event, or was
sent something else instead.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from planner import errors
from planner.actions import reminders
from planner.actions.plan import plan_writes
from planner.models import Nudge
from planner.queries.people import sight
from planner.queries.reminders import ladders, nudges

MOST_A_DAY = 3
"""About different events: each of them is a message to somebody who may have no wish to look just now."""
_DAY = timedelta(days=1)


@transaction.atomic
def nudge(actor: UUID, event_id: UUID, recurrence_id: str, *, now: datetime) -> None:
    """Ask the other to have a look. Raises `NotFound`, also where nothing is shared, `NeedsPartner`,
    `NudgedAlready`, `TooOften`.
    """
    who = plan_writes.lock_couple(actor)
    event = sight.one(who, event_id)
    if who.partner_id is None:
        raise errors.NeedsPartner
    seen = ladders.one(who, event.uid, recurrence_id)
    if not (sight.is_seen_by_the_other(who, event.uid) and nudges.is_open(seen, now=now)):
        raise errors.NotFound
    _refuse_flood(actor, event.uid, now)
    _count(actor, event.uid, now)
    reminders.nudge(who.partner_id, event.uid, recurrence_id, now=now)


def _refuse_flood(sender_id: UUID, uid: str, now: datetime) -> None:
    """Each row is one nudge of the last day, for none about the same event comes within it."""
    lately = Nudge.objects.filter(sender_id=sender_id, nudged_at__gt=now - _DAY).exclude(uid=uid)
    if lately.count() >= MOST_A_DAY:
        raise errors.TooOften("These were enough nudges for today. Try again tomorrow.")


def _count(sender_id: UUID, uid: str, now: datetime) -> None:
    """Note it, in one statement that only one of two at once gets through. Raises `NudgedAlready`."""
    row, is_new = Nudge.objects.get_or_create(sender_id=sender_id, uid=uid, defaults={"nudged_at": now})
    again = Nudge.objects.filter(id=row.pk, nudged_at__lte=now - nudges.AT_MOST_EVERY)
    if not is_new and not again.update(nudged_at=now):
        raise errors.NudgedAlready
