"""What will come of the messages that wait for one person, if nothing changes until then.

The same decisions as at the real moment, one after the other, with the clock as an argument.
"""

import bisect
import heapq
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from planner.core.calendar import zones
from planner.core.reminding import digest, sending
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


@dataclass(frozen=True, slots=True)
class Outcome:
    """What comes of a message in the end, and when."""

    queued: Queued
    at: datetime
    decision: Send | Drop


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


def rehearse(queue: Iterable[Queued], given: Situation, *, now: datetime) -> tuple[Outcome, ...]:
    """What comes of all of them, in the order of time."""
    return tuple(_Rehearsal(queue, given, now).outcomes())


class _Rehearsal:
    def __init__(self, queue: Iterable[Queued], given: Situation, now: datetime) -> None:
        self.given, self.now = given, now
        self.waiting = {one.waiting.id: one for one in queue}
        self.order = [(one.next_at, one.waiting.id) for one in self.waiting.values()]
        self.digests = sorted(given.digests)
        today = self._day(now)
        self.sent = Counter(
            {(today, None): given.sent_today.messages, (today, Channel.SMS): given.sent_today.sms}
        )

    def outcomes(self) -> Iterator[Outcome]:
        heapq.heapify(self.order)
        while self.order:
            next_at, id_ = heapq.heappop(self.order)
            self._let_digests_by(next_at, id_)
            at, one = max(next_at, self.now), self.waiting[id_]
            decision = self._decide(one, at)
            if isinstance(decision, Hold):
                self.waiting[id_] = replace(one, next_at=decision.until, waits=decision.waits)
                heapq.heappush(self.order, (decision.until, id_))
                continue
            yield Outcome(self.waiting.pop(id_), at, decision)
            if isinstance(decision, Send):
                self._count(one.waiting, at)

    def _decide(self, one: Queued, at: datetime) -> sending.Decision:
        facts, recipient, waiting = self.given.facts[one.key], self.given.recipient, one.waiting
        decision = sending.before_cap(waiting, facts, recipient, now=at)
        if isinstance(decision, Send):
            sent = self._sent(at, but=waiting.id)
            decision = sending.cap(waiting, sent, facts, recipient, now=at)
        is_merged = isinstance(decision, Send) and self._gives_way(one, at)
        return Drop(Reason.MERGED) if is_merged else decision

    def _let_digests_by(self, until: datetime, id_: UUID) -> None:
        """Those whose turn comes before this row's."""
        while self.digests and (self.digests[0].next_at, self.digests[0].id) < (until, id_):
            one = self.digests.pop(0)
            at = max(one.next_at, self.now)
            decision = digest.decide(self.given.recipient, self._sent(at), due_at=one.due_at, now=at)
            if isinstance(decision, Hold):
                bisect.insort(self.digests, replace(one, next_at=decision.until))
            elif isinstance(decision, Send):
                self.sent[self._day(at), None] += 1

    def _gives_way(self, one: Queued, at: datetime) -> bool:
        others = [each.waiting for each in self.waiting.values() if each.key == one.key and each is not one]
        facts, sent = self.given.facts[one.key], self._sent(at, but=one.waiting.id)
        return sending.gives_way(one.waiting, others, sent, facts, self.given.recipient, now=at)

    def _sent(self, at: datetime, *, but: UUID | None = None) -> SentToday:
        day = self._day(at)
        others = (one for one in self.waiting.values() if one.waiting.id != but)
        kept = [one.waiting.channel for one in others if self._keeps_place(one, day)]
        sms = sum(channel is Channel.SMS for channel in kept)
        return SentToday(self.sent[day, None], self.sent[day, Channel.SMS], len(kept), sms)

    def _keeps_place(self, one: Queued, day: date) -> bool:
        return one.waiting.step is Step.CARD and self._day(one.next_at) <= day

    def _count(self, one: Waiting, at: datetime) -> None:
        if one.step not in EXEMPT:
            self.sent[self._day(at), None] += 1
            self.sent[self._day(at), one.channel] += 1

    def _day(self, at: datetime) -> date:
        return zones.wall_clock(at, self.given.recipient.zone).date()
