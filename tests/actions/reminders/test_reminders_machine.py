"""Two senders, crashes, freezes and changes of mind in every order: never lost, doubled only as promised."""

from datetime import timedelta
from uuid import uuid4

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as HypothesisTestCase
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from planner.actions.engine import due, outbox
from planner.actions.engine.due import Claimed
from planner.models import OutboxMail
from tests.factories import NOW

State = OutboxMail.State
WORKERS = st.sampled_from(("one", "two"))


class Engine(RuleBasedStateMachine):
    """One row, two workers. `arrived` counts what the other side took; a crash forgets the lease."""

    def __init__(self) -> None:
        super().__init__()
        self.now = NOW
        self.arrived = 0
        self.lost_answers = 0
        self.is_stopped = False
        self.leases: dict[str, Claimed] = {}
        self.sending: dict[str, Claimed] = {}
        OutboxMail.objects.all().delete()
        self.id = outbox.put(kind="account", person_id=None, to="x@example.org", text="t", now=NOW)

    def row(self) -> OutboxMail:
        return OutboxMail.objects.get(id=self.id)

    @rule(worker=WORKERS)
    def claim(self, worker: str) -> None:
        for claimed in outbox.claim_due(now=self.now):
            self.leases[worker] = claimed

    @rule(worker=WORKERS)
    def begin(self, worker: str) -> None:
        claimed = self.leases.pop(worker, None)
        if claimed and outbox.begin_send(claimed, now=self.now):
            assert not self.is_stopped
            self.sending[worker] = claimed

    @rule(worker=WORKERS)
    def deliver(self, worker: str) -> None:
        claimed = self.sending.pop(worker, None)
        if claimed:
            self.arrived += 1
            if not outbox.record_sent(claimed, now=self.now):
                self.lost_answers += 1

    @rule(worker=WORKERS, uncertain=st.booleans(), permanent=st.booleans())
    def fail(self, worker: str, uncertain: bool, permanent: bool) -> None:
        claimed = self.sending.pop(worker, None)
        if claimed:
            self.arrived += uncertain
            self.lost_answers += uncertain
            outbox.record_failed(claimed, now=self.now, uncertain=uncertain, permanent=permanent)

    @rule(worker=WORKERS, has_arrived=st.booleans())
    def crash(self, worker: str, has_arrived: bool) -> None:
        self.leases.pop(worker, None)
        if self.sending.pop(worker, None) and has_arrived:
            self.arrived += 1
            self.lost_answers += 1

    @rule(minutes=st.sampled_from((0.5, 1, 2, 70)))
    def wait(self, minutes: float) -> None:
        self.now += timedelta(minutes=minutes)

    @precondition(lambda self: not self.is_stopped)
    @rule()
    def stop(self) -> None:
        """Both agreed: what has not begun will not begin."""
        waiting = OutboxMail.objects.filter(id=self.id, state__in=(State.PENDING, State.LEASED))
        if waiting.update(**due.ended(State.CANCELLED, now=self.now, reason="agreed")):
            self.is_stopped = True

    @rule()
    def claim_with_a_made_up_lease(self) -> None:
        forged = Claimed(self.id, uuid4())
        assert not outbox.begin_send(forged, now=self.now)
        assert not outbox.record_sent(forged, now=self.now)

    @invariant()
    def it_never_goes_out_twice_unless_an_answer_was_lost(self) -> None:
        assert self.arrived <= 1 + min(self.lost_answers, 1)

    @invariant()
    def what_reads_as_sent_has_arrived(self) -> None:
        row = self.row()
        assert row.state != State.SENT or self.arrived
        assert row.state != State.CANCELLED or not self.sending or self.is_stopped

    def teardown(self) -> None:
        """Left to one honest worker, the row comes to an end: nothing is ever lost."""
        self.leases.clear()
        self.sending.clear()
        for _ in range(due.MOST_ATTEMPTS + 2):
            self.now += timedelta(hours=2)
            self.claim("one")
            self.begin("one")
            self.deliver("one")
        assert self.row().state in (State.SENT, State.CANCELLED, State.DEAD, State.UNKNOWN)
        self.it_never_goes_out_twice_unless_an_answer_was_lost()


class TestEngine(HypothesisTestCase, Engine.TestCase):  # type: ignore[misc, valid-type]
    settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
