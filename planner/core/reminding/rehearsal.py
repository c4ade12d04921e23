"""What will come of the messages that wait for one person, if nothing changes until then.

The same decisions as at the real moment, one after the other, with the clock as an argument.
"""

import bisect
import heapq
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from planner.core.calendar import zones
from planner.core.reminding import digest, sending, together
from planner.core.reminding.reminders import Channel, Drop, Facts, Hold, Reason, Recipient, Send, Step, Waits
from planner.core.reminding.sending import EXEMPT, SentToday, Waiting

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Queued:
    """A message about one occurrence; it is looked at again at `next_at`."""

    key: Key
    waiting: Waiting
    next_at: datetime
    waits: Waits | None = None
    """Why it is looked at later than it is due."""
    is_leaving: bool = False
    """It is being sent; its day counts it already."""
    message_key: UUID | None = None
    """The message that it was tried in, with others."""
    is_uncertain: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What comes of a message in the end, and when."""

    queued: Queued
    at: datetime
    decision: Send | Drop
    is_taken_along: bool = False
    """It goes in a message that would have left without it, too."""


@dataclass(frozen=True, slots=True, order=True)
class Weekly:
    """A digest that waits. It is about no occurrence, and counts for its day."""

    next_at: datetime
    id: UUID
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Situation:
    """Whom it is for, what they may know of each occurrence, and what they had today."""

    recipient: Recipient
    facts: Mapping[Key, Facts]
    sent_today: SentToday = SentToday(0, 0)
    digests: tuple[Weekly, ...] = ()


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """What comes of all messages, in the order of time, and when each digest goes out that does."""

    outcomes: tuple[Outcome, ...]
    digests: Mapping[UUID, datetime]


def rehearse(queue: Iterable[Queued], given: Situation, *, now: datetime) -> Rehearsed:
    """What comes of all of them."""
    rehearsal = _Rehearsal(queue, given, now)
    return Rehearsed(tuple(rehearsal.outcomes()), rehearsal.digests_sent)


class _Queue:
    """What waits, by the ways in which it is asked for."""

    def __init__(self, queue: Iterable[Queued]) -> None:
        self.by_id: dict[UUID, Queued] = {}
        self.by_key: dict[Key, dict[UUID, Queued]] = defaultdict(dict)
        self.cards: dict[UUID, Queued] = {}
        for one in queue:
            self.put(one)

    def put(self, one: Queued) -> None:
        id_ = one.waiting.id
        self.by_id[id_] = self.by_key[one.key][id_] = one
        if one.waiting.step is Step.CARD:
            self.cards[id_] = one

    def take(self, one: Queued) -> None:
        id_ = one.waiting.id
        del self.by_id[id_], self.by_key[one.key][id_]
        self.cards.pop(id_, None)

    def beside(self, one: Queued, *, but: Queued | None = None) -> list[Waiting]:
        """What else waits about the same occurrence and has not begun to leave."""
        without = {one.waiting.id, but.waiting.id if but else None}
        others = self.by_key[one.key].values()
        return [each.waiting for each in others if each.waiting.id not in without and not each.is_leaving]


class _Rehearsal:
    def __init__(self, queue: Iterable[Queued], given: Situation, now: datetime) -> None:
        self.given, self.now = given, now
        self.queue = _Queue(queue)
        self.order = [(one.next_at, id_) for id_, one in self.queue.by_id.items()]
        self.digests = sorted(given.digests)
        self.digests_sent: dict[UUID, datetime] = {}
        today = self._day(now)
        self.sent = Counter(
            {(today, None): given.sent_today.messages, (today, Channel.SMS): given.sent_today.sms}
        )

    def outcomes(self) -> Iterator[Outcome]:
        heapq.heapify(self.order)
        while self.order:
            next_at, id_ = heapq.heappop(self.order)
            if id_ not in self.queue.by_id:
                continue  # It went along with another.
            self._let_digests_by((next_at, id_))
            at, one = max(next_at, self.now), self.queue.by_id[id_]
            decision = self._decide(one, at)
            if isinstance(decision, Hold):
                self.queue.put(replace(one, next_at=decision.until, waits=decision.waits))
                heapq.heappush(self.order, (decision.until, id_))
            else:
                yield from self._ended(one, at, decision)
        self._let_digests_by(None)

    def _ended(self, one: Queued, at: datetime, decision: Send | Drop) -> Iterator[Outcome]:
        yield Outcome(one, at, decision)
        along = self._along(one, at) if isinstance(decision, Send) else ()
        self.queue.take(one)
        for each in along:
            self.queue.take(each)
            yield Outcome(each, at, decision, is_taken_along=True)
        if isinstance(decision, Send) and not one.is_leaving:
            self._count(one.waiting, at)

    def _decide(self, one: Queued, at: datetime) -> sending.Decision:
        facts, recipient, waiting = self.given.facts[one.key], self.given.recipient, one.waiting
        if one.is_leaving:
            return Send()
        decision = sending.before_cap(waiting, facts, recipient, now=at)
        sent = self._sent(at, but=waiting.id)
        if isinstance(decision, Send):
            decision = sending.cap(waiting, sent, facts, recipient, now=at)
        if isinstance(decision, Send) and sending.gives_way(
            waiting, self.queue.beside(one), sent, facts, recipient, now=at
        ):
            return Drop(Reason.MERGED)
        return decision

    def _along(self, one: Queued, at: datetime) -> list[Queued]:
        """What goes in the same message."""
        if one.is_leaving or not together.may_share(one.waiting.step, one.waiting.channel):
            return []
        after = self._sent(at, but=one.waiting.id).with_one_more(one.waiting.channel)
        return [each for each in self.queue.by_id.values() if self._goes_along(each, one, after, at)]

    def _goes_along(self, each: Queued, one: Queued, after: SentToday, at: datetime) -> bool:
        waiting = each.waiting
        if waiting.due_at > at or waiting.channel is not one.waiting.channel or each.is_leaving:
            return False
        if each is one or not together.may_share(waiting.step, waiting.channel):
            return False
        facts, recipient = self.given.facts[each.key], self.given.recipient
        if each.message_key is not None and each.message_key == one.message_key:
            return isinstance(sending.before_cap(waiting, facts, recipient, now=at), Send)
        if each.message_key is not None or each.is_uncertain or one.is_uncertain:
            return False
        was_held, beside = each.waits is Waits.ENOUGH_TODAY, self.queue.beside(each, but=one)
        return together.joins(waiting, beside, after, facts, recipient, was_held=was_held, now=at)

    def _let_digests_by(self, until: tuple[datetime, UUID] | None) -> None:
        """Those whose turn comes before this row's, or all."""
        while self.digests and (until is None or (self.digests[0].next_at, self.digests[0].id) < until):
            one = self.digests.pop(0)
            at = max(one.next_at, self.now)
            decision = digest.decide(self.given.recipient, self._sent(at), due_at=one.due_at, now=at)
            if isinstance(decision, Hold):
                bisect.insort(self.digests, replace(one, next_at=decision.until))
            elif isinstance(decision, Send):
                self.digests_sent[one.id] = at
                self.sent[self._day(at), None] += 1

    def _sent(self, at: datetime, *, but: UUID | None = None) -> SentToday:
        day = self._day(at)
        kept = [
            one.waiting.channel
            for id_, one in self.queue.cards.items()
            if id_ != but and self._keeps(one, day)
        ]
        sms = sum(channel is Channel.SMS for channel in kept)
        return SentToday(self.sent[day, None], self.sent[day, Channel.SMS], len(kept), sms)

    def _keeps(self, one: Queued, day: date) -> bool:
        """Whether this card keeps a place on that day."""
        return not one.is_leaving and self._day(one.next_at) <= day

    def _count(self, one: Waiting, at: datetime) -> None:
        if one.step not in EXEMPT:
            self.sent[self._day(at), None] += 1
            self.sent[self._day(at), one.channel] += 1

    def _day(self, at: datetime) -> date:
        return zones.wall_clock(at, self.given.recipient.zone).date()
