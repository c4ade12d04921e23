import pytest

from planner.core.plan import reflecting
from planner.core.plan.plan_content import MAX_TEXT
from planner.core.plan.reflecting import Heard, HeardAnswer, Reflection
from planner.errors import (
    AlreadyOver,
    AlreadySaid,
    Invalid,
    NeedsPartner,
    NotAllowed,
    NotFound,
    Stale,
    TooLong,
)
from tests.core.plan.plans import ANA, BEFORE, BEN, ENDS_AT, STRANGER, agreed_plan, plan, proposed

HEARD = Reflection(1, BEN, "that you are not alone there")
ALMOST = HeardAnswer(Heard.ALMOST, "mostly at the beginning")
THATS_IT = HeardAnswer(Heard.THAT_IS_IT)


def reflect(said=(), *, by=BEN, version=1, text="that we leave early", now=BEFORE, of=None):
    return reflecting.reflect(of or proposed(), said, by=by, version=version, text=text, now=now)


@pytest.mark.parametrize("by", [ANA, BEN])
@pytest.mark.parametrize("of", [proposed(), agreed_plan()])
def test_either_may_say_back_what_they_heard_before_and_after_agreeing(by, of):
    assert reflect(by=by, of=of) == Reflection(1, by, "that we leave early")


def test_the_same_sentence_again_changes_nothing():
    assert reflect([HEARD], text=HEARD.text) is None


def test_another_sentence_waits_for_an_almost():
    answered = Reflection(1, BEN, HEARD.text, ALMOST)

    with pytest.raises(AlreadySaid):
        reflect([HEARD])
    assert reflect([answered]) == Reflection(1, BEN, "that we leave early")
    with pytest.raises(AlreadySaid):
        reflect([Reflection(1, BEN, HEARD.text, THATS_IT)])


def test_the_next_version_has_a_sentence_of_its_own():
    assert reflect([Reflection(7, BEN, "something older")]) is not None


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        ({"by": STRANGER}, NotFound),
        ({"version": 2}, Stale),
        ({"of": plan()}, Stale),
        ({"of": plan(partners=(BEN,))}, NeedsPartner),
        ({"now": ENDS_AT}, AlreadyOver),
        ({"text": " "}, Invalid),
        ({"text": "x" * (MAX_TEXT + 1)}, TooLong),
    ],
)
def test_what_cannot_be_said_back_is_refused(asked, error):
    with pytest.raises(error):
        reflect(**asked)


def test_only_the_other_answers_and_only_once():
    of = proposed()

    assert reflecting.answer(of, HEARD, ALMOST, by=ANA, now=BEFORE) == ALMOST
    answered = Reflection(1, BEN, HEARD.text, ALMOST)
    assert reflecting.answer(of, answered, ALMOST, by=ANA, now=BEFORE) is None
    with pytest.raises(AlreadySaid):
        reflecting.answer(of, answered, THATS_IT, by=ANA, now=BEFORE)
    with pytest.raises(NotAllowed):
        reflecting.answer(of, HEARD, THATS_IT, by=BEN, now=BEFORE)


@pytest.mark.parametrize(
    ("given", "by", "now", "error"),
    [
        (THATS_IT, STRANGER, BEFORE, NotFound),
        (THATS_IT, ANA, ENDS_AT, AlreadyOver),
        (HeardAnswer(Heard.THAT_IS_IT, "but"), ANA, BEFORE, Invalid),
        (HeardAnswer(Heard.ALMOST, "x" * (MAX_TEXT + 1)), ANA, BEFORE, TooLong),
    ],
)
def test_an_answer_that_cannot_be_is_refused(given, by, now, error):
    with pytest.raises(error):
        reflecting.answer(proposed(), HEARD, given, by=by, now=now)
