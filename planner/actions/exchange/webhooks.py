"""What a person does with their webhooks: make, change, rotate, try, start again, end.

`engine.telling` puts messages to them, `webhooks_work` sends these.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from planner import errors
from planner.actions.channels import security
from planner.actions.engine import due, locks, outside
from planner.actions.exchange.tokens import checked_name
from planner.core import post_address
from planner.core.security import Happened
from planner.core.webhooks import signing
from planner.core.webhooks.kinds import CHOICES, Kind
from planner.models import LIVE_STATES, STOPPABLE, Webhook, WebhookMessage

MOST = 5
MOST_TESTS_A_DAY = 20
OVERLAP = timedelta(days=1)
"""For so long the secret before signs as well, so that a program can be told the new one in peace."""
_DAY = timedelta(days=1)
State = WebhookMessage.State


@transaction.atomic
def create(actor: UUID, *, name: str, url: str, kinds: Collection[str], now: datetime) -> tuple[UUID, str]:
    """A new webhook: its id, and its secret, which is shown once.

    Raises `Invalid`, `TooMany`, `OnlyForReal`.
    """
    outside.reach(actor)
    columns = {"name": checked_name(name), "url": _address(url), "kinds": _kinds(kinds)}
    locks.person(actor)
    if Webhook.objects.filter(owner_id=actor).count() >= MOST:
        raise errors.TooMany(field="url")
    secret = signing.fresh_secret()
    row = Webhook.objects.create(owner_id=actor, secret=secret, created_at=now, **columns)
    security.note(actor, Happened.WEBHOOK_MADE, about=row.name, now=now)
    return row.id, secret


@transaction.atomic
def edit(actor: UUID, webhook_id: UUID, *, name: str, kinds: Collection[str], now: datetime) -> None:
    """Another name, or other kinds; what waits of a kind that is not wanted any more does not go.

    Its address stays: another one is another webhook, with a secret of its own. Raises `NotFound`, `Invalid`.
    """
    columns = {"name": checked_name(name), "kinds": _kinds(kinds)}
    row = _own(actor, webhook_id)
    Webhook.objects.filter(id=row.id).update(**columns)
    unwanted = _waiting(row).exclude(kind__in=[*columns["kinds"], Kind.TEST.value])
    unwanted.update(**due.ended(State.CANCELLED, now=now, reason="not_wanted"))


@transaction.atomic
def rotate(actor: UUID, webhook_id: UUID, *, now: datetime) -> str:
    """A new secret, which is shown once; the one before signs beside it for a day. Raises `NotFound`."""
    row = _own(actor, webhook_id)
    secret = signing.fresh_secret()
    before = {"secret_before": row.secret, "secret_before_until": now + OVERLAP}
    Webhook.objects.filter(id=row.id).update(secret=secret, **before)
    security.note(actor, Happened.WEBHOOK_ROTATED, about=row.name, now=now)
    return secret


@transaction.atomic
def remove(actor: UUID, webhook_id: UUID, *, now: datetime) -> None:
    """End it at once; nothing of it is kept but that it ended. Raises `NotFound`."""
    row = _own(actor, webhook_id)
    security.note(actor, Happened.WEBHOOK_ENDED, about=row.name, now=now)
    row.delete()


@transaction.atomic
def resume(actor: UUID, webhook_id: UUID, *, now: datetime) -> None:
    """Send there again from now on; what came meanwhile is not told late. Raises `NotFound`."""
    row = _own(actor, webhook_id)
    fresh = {"failures": 0, "rests_until": None, "failing_since": None, "stopped_at": None}
    Webhook.objects.filter(id=row.id).update(**fresh)


@transaction.atomic
def test(actor: UUID, webhook_id: UUID, *, now: datetime) -> None:
    """Send a test message there soon, if none waits. Raises `NotFound`, `TooOften`."""
    row = _own(actor, webhook_id)
    tests = WebhookMessage.objects.filter(webhook=row, kind=Kind.TEST)
    if tests.filter(state__in=LIVE_STATES).exists():
        return
    if tests.filter(created_at__gt=now - _DAY).count() >= MOST_TESTS_A_DAY:
        raise errors.TooOften
    WebhookMessage.objects.create(webhook=row, kind=Kind.TEST, key=uuid4(), next_at=now, created_at=now)


def _own(actor: UUID, webhook_id: UUID) -> Webhook:
    row = Webhook.objects.select_for_update().filter(id=webhook_id, owner_id=actor).first()
    if row is None:
        raise errors.NotFound
    return row


def _waiting(row: Webhook) -> QuerySet[WebhookMessage]:
    return WebhookMessage.objects.filter(webhook=row, state__in=STOPPABLE)


def _address(url: str) -> str:
    found = url.strip()
    if not post_address.is_open(found, settings.WEBHOOK_ALLOW):
        raise errors.Invalid(
            "Write an address that begins with https:// and can be reached from anywhere.", field="url"
        )
    return found


def _kinds(kinds: Collection[str]) -> list[str]:
    """In one order, each once. Raises `Invalid`."""
    if not kinds or not set(kinds) <= {one.value for one in CHOICES}:
        raise errors.Invalid("Choose at least one from the list.", field="kinds")
    return [one.value for one in CHOICES if one.value in kinds]
