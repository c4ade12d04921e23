"""From due to sent: the steps of the state machine that a sender calls, each committed by itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from planner.actions.engine import due, locks, telling
from planner.actions.engine.due import Claimed
from planner.actions.reminders import planning, talks_offering, together
from planner.core import secret_tokens
from planner.core.reminding import sending
from planner.core.reminding.digest import DIGEST
from planner.core.reminding.reminders import Channel, Drop, Hold, Reason, Send
from planner.core.webhooks import kinds
from planner.models import Delivery, Reminder, ReplyLink, UnsubscribeLink
from planner.queries import messages
from planner.queries.channels import links
from planner.queries.channels.outgoing import Mail, Message
from planner.queries.messages import Part
from planner.queries.reminders import deliveries
from planner.queries.reminders.deliveries import Occasion

State = Reminder.State
LINKS_LAST = timedelta(days=14)
"""How long a mail can be answered by its links; later it is about something else."""
RESTS = "resting"
"""Nobody answers at the other end of its channel."""
_TOO_LATE = (Reason.TOO_LATE, Reason.HELD_PAST_EVENT)
_AS_PLANNED = (*_TOO_LATE, Reason.MERGED)


@dataclass(frozen=True, slots=True)
class _Ready:
    """A message that may go out, and what is in it; of "our week" nothing that has a row of its own."""

    message: Message
    parts: tuple[Part, ...] = ()


def claim_due(
    channel: str, *, now: datetime, limit: int = due.BATCH, is_repeatable: bool = False
) -> tuple[Claimed, ...]:
    """At most `limit` reminders of this channel that are due, leased to the caller."""
    claimed, lost = due.claim_or_give_up(
        Reminder, channel=channel, now=now, limit=limit, is_repeatable=is_repeatable
    )
    for each in lost:
        _plan_again(each, now)
    return claimed


def begin_send(claimed: Claimed, *, now: datetime) -> Message | None:
    """The message, if it may go out now. Call it immediately before the network: its commit is the line after
    which an agreement has provably stopped the message.

    What it says is what was checked. Waits for every deed that is planning for this person, and they for it.
    """
    with transaction.atomic():
        reminder = _lock(claimed)
        if reminder is None:
            return None
        if until := together.busy_until(reminder, now=now):
            put_back(claimed, until=until)
            return None
        return _begin(claimed, reminder, now)


def _begin(claimed: Claimed, reminder: Reminder, now: datetime) -> Message | None:
    ready = _ready(reminder, now)
    if not isinstance(ready, _Ready):
        _settle(claimed, reminder, ready, now)
        return None
    if not due.begin(Reminder, claimed, now=now):
        return None
    _keep_what_answers(reminder, ready.parts, now)
    if len(ready.parts) > 1:
        others = [about for about, _ in ready.parts[1:]]
        together.begin(claimed, reminder, others, ready.message.key, now=now)
    Delivery.objects.create(reminder=reminder, attempt=reminder.attempts + 1, began_at=now)
    _tell_programs(ready.parts, now)
    return ready.message


def put_back(claimed: Claimed, *, until: datetime) -> bool:
    """It has not begun, and the channel rests: due again then."""
    return due.hold(Reminder, claimed, until=until, also={"reason": RESTS})


@transaction.atomic
def record_sent(claimed: Claimed, *, now: datetime) -> bool:
    """False when the lease was lost meanwhile: then whoever has it decides."""
    if not due.end(Reminder, claimed, State.SENT, now=now):
        return False
    together.sent(claimed, now=now)
    _close_attempt(claimed.id, "sent", "", now)
    return True


@transaction.atomic
def record_failed(
    claimed: Claimed, *, now: datetime, uncertain: bool = False, reason: str = "", **how: Any
) -> str:
    """As `due.failed`, and the attempt is noted with it.

    What came to nothing goes by another channel; what is to be tried again may have moved meanwhile.
    """
    _lock_person(claimed.id)
    state = due.failed(Reminder, claimed, now=now, uncertain=uncertain, reason=reason, **how)
    if state:
        _close_attempt(claimed.id, "unanswered" if uncertain else "failed", reason, now)
        for each in (claimed.id, *together.failed(claimed)):
            _plan_again(each, now)
    return state


@transaction.atomic
def record_undelivered(reminder_id: UUID, *, now: datetime) -> None:
    """What had been taken did not arrive after all; it goes by another channel."""
    _lock_person(reminder_id)
    ended = due.ended(State.DEAD, now=now, reason="undelivered")
    if Reminder.objects.filter(id=reminder_id, state__in=(State.SENT, State.UNKNOWN)).update(**ended):
        _plan_again(reminder_id, now)


def record_delivered(reminder_id: UUID, *, now: datetime) -> None:
    """What nobody had answered for did arrive."""
    Reminder.objects.filter(id=reminder_id, state=State.UNKNOWN).update(**due.ended(State.SENT, now=now))


def _plan_again(reminder_id: UUID, now: datetime) -> None:
    """Plan its event again for its person: that finds another channel of theirs, or its new time."""
    about_events = Reminder.objects.exclude(step=DIGEST)
    for person_id, uid in about_events.filter(id=reminder_id).values_list("person_id", "uid"):
        planning.plan((person_id,), uid=uid, now=now)


def _lock(claimed: Claimed) -> Reminder | None:
    """The reminder under its lease, its person locked first, as planning does."""
    _lock_person(claimed.id)
    return deliveries.leased(claimed.id, claimed.token)


def _lock_person(reminder_id: UUID) -> None:
    """Planning trusts that while it holds this lock nobody but a claimer touches rows that wait."""
    owner = Reminder.objects.filter(id=reminder_id).values("person_id")
    locks.people(owner)


def _ready(reminder: Reminder, now: datetime) -> _Ready | Hold | Drop:
    if reminder.step == DIGEST:
        composed = messages.digest(reminder, now=now)
        return _Ready(composed) if isinstance(composed, Mail) else composed
    about = deliveries.occasion(reminder, now=now)
    if isinstance(about, Drop):
        return about
    decision = deliveries.decide(about, now=now)
    if not isinstance(decision, Send):
        return decision
    return Drop(Reason.MERGED) if _stands_in(about, now) else _composed(about, now)


def _composed(about: Occasion, now: datetime) -> _Ready | Drop:
    others = together.along(about, now=now)
    parts = tuple((each, talks_offering.find(each, now=now)) for each in (about, *others))
    if others:
        key = together.key_of(about.reminder, others)
        return _Ready(messages.together(parts, key, now=now), parts)
    message = messages.reminder(*parts[0], now=now)
    return message if isinstance(message, Drop) else _Ready(message, parts)


def _stands_in(about: Occasion, now: datetime) -> bool:
    """Whether another message about the same occurrence goes out in its place."""
    others = [one for one in deliveries.beside(about) if one.due_at <= now]
    if not others:
        return False
    one = deliveries.waiting(about.reminder, about.rows)
    sent = deliveries.today(about.reminder, about.recipient, now=now)
    return sending.gives_way(one, others, sent, about.seen.facts, about.recipient, now=now)


def _settle(claimed: Claimed, reminder: Reminder, decision: Hold | Drop, now: datetime) -> None:
    if isinstance(decision, Hold):
        due.hold(Reminder, claimed, until=decision.until, also={"reason": decision.waits})
        return
    if decision.reason not in _AS_PLANNED:
        # Something has changed since this was planned. Planning ends this row itself, if it finds so too.
        _plan_again(claimed.id, now)
    due.end(Reminder, claimed, _state_of(reminder, decision), now=now, reason=decision.reason)
    if decision.reason in _TOO_LATE:
        # Tomorrow is too late, but another channel may have a place today.
        _plan_again(claimed.id, now)


def _state_of(reminder: Reminder, decision: Drop) -> str:
    """One that may have arrived never reads as if it had not."""
    if reminder.is_uncertain:
        return State.UNKNOWN
    return State.MISSED if decision.reason in _TOO_LATE else State.CANCELLED


def _keep_what_answers(reminder: Reminder, parts: Iterable[Part], now: datetime) -> None:
    """The times that it offers and the links in it, for each thing in the message."""
    for about, offered in parts:
        talks_offering.keep(about.reminder, offered, now=now)
    if reminder.channel == Channel.EMAIL:
        for each in [about.reminder for about, _ in parts] or [reminder]:
            _keep_links(each, now)


def _tell_programs(parts: Iterable[Part], now: datetime) -> None:
    """Their own programs hear of each thing in the message, once however often it is tried."""
    for row in (about.reminder for about, _ in parts):
        if kind := kinds.of_step(row.step):
            about = {"uid": row.uid, "recurrence_id": row.recurrence_id}
            telling.tell((row.person_id,), kind, key=row.id, **about, now=now)


def _keep_links(reminder: Reminder, now: datetime) -> None:
    """The links in the mail work from now on; a new secret key makes new links."""
    if reminder.step != DIGEST:
        digest = secret_tokens.digest(links.reply_token(reminder.id))
        ReplyLink.objects.bulk_create(
            [ReplyLink(reminder=reminder, token_hash=digest, expires_at=now + LINKS_LAST)],
            update_conflicts=True,
            unique_fields=("reminder",),
            update_fields=("token_hash", "expires_at"),
        )
    digest = secret_tokens.digest(links.unsubscribe_token(reminder.person_id, reminder.step))
    UnsubscribeLink.objects.bulk_create(
        [UnsubscribeLink(person_id=reminder.person_id, step=reminder.step, token_hash=digest)],
        update_conflicts=True,
        unique_fields=("person", "step"),
        update_fields=("token_hash",),
    )


def _close_attempt(reminder_id: UUID, outcome: str, detail: str, now: datetime) -> None:
    newest = Delivery.objects.filter(reminder_id=reminder_id).order_by("-attempt").values("id")[:1]
    Delivery.objects.filter(id__in=newest).update(outcome=outcome, detail=detail, ended_at=now)
