"""Time to go: one tells the other at once, in words that the two chose; the other says that they are coming.

A tap is a row that leaves by the best channel of the other's, and by the next when that does not take it.
However often a nervous thumb taps, one call is on its way. The other's quiet hours and daily cap do not hold
it: it is no reminder, and somebody stands at the door.
"""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from planner import errors
from planner.actions.engine import due, telling, views
from planner.actions.engine.due import Claimed
from planner.actions.plan import plan_writes
from planner.core.plan import going, support_plan
from planner.core.reminding.reminders import Drop, Reason
from planner.core.webhooks.kinds import Kind
from planner.models import ChannelChoice, Phrase, Plan, TimeToGo
from planner.queries import messages
from planner.queries.channels.outgoing import Message
from planner.queries.people.who import Who
from planner.queries.plan import plan_rows, plan_sight
from planner.queries.plan import times_to_go as queries

KEPT = timedelta(days=2)
State = TimeToGo.State


@transaction.atomic
def call(actor: UUID, plan_id: UUID, *, key: UUID, now: datetime) -> None:
    """Tell the other that it is time to go, unless that is being told already. `key` names the tap.

    Raises `NotFound`, `AlreadyOver`, `NeedsPartner`, `NotTheHour`.
    """
    # Two taps at once wait here for each other.
    who = plan_writes.lock_couple(actor)
    plan = plan_writes.lock(who, plan_id)
    if who.partner_id is None:
        raise errors.NeedsPartner
    _check_hour(who, plan, now)
    if _is_known(actor, plan, key, now):
        return
    _put(actor, who.partner_id, plan, key, now)
    views.touch(*who.couple_ids, now=now)


@transaction.atomic
def coming(actor: UUID, plan_id: UUID, *, now: datetime) -> None:
    """Say that one is coming; once is enough. Raises `NotFound` where nobody has called."""
    who = plan_writes.lock_couple(actor)
    plan = plan_writes.lock(who, plan_id)
    lately = TimeToGo.objects.filter(plan=plan, recipient_id=actor, created_at__gt=now - going.SHOWN_FOR)
    row = lately.order_by("-created_at", "-id").first()
    if row is None:
        raise errors.NotFound
    if row.coming_at is None:
        TimeToGo.objects.filter(id=row.id).update(coming_at=now)
        views.touch(*who.couple_ids, now=now)


@transaction.atomic
def choose(actor: UUID, words: str, *, now: datetime) -> None:
    """Say it in these words from now on; the other sees who chose them. Raises `NeedsPartner`, `Invalid`."""
    who = plan_writes.lock_couple(actor)
    if who.partner_id is None:
        raise errors.NeedsPartner
    chosen = {"words": going.phrase(words, queries.signals(who, now=now)), "chosen_by_id": actor}
    known = Phrase.objects.filter(couple_id=who.couple_id).first()
    if known is None or known.words != chosen["words"]:
        Phrase.objects.update_or_create(couple_id=who.couple_id, defaults=chosen | {"chosen_at": now})
        views.touch(*who.couple_ids, now=now)


@transaction.atomic
def claim_due(
    channel: str, *, now: datetime, limit: int = due.BATCH, is_repeatable: bool = False
) -> tuple[Claimed, ...]:
    """At most `limit` calls that are due by this channel, leased to the caller.

    One whose sender was lost twice may have arrived or not; it goes by the next channel while it helps.
    """
    claimed, lost = due.claim_or_give_up(
        TimeToGo, channel=channel, now=now, limit=limit, is_repeatable=is_repeatable
    )
    for row in TimeToGo.objects.select_for_update(of=("self",)).filter(id__in=lost):
        if now < row.created_at + going.HELPS_FOR:
            _go_on(row, now)
    return claimed


@transaction.atomic
def begin_send(claimed: Claimed, *, now: datetime) -> Message | None:
    """The message, if it may go out now; commit before the network is touched."""
    row = TimeToGo.objects.select_related("plan", "recipient").filter(id=claimed.id).first()
    if row is None:
        return None
    message = messages.time_to_go(row, now=now)
    if isinstance(message, Drop):
        due.end(TimeToGo, claimed, State.MISSED, now=now, reason=message.reason)
        return None
    return message if due.begin(TimeToGo, claimed, now=now) else None


@transaction.atomic
def put_back(claimed: Claimed, *, until: datetime, now: datetime) -> bool:
    """Its channel rests: it waits for that only if there is no other."""
    row = _held(claimed)
    return row is not None and (_go_on(row, now) or due.hold(TimeToGo, claimed, until=until))


def record_sent(claimed: Claimed, *, now: datetime) -> bool:
    """False when the lease was lost meanwhile."""
    return due.end(TimeToGo, claimed, State.SENT, now=now)


@transaction.atomic
def record_failed(claimed: Claimed, *, now: datetime, **how: Any) -> str:
    """The next channel at once, even if this one may have delivered it: twice is better than not at all.

    The last one is tried again, as `due.failed`.
    """
    row = _held(claimed)
    if row is None:
        return ""
    return State.PENDING if _go_on(row, now) else due.failed(TimeToGo, claimed, now=now, **how)


@transaction.atomic
def record_undelivered(call_id: UUID, *, now: datetime) -> None:
    """What had been taken did not arrive after all; it goes by another channel while it helps."""
    row = TimeToGo.objects.select_for_update(of=("self",)).filter(id=call_id, state=State.SENT).first()
    if row is None or now >= row.created_at + going.HELPS_FOR:
        return
    if not _go_on(row, now):
        TimeToGo.objects.filter(id=row.id).update(**due.ended(State.DEAD, now=now, reason="undelivered"))


def sweep(*, now: datetime) -> None:
    """Throw away what was said: nobody counts how often it was time to go."""
    TimeToGo.objects.filter(created_at__lt=now - KEPT).delete()


def forget(couple_id: UUID) -> None:
    """Two part: nothing of it is told any more, and their words go."""
    TimeToGo.objects.filter(plan__couple_id=couple_id).delete()
    Phrase.objects.filter(couple_id=couple_id).delete()


def _check_hour(who: Who, plan: Plan, now: datetime) -> None:
    agreed = support_plan.agreed_version(plan_rows.value(who, plan))
    about = plan_sight.of_one(who, plan) or plan
    if agreed is None:
        raise errors.NotFound
    if not going.is_open(about.starts_at, about.ends_at, agreed.content, now=now):
        raise errors.NotTheHour


def _is_known(actor: UUID, plan: Plan, key: UUID, now: datetime) -> bool:
    """Whether this tap, or one just before it, is told already."""
    mine = TimeToGo.objects.filter(sender_id=actor)
    newest = mine.filter(plan=plan).order_by("-created_at", "-id").first()
    return mine.filter(key=key).exists() or (newest is not None and queries.stands(newest, now=now))


def _put(actor: UUID, partner_id: UUID, plan: Plan, key: UUID, now: datetime) -> None:
    channel = queries.next_channel(partner_id, failed=())
    row = TimeToGo(plan=plan, sender_id=actor, recipient_id=partner_id, key=key, next_at=now, created_at=now)
    row.channel = channel or ChannelChoice.EMAIL
    if channel is None:
        row.state, row.reason, row.ended_at = State.DEAD, Reason.NO_CHANNEL, now
    row.save(force_insert=True)
    about = {"uid": plan.uid, "recurrence_id": plan.recurrence_id}
    telling.tell((partner_id,), Kind.TIME_TO_GO, key=row.id, **about, now=now)


def _held(claimed: Claimed) -> TimeToGo | None:
    """The row, locked, while this lease on it holds."""
    rows = TimeToGo.objects.select_for_update(of=("self",))
    return rows.filter(id=claimed.id, lease_token=claimed.token).first()


def _go_on(row: TimeToGo, now: datetime) -> bool:
    """Whether there is another channel; then it is due by that one at once."""
    failed = {*row.failed_by.split(), row.channel}
    channel = queries.next_channel(row.recipient_id, failed=failed)
    if channel is None:
        return False
    changes = due.again(now=now) | {"channel": channel.value, "failed_by": " ".join(sorted(failed))}
    TimeToGo.objects.filter(id=row.id).update(**changes)
    return True
