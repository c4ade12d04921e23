"""What becomes of one reminder at this moment: asked immediately before it is sent."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Coalesce

from planner.core.reminding import sending
from planner.core.reminding.reminders import BY_DEEDS, Channel, Drop, Reason, Recipient, Send, Step
from planner.core.reminding.sending import Decision, SentToday, Waiting
from planner.models import STOPPABLE, Delivery, Event, Person, Reminder
from planner.queries.engine import compiled
from planner.queries.engine.compiled import Statement
from planner.queries.people import sight
from planner.queries.people.who import Who
from planner.queries.reminders import ladders
from planner.queries.reminders.grounds import Member
from planner.queries.reminders.ladders import Seen

_WENT_OUT = (Reminder.State.SENDING, Reminder.State.SENT, Reminder.State.UNKNOWN)
_MESSAGE = Coalesce("reminder__message_key", "reminder_id")
_STAND_INS = {
    "person": UUID(int=1),
    "but": UUID(int=2),
    "key": UUID(int=3),
    "begins": datetime(1971, 1, 1, tzinfo=UTC),
    "ends": datetime(1971, 1, 2, tzinfo=UTC),
}


@dataclass(frozen=True, slots=True)
class Occasion:
    """One reminder of somebody who may still have it."""

    reminder: Reminder
    person: Person
    member: Member
    seen: Seen
    is_seen_by_both: bool
    """Whether the other of two sees the event too, because this person lets them."""

    @property
    def recipient(self) -> Recipient:
        return self.member.recipient

    @property
    def step(self) -> Step:
        return Step(self.reminder.step)

    @property
    def rows(self) -> list[Reminder]:
        """All of this person's about the same occurrence."""
        return self.member.reminders.get((self.reminder.uid, self.reminder.recurrence_id), [])


def leased(reminder_id: UUID, token: UUID) -> Reminder | None:
    """The reminder, while this lease on it holds."""
    rows = Reminder.objects.select_related("person")
    return rows.filter(id=reminder_id, lease_token=token, state=Reminder.State.LEASED).first()


def occasion(reminder: Reminder, *, now: datetime) -> Occasion | Drop:
    """What the reminder is about as its person sees it now, or why they can have it no more."""
    person = reminder.person
    if not person.is_active:
        return Drop(Reason.NO_CHANNEL)
    ground = ladders.ground((person.id,), uid=reminder.uid, now=now)
    member = ground.members.get(person.id)
    if member is None:
        return Drop(Reason.NOT_THEIRS)
    seen = ground.one(person.id, reminder.uid, reminder.recurrence_id)
    if seen is None:
        return Drop(Reason.CANCELLED)
    if _has_moved(reminder, member):
        return Drop(Reason.MOVED)
    rows = ground.events.get(reminder.uid, ())
    return Occasion(reminder, person, member, seen, _is_seen_by_both(member.who, rows))


def _is_seen_by_both(who: Who, rows: Collection[Event]) -> bool:
    return who.partner_id is not None and sight.lets_be_seen(who.person_id, who.partner_id, rows)


def decide(about: Occasion, *, now: datetime) -> Decision:
    """Send it, hold it over quiet hours or a full day, or drop it."""
    facts, recipient = about.seen.facts, about.recipient
    one = waiting(about.reminder, ())
    decision = sending.before_cap(one, facts, recipient, now=now)
    if not isinstance(decision, Send):
        return decision
    sent = today(about.reminder, recipient, now=now)
    return sending.cap(one, sent, facts, recipient, now=now)


def waiting(row: Reminder, known: Iterable[Reminder]) -> Waiting:
    """The row as the core knows it; `known` are rows among which the one may be that it puts off."""
    return Waiting(row.id, Step(row.step), Channel(row.channel), row.due_at, _had_at(row, known))


def beside(about: Occasion, *, but: Reminder | None = None) -> list[Waiting]:
    """What else waits about the same occurrence."""
    without = {about.reminder.id, but.id if but else None}
    rows = (one for one in about.rows if one.id not in without and one.state in STOPPABLE)
    return [waiting(one, about.rows) for one in rows]


def _had_at(row: Reminder, known: Iterable[Reminder]) -> datetime | None:
    if row.again_of_id is None:
        return None
    had = next((one.due_at for one in known if one.id == row.again_of_id), None)
    return had or Reminder.objects.values_list("due_at", flat=True).get(id=row.again_of_id)


def _has_moved(reminder: Reminder, member: Member) -> bool:
    """Whether it was planned for a time at which the occurrence no longer stands; news has no such time."""
    if reminder.step in BY_DEEDS:
        return False
    planned = member.schedules.get((reminder.uid, reminder.recurrence_id))
    return planned is None or reminder.schedule_version != planned.version


def today(reminder: Reminder, recipient: Recipient, *, now: datetime) -> SentToday:
    """What went to its person on their day around `now`, and the places kept for cards, but for this one."""
    begins, ends = sending.local_day(recipient, now)
    ids = {"person": reminder.person_id, "but": reminder.id, "key": reminder.key}
    given: dict[str, Any] = {**ids, "begins": begins, "ends": ends}
    rows = _today(connection.vendor).rows(given)
    sent = [channel for _, channel, is_kept in rows if not is_kept]
    kept = [channel for _, channel, is_kept in rows if is_kept]
    return SentToday(len(sent), sent.count(Channel.SMS), len(kept), kept.count(Channel.SMS))


@cache
def _today(vendor: str) -> Statement:
    """Put into SQL once: it is asked for every message."""
    return compiled.statement(_asked_of_today, _STAND_INS)


def _asked_of_today(
    person: UUID, but: UUID, key: UUID, begins: datetime, ends: datetime
) -> QuerySet[Any, Any]:
    """Each message once, however often it was tried and whatever was in it."""
    sent = _attempts(person, begins, ends).exclude(reminder_id=but).exclude(reminder__message_key=key)
    cards = Reminder.objects.filter(person_id=person, step=Step.CARD, state__in=STOPPABLE, next_at__lt=ends)
    return sent.values_list(_MESSAGE, "reminder__channel", Value(0)).union(
        cards.exclude(id=but).values_list("id", "channel", Value(1))
    )


def sent_on(person_id: UUID, recipient: Recipient, *, now: datetime) -> SentToday:
    """What went to this person on their day around `now`, beside what is exempt."""
    attempts = _attempts(person_id, *sending.local_day(recipient, now))
    channels = dict(attempts.values_list(_MESSAGE, "reminder__channel")).values()
    return SentToday(len(channels), sum(channel == Channel.SMS for channel in channels))


def _attempts(person_id: UUID, begins: datetime, ends: datetime) -> QuerySet[Delivery]:
    # One that nobody answered for may have arrived, whatever is to become of it.
    went_out = Q(reminder__state__in=_WENT_OUT) | Q(reminder__is_uncertain=True)
    on_that_day = Q(reminder__person_id=person_id, began_at__gte=begins, began_at__lt=ends)
    return Delivery.objects.filter(went_out, on_that_day).exclude(reminder__step__in=sending.EXEMPT)
