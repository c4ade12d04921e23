"""A push as it leaves: an id that says nothing to anybody but its owner's own browser."""

import json
from datetime import datetime, timedelta
from uuid import UUID

from planner.core.reminding import ladder, sending
from planner.core.reminding.reminders import Drop, Reason, Step
from planner.models import PushTest
from planner.queries import devices
from planner.queries.deliveries import Occasion
from planner.queries.outgoing import Device, Push, Urgency

LONGEST = timedelta(days=28)
"""No push service keeps a message for longer."""
TEST_LASTS = timedelta(minutes=10)
_URGENT = (Step.TALK_NOW, Step.CARD)


def reminder(about: Occasion, *, now: datetime) -> Push:
    """The push of a reminder, good for as long as it helps, and no longer than the event."""
    useful = sending.useful_until(about.step, about.seen.facts, about.recipient)
    until = min(useful, ladder.finishes_at(about.seen.facts, about.recipient))
    # One that is due at once helps for a short while only, so it wakes a phone that sleeps.
    urgency = Urgency.HIGH if about.step in _URGENT else Urgency.NORMAL
    to = devices.addresses(about.person.id)
    return _push(about.reminder.id, about.person.id, to, until - now, urgency)


def test(test_id: UUID, *, now: datetime) -> Push | Drop:
    """The test message of one device; dropped when that is gone, or nobody waits for it any more."""
    row = PushTest.objects.select_related("device").filter(id=test_id).first()
    if row is None:
        return Drop(Reason.NO_CHANNEL)
    if now - row.created_at >= TEST_LASTS:
        return Drop(Reason.TOO_LATE)
    return _push(row.id, row.device.person_id, (devices.address(row.device),), TEST_LASTS, Urgency.HIGH)


def _push(key: UUID, person_id: UUID, to: tuple[Device, ...], lasts: timedelta, urgency: Urgency) -> Push:
    lasts = max(min(lasts, LONGEST), timedelta())
    return Push(
        key=key,
        person_id=person_id,
        devices=to,
        payload=json.dumps({"id": str(key)}).encode(),
        # Hexadecimal alone: 32 characters, and no push service has trouble with them.
        topic=key.hex,
        ttl_s=int(lasts.total_seconds()),
        urgency=urgency,
    )
