from dataclasses import replace

import pytest

from planner.core.plan import support_plan
from planner.core.plan.plan_content import Content, How, IfThen, Leaving
from planner.core.plan.support_plan import Missing, State, state
from tests.core.plan.plans import (
    ANA,
    BARE,
    BEFORE,
    BEN,
    ENDS_AT,
    NOT_THIS_TIME,
    OTHER,
    STRANGER,
    YES,
    agreed_plan,
    ask,
    content,
    plan,
    proposed,
)

LACKING = {
    "no ask": (content(), (Missing.ASK,)),
    "no answer": (content(ask()), (Missing.ANSWER,)),
    "not this time alone": (content(ask(answer=NOT_THIS_TIME)), (Missing.ANSWER,)),
    "no if-then": (replace(content(ask(answer=YES)), if_thens=()), (Missing.IF_THEN,)),
    "half an if-then": (
        replace(content(ask(answer=YES)), if_thens=(IfThen("we part", " "),)),
        (Missing.IF_THEN,),
    ),
    "no leaving": (replace(content(ask(answer=OTHER)), leaving=None), (Missing.LEAVING,)),
    "an empty leaving": (replace(content(ask(answer=OTHER)), leaving=Leaving()), (Missing.LEAVING,)),
    "nothing": (Content(), (Missing.ASK, Missing.IF_THEN, Missing.LEAVING)),
    "enough": (content(ask(answer=YES), ask(id="a2", answer=NOT_THIS_TIME)), ()),
    "transport will do": (replace(content(ask(answer=YES)), leaving=Leaving(None, "The last bus.")), ()),
    "we decline": (BARE[0], ()),
    "one of us goes": (BARE[1], ()),
}


@pytest.mark.parametrize(("given", "expected"), LACKING.values(), ids=LACKING.keys())
def test_the_least_that_can_be_agreed(given: Content, expected: tuple[Missing, ...]) -> None:
    assert support_plan.missing(given, (ANA, BEN)) == expected


def test_the_least_needs_two() -> None:
    assert support_plan.missing(content(ask(answer=YES)), (ANA,)) == (Missing.PARTNER,)


def test_a_draft_exists_for_its_writer_only() -> None:
    before = replace(plan(), drafts=frozenset({ANA}))

    assert state(before, viewer=ANA, now=BEFORE) is State.DRAFT
    assert state(before, viewer=BEN, now=BEFORE) is State.NONE
    assert state(before, viewer=STRANGER, now=BEFORE) is State.NONE


def test_a_stranger_sees_no_state() -> None:
    assert state(agreed_plan(), viewer=STRANGER, now=BEFORE) is State.NONE


def settled(how: How, *, reviewed: bool = False) -> support_plan.Plan:
    who_goes = ANA if how is How.ONE_OF_US else None
    agreed = replace(agreed_plan().versions[0], content=replace(content(ask()), how=how, who_goes=who_goes))
    return replace(plan(agreed), reviewed=reviewed)


@pytest.mark.parametrize(
    ("how", "reviewed", "before", "after"),
    [
        (How.TOGETHER, False, State.AGREED, State.DONE),
        (How.PART, False, State.AGREED, State.DONE),
        (How.TOGETHER, True, State.REVIEWED, State.REVIEWED),
        (How.ONE_OF_US, False, State.GOING_SEPARATELY, State.GOING_SEPARATELY),
        (How.ONE_OF_US, True, State.REVIEWED, State.REVIEWED),
        (How.DECLINE, False, State.DECLINED, State.DECLINED),
    ],
)
def test_an_agreed_plan_becomes_what_was_agreed(
    how: How, reviewed: bool, before: State, after: State
) -> None:
    agreed = settled(how, reviewed=reviewed)

    assert state(agreed, viewer=BEN, now=BEFORE) is before
    assert state(agreed, viewer=BEN, now=ENDS_AT) is after


def test_a_plan_that_nobody_agreed_stays_proposed() -> None:
    assert state(proposed(), viewer=BEN, now=ENDS_AT) is State.PROPOSED
