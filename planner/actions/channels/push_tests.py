"""Test messages to one device: asked for on a page and tried once, so that the answer is there soon."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from planner import errors
from planner.actions.engine import due
from planner.actions.engine.due import Claimed
from planner.models import LIVE_STATES, PushDevice, PushTest

MOST_A_DAY = 20
_DAY = timedelta(days=1)
State = PushTest.State


@transaction.atomic
def ask(actor: UUID, device_id: UUID, *, now: datetime) -> None:
    """Send this device a test message soon, if none waits. Raises `NotFound`, `TooOften`."""
    device = PushDevice.objects.select_for_update().filter(id=device_id, person_id=actor).first()
    if device is None:
        raise errors.NotFound
    tests = PushTest.objects.filter(device=device)
    tests.filter(created_at__lte=now - _DAY).exclude(state__in=LIVE_STATES).delete()
    if tests.filter(state__in=LIVE_STATES).exists():
        return
    if tests.count() >= MOST_A_DAY:
        raise errors.TooOften
    PushTest.objects.create(device=device, next_at=now, created_at=now)


def claim_due(*, now: datetime, limit: int = due.BATCH, is_repeatable: bool = False) -> tuple[Claimed, ...]:
    """At most `limit` test messages that are due, leased to the caller."""
    return due.claim(PushTest, now=now, limit=limit, is_repeatable=is_repeatable)


def put_back(claimed: Claimed, *, until: datetime) -> bool:
    """It has not begun, and the channel rests: due again then."""
    return due.hold(PushTest, claimed, until=until)


def begin_send(claimed: Claimed, *, now: datetime) -> bool:
    return due.begin(PushTest, claimed, now=now)


def record_sent(claimed: Claimed, *, now: datetime) -> bool:
    return due.end(PushTest, claimed, State.SENT, now=now)


def record_failed(claimed: Claimed, *, now: datetime, reason: str = "", **how: Any) -> str:
    """Over, whatever the channel would try again: whoever asked can ask again."""
    return due.failed(PushTest, claimed, now=now, reason=reason, permanent=True)


def drop(claimed: Claimed, *, reason: str, now: datetime) -> bool:
    """Nobody is waiting for it any more."""
    return due.end(PushTest, claimed, State.MISSED, now=now, reason=reason)
