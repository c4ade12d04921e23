"""Two people act on one plan in every order, right and wrong: agreed always means two explicit yeses."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from uuid import UUID

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from planner.core.plan import support_plan
from planner.core.plan.plan_content import Answer, Ask, Content, How
from planner.core.plan.support_plan import Missing, NextVersion, State, agree, propose, take_back
from planner.core.plan.two_yeses import Version, is_agreed
from planner.errors import AlongsideError, AlreadyBegun, AlreadyOver, Incomplete, Stale, UnansweredAsks
from tests.core.plan.plans import (
    ANA,
    BEFORE,
    BEN,
    ENDS_AT,
    NOT_THIS_TIME,
    OTHER,
    STARTS_AT,
    YES,
    content,
    plan,
)

who = st.sampled_from([ANA, BEN])
# Mostly the straight way, so that plans do get agreed between the detours.
glad = st.just([YES, YES, YES])
replies = glad | st.lists(st.sampled_from([YES, OTHER, NOT_THIS_TIME]), min_size=3, max_size=3)
going = st.sampled_from([How.TOGETHER, How.TOGETHER, How.PART, How.ONE_OF_US, How.DECLINE])
answering = st.sampled_from([3, 3, 3, 2, 1, 0])
lagging = st.sampled_from([0, 0, 0, 1])


class TwoPeopleOnePlan(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.plan = plan()
        self.now: datetime = BEFORE
        self.frozen: dict[int, tuple[UUID, Content]] = {}
        self.acts: set[tuple[UUID, int]] = set()
        """Every yes that somebody gave by a deed of their own and has not taken back."""
        self.ids = count()

    def store(self, version: Version) -> None:
        others = tuple(one for one in self.plan.versions if one.number != version.number)
        self.plan = replace(self.plan, versions=tuple(sorted((*others, version), key=lambda one: one.number)))

    @property
    def newest(self) -> int:
        return len(self.plan.versions)

    @property
    def on_the_table(self) -> int:
        table = support_plan.version_on_the_table(self.plan)
        return table.number if table else 0

    def written_by(self, by: UUID, how: How, answers: list[Answer], new_asks: int) -> Content:
        """What an honest page would send: what is on the table, with the others' asks answered."""
        table = support_plan.version_on_the_table(self.plan)
        before = support_plan.as_answered(table) if table else content()
        asks = [
            replace(one, answer=answers[n % 3]) if one.by != by else one for n, one in enumerate(before.asks)
        ]
        room = 3 - len(support_plan.asks_to(before, BEN if by == ANA else ANA))
        asks += [Ask(f"{next(self.ids)}", by, "Stay near me.") for _ in range(min(new_asks, room))]
        who_goes = ANA if how is How.ONE_OF_US else None
        return replace(before, how=how, who_goes=who_goes, asks=tuple(asks))

    @rule(
        by=who,
        how=going,
        answers=replies,
        new_asks=st.integers(0, 2),
        behind=lagging,
    )
    def propose(self, by: UUID, how: How, answers: list[Answer], new_asks: int, behind: int) -> None:
        wanted = self.written_by(by, how, answers, new_asks)
        try:
            version = propose(self.plan, by=by, content=wanted, base=self.on_the_table - behind, now=self.now)
        except Stale:
            assert behind
        except AlreadyOver:
            assert self.now >= ENDS_AT
        else:
            assert not behind
            assert (version.number, version.yes) == (self.newest + 1, frozenset({by}))
            self.acts.add((by, version.number))
            self.store(version)

    @precondition(lambda self: self.plan.versions)
    @rule(
        by=who,
        answers=replies,
        answered=answering,
        behind=lagging,
    )
    def agree(self, by: UUID, answers: list[Answer], answered: int, behind: int) -> None:
        number = (self.on_the_table or self.newest) - behind
        read = self.plan.versions[max(number, 1) - 1]
        asked = support_plan.asks_to(read.content, by)[:answered]
        given = {one.id: answers[n] for n, one in enumerate(asked)}
        try:
            outcome = agree(self.plan, by=by, version=number, answers=given, now=self.now)
        except Stale:
            assert behind or not self.on_the_table
        except AlreadyOver:
            assert self.now >= ENDS_AT
        except UnansweredAsks as error:
            assert set(error.missing) == {
                one.id
                for one in support_plan.asks_to(read.content, by)
                if not one.answer and one.id not in given
            }
        except Incomplete as error:
            assert set(error.missing) <= {Missing.ASK, Missing.ANSWER}
        else:
            assert not behind
            self.acts.add((by, outcome.version.number))
            open_asks = {one.id for one in support_plan.asks_to(read.content, by) if not one.answer}
            assert open_asks <= given.keys() or by in read.yes or support_plan.is_bare(read.content)
            if isinstance(outcome, NextVersion):
                assert outcome.version.yes == {by}
                assert outcome.version.content != read.content
            else:
                assert outcome.version.yes == read.yes | {by}
            self.store(outcome.version)

    @precondition(lambda self: self.plan.versions)
    @rule(by=who, data=st.data())
    def take_back(self, by: UUID, data: st.DataObject) -> None:
        number = data.draw(st.integers(1, self.newest))
        try:
            version = take_back(self.plan, by=by, version=number, now=self.now)
        except AlreadyBegun:
            assert self.now >= STARTS_AT
        else:
            assert self.now < STARTS_AT
            self.acts.discard((by, number))
            self.store(version)

    @precondition(lambda self: self.plan.versions)
    @rule(by=who, data=st.data())
    def forge(self, by: UUID, data: st.DataObject) -> None:
        """Somebody speaks for the other; nothing comes of it."""
        other = BEN if by == ANA else ANA
        wanted = self.written_by(by, How.TOGETHER, [YES, YES, YES], 0)
        forged = data.draw(
            st.sampled_from(
                [
                    replace(wanted, lines=((other, "I agree to everything."),)),
                    replace(wanted, asks=(*wanted.asks, Ask("forged", other, "Cook.", YES))[-3:]),
                    replace(wanted, asks=(*wanted.asks, Ask("forged", by, "Cook.", YES))[-3:]),
                ]
            )
        )
        try:
            propose(self.plan, by=by, content=forged, base=self.on_the_table, now=self.now)
        except AlongsideError:
            return
        raise AssertionError("a forged proposal was taken")

    @rule(hours=st.integers(1, 12))
    def wait(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @invariant()
    def agreed_means_two_explicit_yeses(self) -> None:
        for version in self.plan.versions:
            if is_agreed(version, self.plan.partners):
                assert {(ANA, version.number), (BEN, version.number)} <= self.acts

    @invariant()
    def every_yes_was_a_deed(self) -> None:
        assert self.acts == {(person, one.number) for one in self.plan.versions for person in one.yes}

    @invariant()
    def whatever_is_agreed_is_enough(self) -> None:
        agreed = support_plan.agreed_version(self.plan)
        if agreed is None:
            return
        shown = support_plan.as_answered(agreed)
        assert support_plan.missing(shown, self.plan.partners) == ()
        assert support_plan.is_bare(shown) or all(one.answer for one in shown.asks)

    @invariant()
    def frozen_versions_never_change(self) -> None:
        for version in self.plan.versions:
            assert self.frozen.setdefault(version.number, (version.author, version.content)) == (
                version.author,
                version.content,
            )
        assert [version.number for version in self.plan.versions] == list(range(1, self.newest + 1))

    @invariant()
    def only_what_somebody_stands_by_is_on_the_table(self) -> None:
        table = support_plan.version_on_the_table(self.plan)
        assert table is None or table.yes

    @invariant()
    def both_read_the_same_state_once_something_is_proposed(self) -> None:
        states = {support_plan.state(self.plan, viewer=one, now=self.now) for one in (ANA, BEN)}
        assert len(states) == 1
        if support_plan.agreed_version(self.plan) is None:
            assert states <= {State.NONE, State.PROPOSED}


TestTwoPeopleOnePlan = TwoPeopleOnePlan.TestCase
TestTwoPeopleOnePlan.settings = settings(max_examples=150, stateful_step_count=25, deadline=None)
