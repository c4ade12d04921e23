from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from planner.core.plan import support_plan
from planner.core.plan.plan_content import Answer, Ask, Content, Reply
from planner.core.plan.support_plan import (
    Agreed,
    Missing,
    NextVersion,
    State,
    agree,
    propose,
    state,
    take_back,
)
from planner.errors import (
    AlreadyBegun,
    AlreadyOver,
    Incomplete,
    Invalid,
    NotAllowed,
    NotFound,
    Stale,
    UnansweredAsks,
)
from tests.core.plan.plans import (
    ANA,
    BARE,
    BEFORE,
    BEN,
    ENDS_AT,
    NOT_THIS_TIME,
    OTHER,
    STARTS_AT,
    YES,
    agreed_plan,
    ask,
    content,
    plan,
    proposed,
    with_version,
)


def test_answering_every_ask_gladly_and_agreeing_are_one_act() -> None:
    before = proposed(ask(), ask(id="a2", text="Drive us home."))

    outcome = agree(before, by=BEN, version=1, answers={"a1": YES, "a2": YES}, now=BEFORE)

    assert outcome == Agreed(replace(before.versions[0], yes=frozenset({ANA, BEN})))
    shown = support_plan.as_answered(outcome.version)
    assert [one.answer for one in shown.asks] == [YES, YES]
    assert [one.answer for one in outcome.version.content.asks] == [None, None]


@pytest.mark.parametrize("answer", [OTHER, NOT_THIS_TIME])
def test_any_other_answer_makes_the_next_version_with_the_answerers_yes(answer: Answer) -> None:
    outcome = agree(proposed(), by=BEN, version=1, answers={"a1": answer}, now=BEFORE)

    assert outcome == NextVersion(support_plan.Version(2, BEN, content(ask(answer=answer)), frozenset({BEN})))


def test_the_asker_agrees_to_the_answer_they_got() -> None:
    before = proposed()
    answered = with_version(
        before, agree(before, by=BEN, version=1, answers={"a1": OTHER}, now=BEFORE).version
    )

    outcome = agree(answered, by=ANA, version=2, answers={}, now=BEFORE)

    after = with_version(answered, outcome.version)
    assert support_plan.agreed_version(after) == outcome.version
    assert state(after, viewer=ANA, now=BEFORE) is State.AGREED


def test_an_answer_that_stands_need_not_be_given_again() -> None:
    answered = propose(proposed(), by=BEN, content=content(ask(answer=OTHER)), base=1, now=BEFORE)
    edited = replace(answered.content, people="Nobody mentions the house.")
    before = with_version(proposed(), answered)
    before = with_version(before, propose(before, by=ANA, content=edited, base=2, now=BEFORE))

    outcome = agree(before, by=BEN, version=3, answers={}, now=BEFORE)

    assert isinstance(outcome, Agreed)
    assert support_plan.as_answered(outcome.version).asks == (ask(answer=OTHER),)


def test_an_answer_that_changes_makes_the_next_version() -> None:
    outcome = agree(agreed_plan(), by=BEN, version=1, answers={"a1": NOT_THIS_TIME}, now=BEFORE)

    assert outcome == NextVersion(
        support_plan.Version(2, BEN, content(ask(answer=NOT_THIS_TIME)), frozenset({BEN}))
    )


def test_silence_never_agrees() -> None:
    before = proposed(ask(), ask(id="a2", text="Drive us home."))

    with pytest.raises(UnansweredAsks) as caught:
        agree(before, by=BEN, version=1, answers={"a1": YES}, now=BEFORE)

    assert caught.value.missing == ("a2",)


@pytest.mark.parametrize("by", [ANA, BEN])
def test_agreeing_twice_is_agreeing_once(by: UUID) -> None:
    before = agreed_plan()

    assert agree(before, by=by, version=1, answers={}, now=BEFORE) == Agreed(before.versions[0])


@pytest.mark.parametrize("version", [0, 2])
def test_agreeing_to_any_but_the_newest_version_is_stale(version: int) -> None:
    with pytest.raises(Stale):
        agree(proposed(), by=BEN, version=version, answers={"a1": YES}, now=BEFORE)


@pytest.mark.parametrize("answers", [{"b1": YES}, {"a1": YES, "zz": YES}])
def test_only_asks_to_oneself_can_be_answered(answers: dict[str, Answer]) -> None:
    before = proposed()
    before = with_version(
        before,
        propose(before, by=BEN, content=content(ask(answer=YES), ask(BEN, id="b1")), base=1, now=BEFORE),
    )

    with pytest.raises(NotAllowed):
        agree(before, by=BEN, version=2, answers=answers, now=BEFORE)


@pytest.mark.parametrize("answer", [Answer(Reply.OTHER), Answer(Reply.OTHER, " "), Answer(Reply.YES, "but")])
def test_words_fit_the_reply(answer: Answer) -> None:
    with pytest.raises(Invalid):
        agree(proposed(), by=BEN, version=1, answers={"a1": answer}, now=BEFORE)


def test_agreeing_to_too_little_names_what_is_missing() -> None:
    before = plan(propose(plan(), by=ANA, content=Content(asks=(ask(),)), base=0, now=BEFORE))

    with pytest.raises(Incomplete) as caught:
        agree(before, by=BEN, version=1, answers={"a1": YES}, now=BEFORE)

    assert caught.value.missing == (Missing.IF_THEN, Missing.LEAVING)


@pytest.mark.parametrize("bare", BARE)
@pytest.mark.parametrize("asks", [(), (ask(),)])
def test_bare_plans_need_two_yeses_and_nothing_else(bare: Content, asks: tuple[Ask, ...]) -> None:
    before = plan(propose(plan(), by=ANA, content=replace(bare, asks=asks), base=0, now=BEFORE))

    outcome = agree(before, by=BEN, version=1, answers={}, now=BEFORE)

    assert isinstance(outcome, Agreed)
    assert support_plan.as_answered(outcome.version) == outcome.version.content


def test_an_answer_to_a_bare_plan_is_kept_in_the_next_version() -> None:
    before = plan(propose(plan(), by=ANA, content=replace(BARE[1], asks=(ask(),)), base=0, now=BEFORE))

    outcome = agree(before, by=BEN, version=1, answers={"a1": YES}, now=BEFORE)

    assert outcome == NextVersion(
        support_plan.Version(2, BEN, replace(BARE[1], asks=(ask(answer=YES),)), frozenset({BEN}))
    )


def test_a_yes_taken_back_opens_the_plan_again() -> None:
    before = agreed_plan()

    version = take_back(before, by=BEN, version=1, now=STARTS_AT - timedelta(seconds=1))

    after = with_version(before, version)
    assert version == replace(before.versions[0], yes=frozenset({ANA}), was_agreed=True)
    assert support_plan.agreed_version(after) is None
    assert support_plan.as_answered(version).asks == (ask(),)
    assert state(after, viewer=BEN, now=BEFORE) is State.PROPOSED


def test_a_yes_taken_back_brings_no_older_agreement_back() -> None:
    first = agreed_plan()
    again = replace(support_plan.as_answered(first.versions[0]), arriving="By the side door.")
    second = with_version(first, propose(first, by=ANA, content=again, base=1, now=BEFORE))
    both = with_version(second, agree(second, by=BEN, version=2, answers={}, now=BEFORE).version)

    after = with_version(both, take_back(both, by=BEN, version=2, now=BEFORE))

    assert support_plan.agreed_version(both) == both.versions[1]
    assert support_plan.agreed_version(after) is None
    assert support_plan.open_version(after) == after.versions[1]


def test_a_yes_cannot_be_taken_back_once_the_event_begins() -> None:
    with pytest.raises(AlreadyBegun):
        take_back(agreed_plan(), by=BEN, version=1, now=STARTS_AT)


def test_taking_back_a_version_that_is_not_there_finds_nothing() -> None:
    with pytest.raises(NotFound):
        take_back(agreed_plan(), by=BEN, version=2, now=BEFORE)


def test_a_proposer_who_took_back_says_yes_again_by_agreeing() -> None:
    before = agreed_plan()
    without = with_version(before, take_back(before, by=ANA, version=1, now=BEFORE))

    assert agree(without, by=ANA, version=1, answers={}, now=BEFORE) == Agreed(
        replace(before.versions[0], was_agreed=True)
    )


def test_an_over_event_keeps_its_plan() -> None:
    before = proposed()

    with pytest.raises(AlreadyOver):
        agree(before, by=BEN, version=1, answers={"a1": YES}, now=ENDS_AT)
    with pytest.raises(AlreadyOver):
        propose(before, by=ANA, content=content(ask()), base=1, now=ENDS_AT)


def test_an_edit_needs_two_new_yeses_and_leaves_the_agreed_one_readable() -> None:
    before = agreed_plan()
    edited = replace(content(ask()), arriving="Late.")

    after = with_version(before, propose(before, by=ANA, content=edited, base=1, now=BEFORE))

    assert support_plan.agreed_version(after) == before.versions[0]
    assert support_plan.open_version(after) == after.versions[1]
    assert state(after, viewer=BEN, now=BEFORE) is State.PROPOSED
    assert state(after, viewer=BEN, now=ENDS_AT) is State.DONE
