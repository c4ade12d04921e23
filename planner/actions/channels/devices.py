"""The browsers that take push messages for a person: added, moved, renewed, removed."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from planner import errors
from planner.actions import reminders
from planner.actions.engine import locks, outside
from planner.core import push, secret_tokens
from planner.core.push import Keys
from planner.models import PushDevice, PushTest
from planner.queries.engine import offered

MOST = 10
LABEL_MAX = 80


@transaction.atomic
def add(actor: UUID, *, endpoint: str, p256dh: str, auth: str, label: str, now: datetime) -> UUID:
    """Push to this browser from now on; the device's id.

    One that takes messages for somebody else takes them for the actor alone from here. Raises `Invalid`,
    `TooMany`, `OnlyForReal`, and `NotFound` where push is not offered.
    """
    outside.reach(actor)
    if not offered.pushes():
        raise errors.NotFound
    return _keep(actor, push.read(endpoint, p256dh, auth, allowed=settings.PUSH_ALLOW), label, now=now)


@transaction.atomic
def add_mailbox(actor: UUID, *, label: str, now: datetime) -> UUID:
    """Have pushes shown in the mailbox; the device's id. Raises `NotFound` where there is none."""
    if not settings.MAILBOX:
        raise errors.NotFound
    return _keep(actor, push.mailbox(actor), label, now=now)


@transaction.atomic
def remove(actor: UUID, device_id: UUID, *, now: datetime) -> None:
    """Push to this device no more. Raises `NotFound`."""
    locks.people((actor,))
    if not _deleted(device_id, actor):
        raise errors.NotFound
    _plan((actor,), now)


@transaction.atomic
def renew(was: str, *, endpoint: str, p256dh: str, auth: str, now: datetime) -> None:
    """Follow a browser to its new address, for whoever it belongs to.

    Its old address vouches for it: only the browser, its push service and we know that. Raises `NotFound`,
    `Invalid`.
    """
    keys = push.read(endpoint, p256dh, auth, allowed=settings.PUSH_ALLOW)
    before = PushDevice.objects.filter(endpoint_hash=secret_tokens.digest(was))
    owners = locks.people(before.values_list("person_id", flat=True))
    row = before.filter(person_id__in=owners).first()
    if row is None or row.endpoint.startswith(push.MAILBOX):
        raise errors.NotFound
    digest = secret_tokens.digest(keys.endpoint)
    if PushDevice.objects.filter(endpoint_hash=digest).exclude(id=row.id).exists():
        # It was switched on again meanwhile, so its old address is all that is left of this one.
        row.delete()
        _plan(owners, now)
        return
    PushDevice.objects.filter(id=row.id).update(**_columns(keys), endpoint_hash=digest)


@transaction.atomic
def gone(device_id: UUID, *, now: datetime) -> None:
    """Its push service knows this device no more. What was to be pushed is planned again without it."""
    for owner in locks.people(PushDevice.objects.filter(id=device_id).values_list("person_id", flat=True)):
        _deleted(device_id, owner)
        _plan((owner,), now)


def _deleted(device_id: UUID, owner_id: UUID) -> bool:
    """Whether it was there. Locked first: whoever is just asking for a test of it is waited for."""
    row = PushDevice.objects.select_for_update().filter(id=device_id, person_id=owner_id).first()
    return row is not None and bool(row.delete()[0])


def _keep(actor: UUID, keys: Keys, label: str, *, now: datetime) -> UUID:
    digest = secret_tokens.digest(keys.endpoint)
    known = PushDevice.objects.filter(endpoint_hash=digest)
    concerned = {actor, *known.values_list("person_id", flat=True)}
    locks.people(concerned)
    mine = PushDevice.objects.filter(person_id=actor).exclude(endpoint_hash=digest)
    if mine.count() >= MOST:
        raise errors.TooMany
    # Another owner's tests are none of the new one's.
    PushTest.objects.filter(device__in=known.exclude(person_id=actor)).delete()
    fresh = {"person_id": actor, "label": label[:LABEL_MAX], "created_at": now, **_columns(keys)}
    row, _ = PushDevice.objects.update_or_create(endpoint_hash=digest, defaults=fresh)
    _plan(concerned, now)
    return row.id


def _columns(keys: Keys) -> dict[str, str]:
    return {"endpoint": keys.endpoint, "p256dh": keys.p256dh, "auth": keys.auth}


def _plan(people: Collection[UUID], now: datetime) -> None:
    """Their reminders may come by another channel from here."""
    reminders.reschedule_everything(people, now=now)
