"""Two people act on one plan in every order, through the deeds that pages call.

Agreed means two explicit yeses to one version; and of what one keeps to themselves the other reads no word.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from uuid import UUID, uuid4

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as HypothesisTestCase
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from backend.api.shapes.plan.plans import PlanOut
from planner import errors
from planner.actions.calendar import events
from planner.actions.feelings import flags, own_lines
from planner.actions.people import people
from planner.actions.plan import plans, reflections
from planner.core.plan import support_plan
from planner.core.plan.plan_content import Answer, Ask, Content, How, IfThen, Leaving, Reply
from planner.core.plan.reflecting import Heard
from planner.core.visibility import Visibility
from planner.queries.feelings import flags as flag_queries
from planner.queries.feelings import own_lines as own_queries
from planner.queries.pages import plan_pages
from planner.queries.plan import plans as plan_queries
from planner.queries.views import PlanView
from tests.factories import EVENING, NOW, event, join, person, version

ADA, BEN = 0, 1
who = st.sampled_from((ADA, BEN))
YES, NOT_THIS_TIME = Answer(Reply.YES), Answer(Reply.NOT_THIS_TIME)
# Mostly the straight way, so that plans do get agreed between the detours.
replies = st.sampled_from([YES, YES, YES, Answer(Reply.OTHER, "at ten"), NOT_THIS_TIME])
going = st.sampled_from([How.TOGETHER, How.TOGETHER, How.PART, How.ONE_OF_US, How.DECLINE])


class TwoPeople(RuleBasedStateMachine):
    """`yes` holds each yes that somebody gave by a deed of their own; `kept` the words that nobody shared."""

    def __init__(self) -> None:
        super().__init__()
        mark = uuid4().hex[:6]
        self.now: datetime = NOW
        self.both: tuple[UUID, UUID] = (person(f"Ada{mark}"), person(f"Ben{mark}"))
        join(*self.both)
        self.event = event(self.both[ADA], "Office party")
        self.plan_id = plans.start(self.both[ADA], self.event, "", now=NOW)
        self.yes: set[tuple[int, int]] = set()
        self.kept: tuple[set[str], set[str]] = (set(), set())
        self.told: tuple[set[str], set[str]] = (set(), set())
        self.has_parted = False
        self.words = count()

    def tried(self, deed: Callable[[], object]) -> bool:
        """Whether the deed was done; whatever it refuses it refuses whole."""
        try:
            deed()
        except errors.AlongsideError:
            return False
        return True

    def secret(self, by: int) -> str:
        word = f"zq{next(self.words)}{'ab'[by]}kept"
        self.kept[by].add(word)
        return word

    def seen(self, by: int) -> PlanView | None:
        """The plan of the two, if there is one for this viewer."""
        found = plan_queries.all(self.both[by], now=self.now)
        return next((one for one in found if one.id == self.plan_id), None)

    def in_private(self, by: int, deed: Callable[[], object]) -> None:
        """A deed of which the other's view version says nothing."""
        before = version(self.both[1 - by])
        self.tried(deed)
        assert version(self.both[1 - by]) == before

    def written(self, by: int, how: How, words: str, answer: Answer) -> Content:
        """What an honest page would send: what is on the table, with one's own words and answers."""
        me, seen = self.both[by], self.seen(by)
        table = seen and (seen.open or seen.agreed)
        before = table.content if table else Content()
        asks = [replace(one, answer=answer) if one.by != me else one for one in before.asks]
        mine = sum(one.by == me for one in asks)
        asks += [Ask(f"{by}-{next(self.words)}", me, "Stay near me.")] if mine < 2 else []
        lines = tuple(one for one in before.lines if one[0] != me) + ((me, words),)
        return replace(
            before,
            how=how,
            who_goes=self.both[ADA] if how is How.ONE_OF_US else None,
            asks=tuple(asks),
            if_thens=(IfThen("we get separated", "meet at the coats"),),
            leaving=Leaving(transport="the tram"),
            lines=lines,
        )

    @rule(by=who)
    def start(self, by: int) -> None:
        self.in_private(by, lambda: plans.start(self.both[by], self.event, "", now=self.now))

    @rule(by=who, how=going, answer=replies)
    def draft(self, by: int, how: How, answer: Answer) -> None:
        content = self.written(by, how, self.secret(by), answer)
        self.in_private(by, lambda: plans.save_draft(self.both[by], self.plan_id, content, now=self.now))

    @rule(by=who)
    def throw_the_draft_away(self, by: int) -> None:
        self.in_private(by, lambda: plans.discard_draft(self.both[by], self.plan_id, now=self.now))

    @rule(by=who, how=going, answer=replies, behind=st.sampled_from((0, 0, 0, 1)), drafted=st.booleans())
    def propose(self, by: int, how: How, answer: Answer, behind: int, drafted: bool) -> None:
        """A plan of open words, or what was drafted: then its words are told."""
        seen = self.seen(by)
        content = self.written(by, how, "in the open", answer)
        content = seen.draft if drafted and seen and seen.draft else content
        base = max((seen.base if seen else 0) - behind, 0)
        try:
            number = plans.propose(self.both[by], self.plan_id, content, base=base, now=self.now)
        except errors.AlongsideError:
            return
        assert not self.has_parted
        self.yes.add((by, number))
        self.kept[by].difference_update(text for _, text in content.lines)

    @rule(by=who, answers=st.lists(replies, min_size=4, max_size=4), behind=st.sampled_from((0, 0, 0, 1)))
    def agree(self, by: int, answers: list[Answer], behind: int) -> None:
        seen = self.seen(by)
        read = seen and seen.version((seen.base or len(seen.versions)) - behind)
        if read is None:
            return
        asked = support_plan.asks_to(read.content, self.both[by])
        given = {ask.id: answer for ask, answer in zip(asked, answers, strict=False)}
        try:
            number = plans.agree(
                self.both[by], self.plan_id, version=read.number, answers=given, now=self.now
            )
        except errors.AlongsideError:
            return
        assert not self.has_parted
        self.yes.add((by, number))

    @rule(by=who, how=going)
    def go_the_straight_way(self, by: int, how: How) -> None:
        """So that there is an agreement to change, to take back and to part with."""
        self.propose(by, how, YES, 0, False)
        self.agree(1 - by, [YES] * 4, 0)

    @rule(by=who, data=st.data())
    def take_back(self, by: int, data: st.DataObject) -> None:
        number = data.draw(st.integers(1, 4))
        if self.tried(lambda: plans.take_back(self.both[by], self.plan_id, version=number, now=self.now)):
            self.yes.discard((by, number))

    @rule(by=who)
    def say_back(self, by: int) -> None:
        seen = self.seen(by)
        self.tried(
            lambda: reflections.reflect(
                self.both[by],
                self.plan_id,
                version=seen.base if seen else 1,
                text="that we leave early",
                now=self.now,
            )
        )

    @rule(by=who, reply=st.sampled_from(Heard))
    def answer_what_was_heard(self, by: int, reply: Heard) -> None:
        seen = self.seen(by)
        for one in seen.reflections if seen else ():
            self.tried(
                lambda one=one: reflections.answer(  # type: ignore[misc]
                    self.both[by], self.plan_id, one.id, reply=reply, now=self.now
                )
            )

    @rule(by=who)
    def keep_for_oneself(self, by: int) -> None:
        kept = {"coping": self.secret(by), "quiet_helps": self.secret(by)}
        self.in_private(by, lambda: own_lines.keep(self.both[by], self.event, "", **kept, now=self.now))

    @rule(by=who, share=st.booleans())
    def flag(self, by: int, share: bool) -> None:
        """A note that is kept, and one reason that may be told."""
        note, reason = self.secret(by), self.secret(by)
        reasons = [flags.ReasonForm("noise", reason, share)]

        def deed() -> object:
            return flags.flag(
                self.both[by], self.event, "", level=2, reasons=reasons, note=note, now=self.now
            )

        if self.tried(deed) and share:
            self.kept[by].discard(reason)
            self.told[by].add(reason)

    @precondition(lambda self: self.now < NOW + timedelta(days=3))
    @rule()
    def move_the_event(self) -> None:
        self.tried(
            lambda: events.move(
                self.both[ADA], self.event, "", EVENING + timedelta(days=next(self.words)), now=self.now
            )
        )

    @rule(visibility=st.sampled_from((Visibility.SHARED, Visibility.SHARED, Visibility.PRIVATE)))
    def show_or_hide(self, visibility: Visibility) -> None:
        self.tried(lambda: events.show(self.both[ADA], self.event, visibility, now=self.now))
        if visibility is Visibility.PRIVATE:
            for told, kept in zip(self.told, self.kept, strict=True):
                kept |= told
                told.clear()

    @rule(hours=st.sampled_from((1, 30)))
    def wait(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @precondition(lambda self: not self.has_parted and next(self.words) % 5 == 0)
    @rule(by=who)
    def leave(self, by: int) -> None:
        people.leave(self.both[by], now=self.now)
        self.has_parted = True
        for told, kept in zip(self.told, self.kept, strict=True):
            kept |= told

    @invariant()
    def whatever_they_did(self) -> None:
        read = [plan_queries.all(one, now=self.now) for one in self.both]
        seen = [next((one for one in each if one.id == self.plan_id), None) for each in read]
        for by, plan in enumerate(seen):
            if plan:
                self.agreed_means_two_explicit_yeses_to_one_version(by, plan)
        self.both_read_the_same_versions([one for one in seen if one and one.versions])
        for by in (ADA, BEN):
            text = self.everything(by, read[by])
            assert [word for word in self.kept[1 - by] if word in text] == []
            assert [word for word in self.kept[by] if word in text] != [] or not self.has_kept(by)

    def agreed_means_two_explicit_yeses_to_one_version(self, by: int, plan: PlanView) -> None:
        for one in plan.versions:
            assert one.my_yes == ((by, one.number) in self.yes)
            assert one.their_yes == ((1 - by, one.number) in self.yes)
        if plan.agreed:
            assert {(ADA, plan.agreed.number), (BEN, plan.agreed.number)} <= self.yes
            assert support_plan.missing(plan.agreed.content, self.both) == ()

    def both_read_the_same_versions(self, plans: list[PlanView]) -> None:
        told = {(len(one.versions), one.base, one.agreed and one.agreed.number) for one in plans}
        assert len(told) <= 1 and len(plans) in (0, 2)

    def has_kept(self, by: int) -> bool:
        """Only what its owner does read somewhere could have leaked."""
        return bool(own_queries.mine(self.both[by]))

    def everything(self, by: int, read: tuple[PlanView, ...]) -> str:
        """All that this one's pages and programs are given, in one text."""
        me = self.both[by]
        pages = [plan_pages.page(me, one.id, now=self.now) for one in read]
        wire = PlanOut(read, many=True).data
        return repr((pages, wire, flag_queries.visible(me), own_queries.mine(me)))


class TestTwoPeople(HypothesisTestCase, TwoPeople.TestCase):  # type: ignore[misc, valid-type]
    settings = settings(max_examples=8, stateful_step_count=12, deadline=None)
