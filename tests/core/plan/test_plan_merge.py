from dataclasses import replace
from datetime import time
from uuid import UUID

from hypothesis import assume, given

from planner.core.plan.plan_content import MAX_TEXT, Content, How, IfThen, Leaving, check, says_nothing
from planner.core.plan.plan_merge import merge
from planner.core.plan.support_plan import propose
from tests.core.plan.plan_strategies import contents
from tests.core.plan.plans import ANA, BEFORE, BEN, OTHER, YES, ask, content, plan


def test_two_drafts_lose_nothing() -> None:
    theirs = Content(
        asks=(ask(ANA),),
        arriving="Together.",
        if_thens=(IfThen("we part", "we text"),),
        lines=((ANA, "Us."),),
    )
    mine = Content(
        how=How.PART,
        asks=(ask(BEN, id="b1"),),
        arriving="Through the garden.",
        if_thens=(IfThen("it is loud", "we step out"), IfThen("we part", "we text")),
        signal="Cold feet",
        leaving=Leaving(time(23), "Tram."),
        lines=((BEN, "We two."),),
    )

    assert merge(mine, theirs, me=BEN) == Content(
        how=How.PART,
        asks=(ask(ANA), ask(BEN, id="b1")),
        arriving="Together.\nThrough the garden.",
        if_thens=(IfThen("we part", "we text"), IfThen("it is loud", "we step out")),
        signal="Cold feet",
        leaving=Leaving(time(23), "Tram."),
        lines=((ANA, "Us."), (BEN, "We two.")),
    )


def test_where_only_one_can_stand_theirs_does() -> None:
    theirs = Content(how=How.ONE_OF_US, who_goes=ANA, signal="Cold feet", leaving=Leaving(time(22), ""))
    mine = Content(how=How.PART, signal="Owl", leaving=Leaving(time(23), "Tram."))

    merged = merge(mine, theirs, me=BEN)

    assert (merged.how, merged.who_goes, merged.signal) == (How.ONE_OF_US, ANA, "Cold feet")
    assert merged.leaving == Leaving(time(22), "Tram.")


def test_asks_that_were_counted_alike_both_stay() -> None:
    merged = merge(content(ask(BEN, text="Introduce me.")), content(ask(ANA)), me=BEN)

    assert merged.asks == (ask(ANA), ask(BEN, id="a1-2", text="Introduce me."))


def test_my_answer_in_the_draft_stays_with_the_words_it_answers() -> None:
    mine = content(ask(ANA, OTHER), ask(ANA, YES, id="a2", text="Old words."))
    theirs = content(ask(ANA), ask(ANA, id="a2", text="New words."))

    assert merge(mine, theirs, me=BEN).asks == (ask(ANA, OTHER), ask(ANA, id="a2", text="New words."))


def test_texts_that_do_not_fit_together_leave_mine() -> None:
    merged = merge(Content(people="m" * MAX_TEXT), Content(people="t"), me=BEN)

    assert merged.people == "m" * MAX_TEXT


def written_alone(content: Content, by: UUID) -> Content:
    """Only what this partner can have written before the other said anything."""
    asks = tuple(replace(one, answer=None) for one in content.asks if one.by == by)
    return replace(content, asks=asks, lines=tuple(one for one in content.lines if one[0] == by))


@given(contents(), contents())
def test_a_merged_draft_keeps_the_limits_and_may_be_proposed(mine: Content, theirs: Content) -> None:
    shared, draft = written_alone(theirs, ANA), written_alone(mine, BEN)
    assume(not says_nothing(shared))
    first = propose(plan(), by=ANA, content=shared, base=0, now=BEFORE)

    merged = merge(draft, first.content, me=BEN)

    check(merged)
    answered = replace(
        merged, asks=tuple(replace(one, answer=YES) if one.by == ANA else one for one in merged.asks)
    )
    version = propose(plan(first), by=BEN, content=answered, base=1, now=BEFORE)
    assert {one.text for one in version.content.asks} == {one.text for one in (*shared.asks, *draft.asks)}
