"""What a full day would hold goes along with a message that leaves: it begins, and ends, as that one does.

All that is in one message shares its lease and its key. When the message comes back, or its sender dies, they
are due again together, and whichever is claimed first takes the others along, under the same key: the other
end never gets two messages that say the same, nor one in which something is missing that had been in it.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID, uuid4

from django.db.models import F, Q, QuerySet

from planner.actions.engine import due
from planner.actions.engine.due import Claimed
from planner.core.reminding import sending, together
from planner.core.reminding.reminders import URGENT, Channel, Drop, Reason, Send, Step, Waits
from planner.models import STOPPABLE, Reminder
from planner.queries.reminders import deliveries
from planner.queries.reminders.deliveries import Occasion

State = Reminder.State
_SHARING = [step.value for step in Step if step not in URGENT]


def busy_until(reminder: Reminder, *, now: datetime) -> datetime | None:
    """While somebody else sends the message that it was in: how long they have for that."""
    if reminder.message_key is None:
        return None
    others = _of_message(reminder).filter(state=State.SENDING, next_at__gt=now)
    return others.values_list("next_at", flat=True).first()


def along(about: Occasion, *, now: datetime) -> tuple[Occasion, ...]:
    """What goes in the same message, each asked as if it went by itself. Call it with the person locked."""
    one = about.reminder
    if not together.may_share(about.step, Channel(one.channel)):
        return ()
    rows = _candidates(about, now).select_for_update(of=("self",)).order_by("due_at", "id")
    return tuple(_joining(about, list(rows), now))


def key_of(reminder: Reminder, others: Sequence[Occasion]) -> UUID:
    """What the message is known by at the other end: by a new name once something joins it."""
    is_as_before = all(about.reminder.message_key == reminder.key for about in others)
    return reminder.key if is_as_before else uuid4()


def begin(
    claimed: Claimed, reminder: Reminder, others: Sequence[Occasion], key: UUID, *, now: datetime
) -> None:
    """They are being sent as this one is, under its lease."""
    ids = [about.reminder.id for about in others]
    Reminder.objects.filter(id=reminder.id).update(message_key=key)
    Reminder.objects.filter(id__in=ids).update(
        state=State.SENDING,
        lease_token=claimed.token,
        attempts=F("attempts") + 1,
        next_at=now + due.LEASE,
        message_key=key,
        is_uncertain=reminder.is_uncertain,
    )


def sent(claimed: Claimed, *, now: datetime) -> None:
    """What went along was sent, too."""
    _under(claimed).update(**due.ended(State.SENT, now=now, reason=Reason.MERGED))


def failed(claimed: Claimed) -> list[UUID]:
    """What went along comes to what this one came to: their ids."""
    ids = list(_under(claimed).values_list("id", flat=True))
    if ids:
        columns = ("state", "reason", "next_at", "ended_at", "is_uncertain", "lease_token")
        came_to = Reminder.objects.values(*columns).get(id=claimed.id)
        Reminder.objects.filter(id__in=ids).update(**came_to)
    return ids


def _under(claimed: Claimed) -> QuerySet[Reminder]:
    """The others in its message, under the same lease."""
    key = Reminder.objects.filter(id=claimed.id, message_key__isnull=False).values("message_key")
    theirs = Reminder.objects.filter(message_key__in=key, lease_token=claimed.token, state=State.SENDING)
    return theirs.exclude(id=claimed.id)


def _of_message(reminder: Reminder) -> QuerySet[Reminder]:
    rows = Reminder.objects.filter(person_id=reminder.person_id, message_key=reminder.message_key)
    return rows.exclude(id=reminder.id)


def _candidates(about: Occasion, now: datetime) -> QuerySet[Reminder]:
    """What was in its message before, and what may join it now.

    Nothing joins a message that may have arrived: the other end would take it for a copy, and throw it away.
    """
    one = about.reminder
    fresh = Q(message_key=None, is_uncertain=False, due_at__lte=now, state__in=STOPPABLE)
    which = Q(pk=None) if one.is_uncertain else fresh
    if one.message_key is not None:
        was_cut_off = Q(state=State.SENDING, next_at__lte=now)
        which |= Q(message_key=one.message_key) & (Q(state__in=STOPPABLE) | was_cut_off)
    rows = Reminder.objects.filter(which, person_id=one.person_id, channel=one.channel, step__in=_SHARING)
    return rows.exclude(id=one.id)


def _joining(about: Occasion, rows: Sequence[Reminder], now: datetime) -> Iterator[Occasion]:
    if not rows:
        return
    channel = Channel(about.reminder.channel)
    after = deliveries.today(about.reminder, about.recipient, now=now).with_one_more(channel)
    for row in rows:
        row.person = about.person
        found = deliveries.occasion(row, now=now)
        if not isinstance(found, Drop) and _goes_along(found, about.reminder, after, now):
            yield found


def _goes_along(found: Occasion, of: Reminder, after: sending.SentToday, now: datetime) -> bool:
    row, facts, recipient = found.reminder, found.seen.facts, found.recipient
    one = deliveries.waiting(row, found.rows)
    if row.message_key is not None:
        return isinstance(sending.before_cap(one, facts, recipient, now=now), Send)
    beside = deliveries.beside(found, but=of)
    was_held = row.reason == Waits.ENOUGH_TODAY
    return together.joins(one, beside, after, facts, recipient, was_held=was_held, now=now)
