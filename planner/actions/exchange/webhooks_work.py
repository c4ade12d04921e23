"""From due to told: the steps that whoever sends to webhooks calls, each committed by itself.

Each webhook has a breaker of its own: one that nobody answers at holds up nobody else's. One that has been
failing for days is stopped, and its owner is told.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from planner.actions.engine import due, outbox
from planner.actions.engine.due import Claimed
from planner.core.reminding import breaker
from planner.core.reminding.breaker import Breaker
from planner.core.reminding.reminders import Drop
from planner.core.webhooks.kinds import Kind
from planner.models import LIVE_STATES, STOPPABLE, Webhook, WebhookMessage
from planner.queries import messages
from planner.queries.channels.outgoing import WebhookCall

STOPS_AFTER = timedelta(days=5)
KEPT = timedelta(days=30)
NOTICE = "webhook"
RESTS, STOPPED = "resting", "stopped"
State = WebhookMessage.State
_WORKS = {"failures": 0, "rests_until": None, "failing_since": None}


def claim_due(*, now: datetime, limit: int = due.BATCH, is_repeatable: bool = False) -> tuple[Claimed, ...]:
    """At most `limit` messages that are due, leased to the caller."""
    return due.claim(WebhookMessage, now=now, limit=limit, is_repeatable=is_repeatable)


@transaction.atomic
def begin_send(claimed: Claimed, *, now: datetime) -> WebhookCall | None:
    """The message, if it may go out now; commit before the network is touched."""
    row = _held(claimed)
    if row is None:
        return None
    if row.webhook.rests_until and now < row.webhook.rests_until and row.kind != Kind.TEST:
        due.hold(WebhookMessage, claimed, until=row.webhook.rests_until, also={"reason": RESTS})
        return None
    call = messages.webhook(row, now=now)
    if isinstance(call, Drop):
        due.end(WebhookMessage, claimed, State.MISSED, now=now, reason=call.reason)
        return None
    return call if due.begin(WebhookMessage, claimed, now=now) else None


def put_back(claimed: Claimed, *, until: datetime) -> bool:
    """It has not begun, and its lane rests: due again then."""
    return due.hold(WebhookMessage, claimed, until=until, also={"reason": RESTS})


@transaction.atomic
def record_sent(claimed: Claimed, *, now: datetime) -> bool:
    """False when the lease was lost meanwhile. Whatever failed there before is forgotten."""
    row = _held(claimed)
    if row is None or not due.end(WebhookMessage, claimed, State.SENT, now=now, also={"status": None}):
        return False
    Webhook.objects.filter(id=row.webhook_id, failing_since__isnull=False, stopped_at=None).update(**_WORKS)
    return True


@transaction.atomic
def record_failed(
    claimed: Claimed, *, now: datetime, permanent: bool = False, reason: str = "", **how: Any
) -> str:
    """As `due.failed`, and its webhook remembers; `permanent` says that nothing is to be sent there again.

    A test is over whatever came of it: who asked asks again.
    """
    row = _held(claimed)
    if row is None:
        return ""
    WebhookMessage.objects.filter(id=row.id).update(status=_status(reason))
    is_over = permanent or row.kind == Kind.TEST
    state = due.failed(WebhookMessage, claimed, now=now, permanent=is_over, reason=reason, **how)
    if row.kind != Kind.TEST:
        _note_failure(row.webhook, is_gone=permanent, now=now)
    return state


def sweep(*, now: datetime) -> int:
    """Throw away what was told a month ago, and secrets that sign nothing any more."""
    Webhook.objects.filter(secret_before_until__lte=now).update(secret_before="", secret_before_until=None)
    old = WebhookMessage.objects.exclude(state__in=LIVE_STATES).filter(ended_at__lt=now - KEPT)
    return old.delete()[0]


def _held(claimed: Claimed) -> WebhookMessage | None:
    """The message, its webhook locked before it, while this lease on it holds."""
    mine = WebhookMessage.objects.filter(id=claimed.id, lease_token=claimed.token)
    webhook = Webhook.objects.select_for_update(of=("self",)).filter(messages__in=mine).first()
    row = mine.first()
    if webhook is None or row is None:
        return None
    row.webhook = webhook
    return row


def _note_failure(webhook: Webhook, *, is_gone: bool, now: datetime) -> None:
    known = breaker.after_failure(Breaker(webhook.failures, webhook.rests_until), now=now)
    webhook.failures, webhook.rests_until = max(known.failures, 1), known.rests_until
    webhook.failing_since = webhook.failing_since or now
    webhook.save(update_fields=("failures", "rests_until", "failing_since"))
    if webhook.stopped_at is None and (is_gone or now - webhook.failing_since >= STOPS_AFTER):
        _stop(webhook, now=now)


def _stop(webhook: Webhook, *, now: datetime) -> None:
    """Send nothing there any more, and tell its owner, who alone learns of it."""
    Webhook.objects.filter(id=webhook.id).update(stopped_at=now)
    waiting = WebhookMessage.objects.filter(webhook=webhook, state__in=STOPPABLE)
    waiting.update(**due.ended(State.CANCELLED, now=now, reason=STOPPED))
    outbox.put(kind=NOTICE, person_id=webhook.owner_id, to=webhook.owner.email, text=webhook.name, now=now)


def _status(reason: str) -> int | None:
    """The number in `answered 503`; None when there was no answer."""
    number = reason.removeprefix("answered ")
    return int(number) if number != reason and number.isdigit() else None
