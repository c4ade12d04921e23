"""Many news for one person, two senders that die, freeze and fail, and a service that drops what it knows.

Whatever is in a message stays in it under its key, shares its end, is read once, and is never lost.
"""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as HypothesisTestCase
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from planner.actions import reminders
from planner.actions.engine.due import Claimed
from planner.actions.feelings import flags
from planner.models import LIVE_STATES, Person, Reminder
from planner.queries.channels.outgoing import Mail
from tests.factories import EVENING, NOW, event, join, person

State = Reminder.State
WORKERS = st.sampled_from(("one", "two"))
ENDS = st.sampled_from(
    (
        "arrives",
        "arrives",
        "refused",
        "refused",
        "arrives, no answer",
        "arrives, dies",
        "no answer",
        "dies",
        "later",
    )
)
LIMITS = st.sampled_from((1, 20))
MOST = 9
SHARED = ("state", "next_at", "is_uncertain", "lease_token")
"""Why each waited before stays its own until the message ends."""
IS_LONG = settings.get_current_profile_name() == "long"


@dataclass(frozen=True)
class Sending:
    """A message on its way, and the evenings that its text names."""

    claimed: Claimed
    key: UUID
    titles: frozenset[str]


class Mornings(RuleBasedStateMachine):
    """What each key stood for, and what the service took under it; what it knows already, it drops."""

    def __init__(self) -> None:
        super().__init__()
        self.example = transaction.atomic()
        self.example.__enter__()
        self.now = NOW
        self.ada, self.ben = (Person.objects.get(email=f"{name}@example.org").pk for name in ("ada", "ben"))
        self.ids: dict[str, UUID] = {}
        self.leases: dict[str, list[Claimed]] = {"one": [], "two": []}
        self.sending: dict[str, Sending | None] = {"one": None, "two": None}
        self.begun: dict[UUID, frozenset[str]] = {}
        self.taken: dict[UUID, frozenset[str]] = {}

    @initialize()
    def begin_with_more_than_a_day_has_places(self) -> None:
        self.look_at_more_evenings(5)

    @precondition(lambda self: len(self.ids) < MOST)
    @rule(count=st.integers(1, 4))
    def look_at_more_evenings(self, count: int) -> None:
        """Ada shows how each will be for her, which is news for Ben."""
        for number in range(len(self.ids), min(MOST, len(self.ids) + count)):
            title = f"Zebra {number}"
            event_id = event(self.ada, title, EVENING + timedelta(days=30 + number), now=self.now)
            flags.flag(self.ada, event_id, "", level=1, share_level=True, now=self.now)
            self.ids[title] = Reminder.objects.exclude(id__in=self.ids.values()).get(step="news").id

    @rule(worker=WORKERS, how=ENDS, limit=LIMITS, more=st.sampled_from((0, 0, 1)))
    def send_what_is_due_next(self, worker: str, how: str, limit: int, more: int) -> None:
        """Wait for it, while more comes, claim it, begin, and come to this end, if to any by now."""
        self.look_at_more_evenings(more)
        waiting = self._waiting()
        if waiting is not None and self.sending[worker] is None:
            self.now = max(self.now, waiting.next_at)
            self.claim(worker, limit)
            self.begin(worker)
            self.end(worker, how)

    @rule(worker=WORKERS, limit=LIMITS)
    def claim(self, worker: str, limit: int) -> None:
        self.leases[worker] += reminders.claim_due("email", now=self.now, limit=limit, is_repeatable=True)

    @rule(worker=WORKERS)
    def begin(self, worker: str) -> None:
        if self.sending[worker] or not self.leases[worker]:
            return
        claimed = self.leases[worker].pop(0)
        message = reminders.begin_send(claimed, now=self.now)
        if message is not None:
            assert isinstance(message, Mail)
            titles = frozenset(title for title in self.ids if title in message.text)
            self.sending[worker] = Sending(claimed, message.key, titles)
            assert titles == self.begun.setdefault(message.key, titles)
            self._shares(titles, claimed, *SHARED)

    @rule(worker=WORKERS, how=ENDS)
    def end(self, worker: str, how: str) -> None:
        """It arrives, is refused for now, or nobody knows; whoever dies forgets all leases."""
        if how == "later" or self.sending[worker] is None:
            return
        sending, self.sending[worker] = self.sending[worker], None
        assert sending is not None
        if "arrives" in how:
            self.taken.setdefault(sending.key, sending.titles)
        if "dies" in how:
            self.leases[worker].clear()
        elif how == "arrives":
            if reminders.record_sent(sending.claimed, now=self.now):
                assert self._states(sending.titles) == {State.SENT}
        else:
            self._fails(sending, is_uncertain=how != "refused")

    @rule(hours=st.sampled_from((0.02, 0.05, 1, 12)))
    def wait(self, hours: float) -> None:
        """A worker that is frozen meanwhile goes on with an old lease."""
        self.now += timedelta(hours=hours)

    @invariant()
    def nothing_is_read_twice(self) -> None:
        read = [title for titles in self.taken.values() for title in titles]
        assert len(read) == len(set(read))

    @invariant()
    def what_reads_as_sent_was_taken(self) -> None:
        read = {title for titles in self.taken.values() for title in titles}
        sent = set(Reminder.objects.filter(state=State.SENT).values_list("id", flat=True))
        assert {title for title, row_id in self.ids.items() if row_id in sent} <= read

    def teardown(self) -> None:
        try:
            self._come_to_an_end()
        finally:
            transaction.set_rollback(True)
            self.example.__exit__(None, None, None)

    def _come_to_an_end(self) -> None:
        """Left to one honest worker, all of it is read, or was given up with a reason."""
        self.leases = {"one": [], "two": []}
        self.sending = {"one": None, "two": None}
        while waiting := self._waiting():
            self.now = max(self.now, waiting.next_at)
            self.claim("one", 20)
            while self.leases["one"]:
                self.begin("one")
                self.end("one", "arrives")
        self.nothing_is_read_twice()
        self.what_reads_as_sent_was_taken()
        unread = Reminder.objects.filter(id__in=self.ids.values()).exclude(state=State.SENT)
        assert {(row.state, bool(row.reason)) for row in unread} <= {
            (State.DEAD, True),
            (State.UNKNOWN, True),
        }

    def _waiting(self) -> Reminder | None:
        """The next of the news; what else the two are told of the evenings is weeks away."""
        live = Reminder.objects.filter(id__in=self.ids.values(), state__in=LIVE_STATES)
        return live.order_by("next_at").first()

    def _shares(self, titles: frozenset[str], claimed: Claimed, *columns: str) -> None:
        ids = [self.ids[title] for title in titles]
        fates = set(Reminder.objects.filter(id__in=ids).values_list(*columns))
        assert fates == set(Reminder.objects.filter(id=claimed.id).values_list(*columns))

    def _states(self, titles: frozenset[str]) -> set[str]:
        ids = [self.ids[title] for title in titles]
        return set(Reminder.objects.filter(id__in=ids).values_list("state", flat=True))

    def _fails(self, sending: Sending, *, is_uncertain: bool) -> None:
        how = {"uncertain": is_uncertain, "is_repeatable": True, "reason": "no"}
        if reminders.record_failed(sending.claimed, now=self.now, **how):
            self._shares(sending.titles, sending.claimed, *SHARED, "reason")


class TestMornings(HypothesisTestCase, Mornings.TestCase):  # type: ignore[misc, valid-type]
    settings = settings() if IS_LONG else settings(max_examples=15, stateful_step_count=15)

    @classmethod
    def setUpTestData(cls) -> None:
        join(person("Ada"), person("Ben"))
