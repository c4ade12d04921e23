"""Two people, one evening, two senders, and everything that can come between, in every order.

Nothing is lost, nothing goes out once an agreement or a leaving was committed, a step goes once for a day of
the event, is doubled only as promised, two messages a day at most, and no deed leaves anything to mend. What
goes along with another message shares its fate in all of this.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as HypothesisTestCase
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from planner.actions import reminders
from planner.actions.calendar import events
from planner.actions.engine.due import Claimed
from planner.actions.feelings import flags
from planner.actions.people import people
from planner.actions.plan import plans
from planner.actions.reminders import planning
from planner.core.calendar import zones
from planner.core.reminding.reminders import URGENT, Channel
from planner.models import LIVE_STATES, Event, Person, Phone, Plan, PushDevice, Reminder, Schedule
from planner.queries.channels import links
from planner.queries.channels.outgoing import Mail, Message
from tests.actions.reminders.test_reminders import YES, propose
from tests.factories import EVENING, NOW, TZID, event, form, join, person

State = Reminder.State
WORKERS = st.sampled_from(("one", "two"))
CHANNELS = st.sampled_from(list(Channel))
FAILURES = st.sampled_from(({"permanent": False}, {"permanent": True}, {"uncertain": True}))
"""For now, for good, or nobody answered: a refusal for good is an answer."""
BERLIN = zones.zone(TZID)
ASKING = {"early", "talk", "last-call", "talk-now"}
AGREED = {"read-through", "card"}
REPEATABLE = {Channel.PUSH}
MOST_MORE = 5
IS_LONG = settings.get_current_profile_name() == "long"


@dataclass(frozen=True)
class Sending:
    """A message on its way, and the rows that are in it."""

    claimed: Claimed
    key: UUID
    ids: tuple[UUID, ...]

    def under_its_lease(self) -> QuerySet[Reminder, UUID]:
        ours = Reminder.objects.filter(id__in=self.ids, lease_token=self.claimed.token)
        return ours.filter(state=State.SENDING).values_list("id", flat=True)


class Evening(RuleBasedStateMachine):
    """What is true of the two, and what has left for them. A crash forgets the lease."""

    def __init__(self) -> None:
        super().__init__()
        # A machine would begin each example where the last one ended; so this one is undone when it ends.
        self.example = transaction.atomic()
        self.example.__enter__()
        self.now = datetime(2026, 11, 5, 12, tzinfo=UTC)
        self.ada, self.ben = (Person.objects.get(email=f"{name}@example.org").pk for name in ("ada", "ben"))
        main = Event.objects.get()
        self.event_id, self.uid, self.start = main.id, main.uid, EVENING
        self.more = 0
        self.flag_id: UUID | None = None
        self.is_proposed = self.is_agreed = self.has_left = self.is_gone = False
        self.leases: dict[str, list[Claimed]] = {"one": [], "two": []}
        self.sending: dict[str, Sending | None] = {"one": None, "two": None}
        self.arrived: Counter[UUID] = Counter()
        self.unanswered: Counter[UUID] = Counter()
        self.begun: dict[tuple[UUID, date], dict[UUID, str]] = defaultdict(dict)

    @initialize(shared=st.booleans())
    def begin_with_a_flag(self, shared: bool) -> None:
        self.flag(3, shared)

    # The senders

    @rule(worker=WORKERS, is_quick=st.booleans())
    def take_what_is_due_next(self, worker: str, is_quick: bool) -> None:
        """Wait for it, claim it and begin: what the single steps below come to by themselves too rarely."""
        waiting = Reminder.objects.filter(state__in=LIVE_STATES).order_by("next_at").first()
        if waiting is not None and self.sending[worker] is None:
            self.now = max(self.now, waiting.next_at)
            self.claim(worker, Channel(waiting.channel))
            self.begin(worker)
            if is_quick:
                self.deliver(worker)

    @rule(worker=WORKERS, channel=CHANNELS)
    def claim(self, worker: str, channel: Channel) -> None:
        is_repeatable = channel in REPEATABLE
        self.leases[worker] += reminders.claim_due(channel, now=self.now, is_repeatable=is_repeatable)

    @rule(worker=WORKERS)
    def begin(self, worker: str) -> None:
        if self.sending[worker] or not self.leases[worker]:
            return
        claimed = self.leases[worker].pop(0)
        message = reminders.begin_send(claimed, now=self.now)
        if message:
            self.sending[worker] = self._sending(claimed, message)
        else:
            self._was_rightly_kept(Reminder.objects.get(id=claimed.id))

    @rule(worker=WORKERS)
    def deliver(self, worker: str) -> None:
        sending = self._finishes(worker)
        if sending:
            self.arrived.update(sending.ids)
            was_ours = set(sending.under_its_lease())
            assert reminders.record_sent(sending.claimed, now=self.now) == (sending.claimed.id in was_ours)
            self.unanswered.update(set(sending.ids) - was_ours)

    @rule(worker=WORKERS, failure=FAILURES)
    def fail(self, worker: str, failure: dict[str, bool]) -> None:
        sending = self._finishes(worker)
        if sending:
            claimed = sending.claimed
            self._note_failure(sending, "uncertain" in failure)
            is_repeatable = self._channel(claimed) in REPEATABLE
            reminders.record_failed(
                claimed, now=self.now, is_repeatable=is_repeatable, reason="no", **failure
            )

    @rule(worker=WORKERS, has_arrived=st.booleans())
    def crash(self, worker: str, has_arrived: bool) -> None:
        self.leases[worker].clear()
        sending = self._finishes(worker)
        if sending:
            self.arrived.update(sending.ids if has_arrived else ())
            self.unanswered.update(sending.ids)

    @rule(hours=st.sampled_from((0.02, 0.05, 1, 5, 12, 24, 72, -0.2)))
    def wait(self, hours: float) -> None:
        """A worker that is frozen meanwhile goes on with an old lease. Now and then the clock is set back."""
        self.now += timedelta(hours=hours)

    # The two of them

    @precondition(lambda self: not self.is_gone and not self.has_left)
    @rule(hours=st.sampled_from((1, 24, -24, 72)))
    def move(self, hours: int) -> None:
        self.start += timedelta(hours=hours)
        events.edit(self.ada, self.event_id, form(start=self.start), now=self.now)

    @precondition(lambda self: self.more < MOST_MORE)
    @rule(minutes=st.sampled_from((0, 20)), count=st.integers(1, MOST_MORE))
    def look_at_more_evenings(self, minutes: int, count: int) -> None:
        """Ada shows how several others are for her: more news and more reminders than a day has places."""
        for _ in range(min(count, MOST_MORE - self.more)):
            self.more += 1
            at = zones.wall_clock(self.now, BERLIN) + timedelta(days=9 + self.more)  # type: ignore[arg-type]
            event_id = event(self.ada, f"More {self.more}", at.replace(hour=19), now=self.now)
            flags.flag(self.ada, event_id, "", level=1, share_level=True, now=self.now)
            self.now += timedelta(minutes=minutes)

    @precondition(lambda self: self.begun and not self.is_gone)
    @rule()
    def delete(self) -> None:
        events.delete(self.ada, self.event_id, now=self.now)
        self.is_gone = True

    @precondition(lambda self: not self.is_gone)
    @rule(level=st.sampled_from((1, 3)), shared=st.booleans())
    def flag(self, level: int, shared: bool) -> None:
        self.flag_id = flags.flag(self.ada, self.event_id, "", level=level, share_level=shared, now=self.now)

    @precondition(lambda self: self.begun and self.flag_id is not None and not self.is_gone)
    @rule()
    def unflag(self) -> None:
        assert self.flag_id is not None
        flags.unflag(self.ada, self.flag_id, now=self.now)
        self.flag_id = None

    @precondition(lambda self: not (self.is_gone or self.has_left or self.is_proposed or self._has_begun()))
    @rule()
    def propose(self) -> None:
        propose(self.ada, self.event_id, now=self.now)
        self.is_proposed = True

    @precondition(lambda self: self.is_proposed and not (self.is_agreed or self.is_gone or self.has_left))
    @rule()
    def agree(self) -> None:
        if not self._has_begun():
            plan = Plan.objects.get()
            plans.agree(self.ben, plan.id, version=plan.table_number, answers=YES, now=self.now)
            self.is_agreed = True

    @precondition(lambda self: self.is_agreed and not (self.is_gone or self.has_left or self._has_begun()))
    @rule()
    def take_back(self) -> None:
        plan = Plan.objects.get()
        plans.take_back(self.ben, plan.id, version=plan.agreed_number, now=self.now)
        self.is_agreed = False

    @precondition(lambda self: self.begun and not self.has_left)
    @rule()
    def leave(self) -> None:
        people.leave(self.ben, now=self.now)
        self.has_left = True

    @rule(is_open=st.booleans())
    def phone(self, is_open: bool) -> None:
        """Ada writes STOP, or START."""
        Phone.objects.update(stopped_at=None if is_open else self.now)
        reminders.reschedule_everything((self.ada,), now=self.now)

    @rule()
    def lose_the_browser(self) -> None:
        PushDevice.objects.filter(person_id=self.ben).delete()
        reminders.reschedule_everything((self.ben,), now=self.now)

    # What holds throughout

    @invariant()
    def nothing_is_left_to_mend(self) -> None:
        changes = planning.differences((self.ada, self.ben), now=self.now, until=None)
        # What was being sent when its event changed is looked at when its lease is over.
        mended = [*changes.added, *changes.changed, *(one for one in changes.cancelled if not one.attempts)]
        assert not changes.schedules
        assert [(one.step, one.channel, one.state, one.reason) for one in mended] == []

    @invariant()
    def a_step_is_sent_once_for_a_day_of_the_event(self) -> None:
        sent = Reminder.objects.filter(state=State.SENT).exclude(step="news")
        steps = list(sent.values_list("person_id", "uid", "step", "event_on"))
        assert len(steps) == len(set(steps))

    @invariant()
    def nothing_is_doubled_but_what_nobody_answered_for(self) -> None:
        for row in Reminder.objects.exclude(channel__in=REPEATABLE):
            assert self.arrived[row.id] <= 1 + min(self.unanswered[row.id], 1)

    def teardown(self) -> None:
        try:
            self._come_to_an_end()
        finally:
            transaction.set_rollback(True)
            self.example.__exit__(None, None, None)

    def _come_to_an_end(self) -> None:
        """Left to one honest worker, every row comes to an end that is true."""
        self.leases = {"one": [], "two": []}
        self.sending = {"one": None, "two": None}
        for _ in range(200):
            waiting = Reminder.objects.filter(state__in=LIVE_STATES).order_by("next_at").first()
            if waiting is None:
                break
            self.now = max(self.now, waiting.next_at)
            self._send_all(Channel(waiting.channel))
            self.nothing_is_left_to_mend()
        self.nothing_is_doubled_but_what_nobody_answered_for()
        for row in Reminder.objects.all():
            assert row.state not in LIVE_STATES
            assert row.state != State.SENT or self.arrived[row.id]
            assert row.state == State.SENT or row.reason

    def _send_all(self, channel: Channel) -> None:
        self.claim("one", channel)
        while self.leases["one"]:
            self.begin("one")
            self.deliver("one")

    # What the model knows

    def _has_begun(self) -> bool:
        return self.now >= zones.instant(self.start, BERLIN)  # type: ignore[arg-type]

    def _sending(self, claimed: Claimed, message: Message) -> "Sending":
        """All that is in a message that has just begun."""
        first = Reminder.objects.get(id=claimed.id)
        along = Reminder.objects.filter(message_key=message.key, state=State.SENDING).exclude(id=first.id)
        for row in (first, *along):
            assert (row.key, row.state, row.lease_token) == (message.key, State.SENDING, claimed.token)
            assert not isinstance(message, Mail) or links.reply_token(row.id) in message.text
            self._may_begin(row)
        assert not along or first.step not in URGENT
        return Sending(claimed, message.key, (first.id, *(row.id for row in along)))

    def _may_begin(self, row: Reminder) -> None:
        """At this moment, by all that the two have done so far."""
        assert not (self.has_left and row.person_id == self.ben)
        if row.uid == self.uid:
            assert not self.is_gone
            assert self.flag_id is not None or self.is_proposed
            assert not (self.is_agreed and not self.has_left and row.step in ASKING)
            assert self.is_agreed or self.has_left or row.step not in AGREED
        local = zones.wall_clock(self.now, BERLIN)  # type: ignore[arg-type]
        assert 8 <= local.hour < 21
        if row.step != "news":
            planned = Schedule.objects.get(person_id=row.person_id, uid=row.uid, recurrence_id="")
            assert row.schedule_version == planned.version
        today = self.begun[row.person_id, local.date()]
        today[row.key] = row.channel
        assert len(today) <= 2
        assert Counter(today.values())[Channel.SMS] <= 1

    def _was_rightly_kept(self, row: Reminder) -> None:
        """What was taken up by another message has another message to take it up."""
        if row.state == State.CANCELLED and row.reason == "merged":
            same = Reminder.objects.filter(person_id=row.person_id, uid=row.uid)
            speaks = same.filter(state__in=(*LIVE_STATES, State.SENT, State.UNKNOWN)).exclude(id=row.id)
            assert speaks.exists()

    def _finishes(self, worker: str) -> "Sending | None":
        sending, self.sending[worker] = self.sending[worker], None
        return sending

    def _note_failure(self, sending: "Sending", uncertain: bool) -> None:
        if uncertain:
            self.arrived.update(sending.ids)
            self.unanswered.update(sending.ids)
        elif not self.unanswered[sending.claimed.id]:
            for today in self.begun.values():
                today.pop(sending.key, None)

    def _channel(self, claimed: Claimed) -> str:
        return Reminder.objects.values_list("channel", flat=True).get(id=claimed.id)


class TestEvening(HypothesisTestCase, Evening.TestCase):  # type: ignore[misc, valid-type]
    settings = settings() if IS_LONG else settings(max_examples=20, stateful_step_count=30)

    @classmethod
    def setUpTestData(cls) -> None:
        ada, ben = person("Ada"), person("Ben")
        join(ada, ben)
        event(ada)
        Phone.objects.create(
            person_id=ada, number="+491701234567", number_hash=b"n", verified_at=NOW, created_at=NOW
        )
        PushDevice.objects.create(
            person_id=ben, endpoint="https://push.example/1", endpoint_hash=b"e", created_at=NOW
        )
