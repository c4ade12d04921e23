"""A push as it leaves, an id that says nothing, and the words that its owner's own browser asks for."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _

from planner import errors
from planner.core.reminding import ladder, sending
from planner.core.reminding.reminders import URGENT, Channel, Drop, Reason
from planner.models import PushTest, Reminder, TimeToGo
from planner.queries.channels import devices, links
from planner.queries.channels.outgoing import Device, Push, Urgency
from planner.queries.messages import words
from planner.queries.plan import times_to_go
from planner.queries.reminders import deliveries
from planner.queries.reminders.deliveries import Occasion
from planner.queries.views import PushView

TITLE = "Alongside"
LONGEST = timedelta(days=28)
"""No push service keeps a message for longer."""
TEST_LASTS = timedelta(minutes=10)


def reminder(about: Occasion, *, now: datetime) -> Push:
    """The push of a reminder, good for as long as it helps, and no longer than the event if that is ahead."""
    # One that is due at once helps for a short while only, so it wakes a phone that sleeps.
    urgency = Urgency.HIGH if about.step in URGENT else Urgency.NORMAL
    to = devices.addresses(about.person.id)
    return packed(about.reminder.key, about.person.id, to, _useful_until(about, now) - now, urgency)


def together(things: Sequence[Occasion], key: UUID, *, now: datetime) -> Push:
    """One push for all of these, good for as long as one of them helps."""
    person_id = things[0].person.id
    lasts = max(_useful_until(about, now) for about in things) - now
    return packed(key, person_id, devices.addresses(person_id), lasts, Urgency.NORMAL)


def _useful_until(about: Occasion, now: datetime) -> datetime:
    """When it no longer helps: with the end of the event, if that is ahead."""
    facts, recipient = about.seen.facts, about.recipient
    until = sending.useful_until(about.step, facts, recipient, due_at=about.reminder.due_at)
    finishes_at = ladder.finishes_at(facts, recipient)
    return min(until, finishes_at) if now < finishes_at else until


def test(test_id: UUID, *, now: datetime) -> Push | Drop:
    """The test message of one device; dropped when that is gone, or nobody waits for it any more."""
    row = PushTest.objects.select_related("device").filter(id=test_id).first()
    if row is None:
        return Drop(Reason.NO_CHANNEL)
    if now - row.created_at >= TEST_LASTS:
        return Drop(Reason.TOO_LATE)
    return packed(row.id, row.device.person_id, (devices.address(row.device),), TEST_LASTS, Urgency.HIGH)


def pushed(actor: UUID, push_id: UUID, *, now: datetime) -> PushView:
    """What a push that this person got says, and where it leads. Raises `NotFound`."""
    mine = Reminder.objects.select_related("person").filter(person_id=actor, channel=Channel.PUSH)
    rows = mine.filter(Q(id=push_id) | Q(message_key=push_id)).order_by("due_at", "id")
    if rows:
        return _shown(rows, now)
    if PushTest.objects.filter(id=push_id, device__person_id=actor).exists():
        return PushView(TITLE, _("A test. Messages reach this device."), links.REMINDERS)
    call = TimeToGo.objects.select_related("plan").filter(id=push_id, recipient_id=actor).first()
    if call is not None:
        return PushView(TITLE, times_to_go.words_of(call), links.card(call.plan_id))
    raise errors.NotFound


def _shown(rows: Iterable[Reminder], now: datetime) -> PushView:
    """The subject of the same mail, which names nothing; or that there is nothing to lead to any more."""
    found = (deliveries.occasion(row, now=now) for row in rows)
    things = [about for about in found if not isinstance(about, Drop)]
    if not things:
        return PushView(TITLE, _("This is over, or has changed since."), links.REMINDERS)
    if len(things) > 1:
        subject = words.several(len(things), is_alone=things[0].seen.facts.is_alone)
        return PushView(TITLE, subject, links.LOOK_AHEAD)
    said = words.of(things[0], unsubscribe="")
    return PushView(TITLE, said.subject, said.link.removeprefix(settings.PUBLIC_URL))


def packed(key: UUID, person_id: UUID, to: tuple[Device, ...], lasts: timedelta, urgency: Urgency) -> Push:
    """A push that holds no more than its key."""
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
