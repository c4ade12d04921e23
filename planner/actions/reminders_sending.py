"""From due to sent: the steps of the state machine that a sender calls, each committed by itself."""

import hmac
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from planner.actions import due, reminders_planning
from planner.actions.due import Claimed
from planner.core import secret_tokens
from planner.core.reminding.reminders import Drop, Hold, Reason, Send, Step
from planner.core.reminding.sending import Decision
from planner.models import Delivery, Person, Reminder, UnsubscribeLink
from planner.queries import deliveries, messages

State = Reminder.State
_TOO_LATE = (Reason.TOO_LATE, Reason.HELD_PAST_EVENT)


def claim_due(
    channel: str, *, now: datetime, limit: int = due.BATCH, is_repeatable: bool = False
) -> tuple[Claimed, ...]:
    """At most `limit` reminders of this channel that are due, leased to the caller."""
    return due.claim(Reminder, channel=channel, now=now, limit=limit, is_repeatable=is_repeatable)


def begin_send(claimed: Claimed, *, now: datetime) -> bool:
    """Whether it may go out now. Call it immediately before the network: its commit is the line after which
    an agreement has provably stopped the message.

    Waits for every deed that is planning for this person, and they for it.
    """
    with transaction.atomic():
        reminder = _lock(claimed)
        if reminder is None:
            return False
        decision = _decide(reminder, now)
        if not isinstance(decision, Send):
            _settle(claimed, reminder, decision, now)
            return False
        if not due.begin(Reminder, claimed, now=now):
            return False
        _keep_link(reminder)
        Delivery.objects.create(reminder=reminder, attempt=reminder.attempts + 1, began_at=now)
        return True


def settle(claimed: Claimed, decision: Hold | Drop, *, now: datetime) -> None:
    """Hold or drop a reminder whose message cannot go out now."""
    with transaction.atomic():
        reminder = _lock(claimed)
        if reminder is not None:
            _settle(claimed, reminder, decision, now)


@transaction.atomic
def record_sent(claimed: Claimed, *, now: datetime) -> bool:
    """False when the lease was lost meanwhile: then whoever has it decides."""
    if not due.end(Reminder, claimed, State.SENT, now=now):
        return False
    _close_attempt(claimed.id, "sent", "", now)
    return True


@transaction.atomic
def record_failed(
    claimed: Claimed, *, now: datetime, uncertain: bool = False, reason: str = "", **how: Any
) -> str:
    """As `due.failed`, and the attempt is noted with it."""
    state = due.failed(Reminder, claimed, now=now, uncertain=uncertain, reason=reason, **how)
    if state:
        _close_attempt(claimed.id, "unanswered" if uncertain else "failed", reason, now)
    return state


def _lock(claimed: Claimed) -> Reminder | None:
    """The reminder under its lease, its person locked first, as planning does."""
    owner = Reminder.objects.filter(id=claimed.id).values("person_id")
    # Evaluated for its lock.
    list(Person.objects.select_for_update(no_key=True).filter(id__in=owner).values_list("id"))
    return deliveries.leased(claimed.id, claimed.token)


def _decide(reminder: Reminder, now: datetime) -> Decision:
    about = deliveries.occasion(reminder)
    if isinstance(about, Drop):
        return about
    decision = deliveries.decide(about, now=now)
    return Drop(Reason.MERGED) if isinstance(decision, Send) and _stands_in(reminder, now) else decision


def _stands_in(reminder: Reminder, now: datetime) -> bool:
    """Whether a later step for the same occurrence is due as well: one message is enough.

    But a talk is now, and nothing else says so.
    """
    if reminder.step == Step.TALK_NOW:
        return False
    others = Reminder.objects.filter(
        person_id=reminder.person_id,
        uid=reminder.uid,
        recurrence_id=reminder.recurrence_id,
        state__in=reminders_planning.STOPPABLE,
        due_at__lte=now,
    ).exclude(id=reminder.id)
    if reminder.again_of_id:
        # What its person put off gives way to whatever came since they had it.
        had_at = Reminder.objects.filter(id=reminder.again_of_id).values("due_at")
        return others.filter(again_of=None, due_at__gt=had_at).exists()
    others = others.filter(again_of=None)
    if reminder.step == Step.NEWS:
        return others.exists()
    later = Q(due_at__gt=reminder.due_at) | Q(due_at=reminder.due_at, id__gt=reminder.id)
    return others.exclude(step=Step.NEWS).filter(later).exists()


def _settle(claimed: Claimed, reminder: Reminder, decision: Decision, now: datetime) -> None:
    if isinstance(decision, Hold):
        due.hold(Reminder, claimed, until=decision.until)
    elif isinstance(decision, Drop):
        due.end(Reminder, claimed, _state_of(reminder, decision), now=now, reason=decision.reason)


def _state_of(reminder: Reminder, decision: Drop) -> str:
    """One that may have arrived never reads as if it had not."""
    if reminder.is_uncertain:
        return State.UNKNOWN
    return State.MISSED if decision.reason in _TOO_LATE else State.CANCELLED


def _keep_link(reminder: Reminder) -> None:
    """The link in the mail works from now on; a new secret key makes new links."""
    digest = secret_tokens.digest(messages.unsubscribe_token(reminder.person_id, reminder.step))
    link, _ = UnsubscribeLink.objects.get_or_create(
        person_id=reminder.person_id, step=reminder.step, defaults={"token_hash": digest}
    )
    if not hmac.compare_digest(bytes(link.token_hash), digest):
        UnsubscribeLink.objects.filter(id=link.pk).update(token_hash=digest)


def _close_attempt(reminder_id: UUID, outcome: str, detail: str, now: datetime) -> None:
    newest = Delivery.objects.filter(reminder_id=reminder_id).order_by("-attempt").values("id")[:1]
    Delivery.objects.filter(id__in=newest).update(outcome=outcome, detail=detail, ended_at=now)
