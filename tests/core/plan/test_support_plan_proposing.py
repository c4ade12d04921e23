from dataclasses import replace

import pytest

from planner.core.plan import support_plan
from planner.core.plan.plan_content import Answer, Content, How, IfThen, Leaving, Reply
from planner.core.plan.support_plan import agree, propose, take_back
from planner.errors import (
    AlongsideError,
    Invalid,
    NeedsPartner,
    NotAllowed,
    NotFound,
    Stale,
    TooLong,
    TooMany,
    UnansweredAsks,
)
from tests.core.plan.plans import (
    ANA,
    BEFORE,
    BEN,
    NOT_THIS_TIME,
    OTHER,
    STRANGER,
    YES,
    agreed_plan,
    ask,
    content,
    plan,
    proposed,
    with_version,
)


def test_proposing_is_the_proposers_yes() -> None:
    version = propose(plan(), by=ANA, content=content(ask()), base=0, now=BEFORE)

    assert version == support_plan.Version(1, ANA, content(ask()), frozenset({ANA}))


def test_a_proposal_on_an_older_version_is_stale() -> None:
    with pytest.raises(Stale):
        propose(proposed(), by=BEN, content=content(ask(answer=YES)), base=0, now=BEFORE)


def test_a_proposal_on_a_version_that_is_not_there_is_stale() -> None:
    with pytest.raises(Stale):
        propose(plan(), by=ANA, content=content(ask()), base=1, now=BEFORE)


@pytest.mark.parametrize("deed", ["propose", "agree", "take_back"])
def test_a_stranger_finds_no_plan(deed: str) -> None:
    before = proposed()
    deeds = {
        "propose": lambda: propose(before, by=STRANGER, content=content(), base=1, now=BEFORE),
        "agree": lambda: agree(before, by=STRANGER, version=1, answers={}, now=BEFORE),
        "take_back": lambda: take_back(before, by=STRANGER, version=1, now=BEFORE),
    }

    with pytest.raises(NotFound):
        deeds[deed]()


def test_one_partner_alone_can_neither_propose_nor_agree() -> None:
    alone = replace(proposed(), partners=(ANA,))

    with pytest.raises(NeedsPartner):
        propose(alone, by=ANA, content=content(), base=1, now=BEFORE)
    with pytest.raises(NeedsPartner):
        agree(alone, by=ANA, version=1, answers={}, now=BEFORE)
    assert support_plan.agreed_version(alone) is None


def test_a_proposer_answers_the_others_asks_first() -> None:
    with pytest.raises(UnansweredAsks) as caught:
        propose(proposed(), by=BEN, content=content(ask()), base=1, now=BEFORE)

    assert caught.value.missing == ("a1",)


def test_a_proposer_may_answer_mend_shared_fields_and_add_asks() -> None:
    mine = ask(BEN, id="b1", text="Introduce me to Kim.")
    wanted = replace(
        content(ask(answer=OTHER), mine), arriving="Through the garden.", lines=((BEN, "Us two."),)
    )

    version = propose(proposed(), by=BEN, content=wanted, base=1, now=BEFORE)

    assert (version.number, version.content, version.yes) == (2, wanted, frozenset({BEN}))


def test_a_proposer_may_drop_and_reword_their_own_asks() -> None:
    before = proposed(ask(), ask(id="a2", text="Find me now and then."))
    reworded = content(ask(text="Stay near me until nine."))

    assert propose(before, by=ANA, content=reworded, base=1, now=BEFORE).content == reworded


FORGED_BY_BEN = {
    "the other's ask reworded": content(ask(answer=YES, text="Leave me be.")),
    "the other's ask dropped": content(),
    "an ask in the other's name": content(ask(answer=YES), ask(id="a2", text="Cook for me.", answer=YES)),
    "an ask in a stranger's name": content(ask(answer=YES), ask(STRANGER, YES, id="s1")),
    "an answer to one's own ask": content(ask(answer=YES), ask(BEN, YES, id="b1")),
    "a line in the other's name": replace(content(ask(answer=YES)), lines=((ANA, "Whatever you say."),)),
    "a line in a stranger's name": replace(content(ask(answer=YES)), lines=((STRANGER, "Hello."),)),
    "a stranger goes": Content(how=How.ONE_OF_US, who_goes=STRANGER, asks=(ask(answer=YES),)),
}


@pytest.mark.parametrize("forged", FORGED_BY_BEN.values(), ids=FORGED_BY_BEN.keys())
def test_what_is_the_others_cannot_be_forged(forged: Content) -> None:
    with pytest.raises(NotAllowed):
        propose(proposed(), by=BEN, content=forged, base=1, now=BEFORE)


@pytest.mark.parametrize("told", [None, NOT_THIS_TIME, Answer(Reply.OTHER, "As you like.")])
def test_an_answer_that_was_given_cannot_be_altered_by_the_asker(told: Answer | None) -> None:
    before = with_version(
        proposed(), propose(proposed(), by=BEN, content=content(ask(answer=OTHER)), base=1, now=BEFORE)
    )

    with pytest.raises(NotAllowed):
        propose(before, by=ANA, content=content(ask(answer=told)), base=2, now=BEFORE)


def test_a_reworded_ask_does_not_keep_its_answer() -> None:
    with pytest.raises(NotAllowed):
        propose(agreed_plan(), by=ANA, content=content(ask(answer=YES, text="Carry me.")), base=1, now=BEFORE)


@pytest.mark.parametrize("answer", [None, YES])
def test_an_edit_of_an_agreed_plan_may_keep_the_yes_that_was_given(answer: Answer | None) -> None:
    edited = replace(content(ask(answer=answer)), arriving="Late.")

    version = propose(agreed_plan(), by=ANA, content=edited, base=1, now=BEFORE)

    assert version.yes == frozenset({ANA})


def test_a_yes_that_nobody_gave_cannot_be_kept() -> None:
    with pytest.raises(NotAllowed):
        propose(proposed(), by=ANA, content=content(ask(answer=YES)), base=1, now=BEFORE)


BROKEN = {
    "four asks": (content(*(ask(id=f"a{n}") for n in range(4))), TooMany),
    "thirteen if-thens": (Content(if_thens=(IfThen("a", "b"),) * 13), TooMany),
    "a long text": (Content(arriving="x" * 501), TooLong),
    "a long ask": (Content(asks=(ask(text="x" * 501),)), TooLong),
    "a long transport": (Content(leaving=Leaving(None, "x" * 501)), TooLong),
    "a long line": (Content(lines=((ANA, "x" * 501),)), TooLong),
    "two asks with one id": (content(ask(), ask(text="And again.")), Invalid),
    "an empty ask": (content(ask(text=" ")), Invalid),
    "an ask without an id": (content(ask(id="")), Invalid),
    "one of us, but who": (Content(how=How.ONE_OF_US), Invalid),
    "together, but one goes": (Content(who_goes=ANA), Invalid),
    "two lines by one": (Content(lines=((ANA, "One."), (ANA, "Two."))), Invalid),
}


@pytest.mark.parametrize(("broken", "error"), BROKEN.values(), ids=BROKEN.keys())
def test_content_keeps_its_limits(broken: Content, error: type[AlongsideError]) -> None:
    with pytest.raises(AlongsideError) as caught:
        propose(plan(), by=ANA, content=broken, base=0, now=BEFORE)

    assert type(caught.value) is error


def test_three_asks_each_fit() -> None:
    asks = [
        ask(who, id=f"{n}", answer=YES if who == BEN else None) for n, who in enumerate([ANA] * 3 + [BEN] * 3)
    ]
    before = plan(
        support_plan.Version(
            1, BEN, content(*(replace(one, answer=None) for one in asks[3:])), frozenset({BEN})
        )
    )

    version = propose(before, by=ANA, content=content(*asks), base=1, now=BEFORE)

    assert len(version.content.asks) == 6
