"""What a plan starts from: nothing of the other's, nothing agreed on anyone's behalf, nothing twice."""

from dataclasses import replace
from datetime import time
from uuid import uuid4

import pytest

from planner import errors
from planner.core.plan import beginnings
from planner.core.plan.beginnings import Facts, Line, Origin, Place, Template
from planner.core.plan.plan_content import Answer, Ask, Content, How, IfThen, Leaving, Reply, SignalMeans

ANA, BO = uuid4(), uuid4()
STANDING = Content(
    if_thens=(IfThen("one of us goes quiet", "step outside"),),
    people="Whose family it is speaks up",
    leaving=Leaving(None, "Whoever did not drink drives"),
)
LAST = Content(
    asks=(Ask("a1", ANA, "stay near me", Answer(Reply.YES)), Ask("b1", BO, "let me dance")),
    in_return="Tea",
    people="Bo speaks up",
    if_thens=(IfThen("we get separated", "meet at the coats"),),
    signal="a hand on the watch",
    signal_means=SignalMeans.LEAVE,
    leaving=Leaving(time(23), ""),
    lines=((ANA, "You first."), (BO, "Ten minutes and we laugh.")),
)
PARTY = Template(
    "party",
    "A party",
    at_home=("come along",),
    as_guest=("stay beside me",),
    lines=(Line(Place.IF_THEN, "it is loud", "go out"), Line(Place.WAY_HOME, "A taxi")),
)


def first(**facts):
    return beginnings.first_words(Facts(**facts), me=ANA)


def offered(content=None, **facts):
    found = beginnings.offered(Facts(**facts), content or Content(), me=ANA)
    return {one.origin: [line.text for line in one.lines] for one in found}


def test_with_nothing_to_start_from_a_draft_is_empty():
    assert first() == Content(leaving=Leaving())


def test_a_draft_begins_with_what_the_two_hold_to():
    assert first(standing=STANDING) == STANDING


def test_what_was_agreed_last_stands_over_what_holds_always():
    found = first(standing=STANDING, last=LAST)

    assert found.people == "Bo speaks up"
    assert found.if_thens == (*LAST.if_thens, *STANDING.if_thens)
    assert found.leaving == Leaving(time(23), "Whoever did not drink drives")
    assert (found.signal, found.signal_means) == (LAST.signal, SignalMeans.LEAVE)


def test_a_draft_says_one_thing_of_each_case_and_offers_the_other():
    common = replace(STANDING, if_thens=(IfThen("We get separated,", "meet outside"), *STANDING.if_thens))

    found = first(standing=common, last=LAST)

    assert found.if_thens == (*LAST.if_thens, *STANDING.if_thens)
    assert offered(found, standing=common)[Origin.STANDING][0] == "We get separated,"


def test_only_my_asks_come_along_and_none_is_answered():
    assert [(ask.by, ask.text, ask.answer) for ask in first(last=LAST).asks] == [(ANA, "stay near me", None)]


def test_what_was_for_that_evening_stays_there():
    found = first(last=replace(LAST, how=How.ONE_OF_US, who_goes=BO))

    assert (found.how, found.who_goes, found.lines, found.in_return) == (How.TOGETHER, None, (), "")
    assert first(last=replace(LAST, how=How.PART)).how is How.PART


def test_what_is_in_the_draft_is_offered_no_more():
    facts = {"standing": STANDING, "last": LAST, "last_title": "Office party"}

    assert offered(first(**facts), **facts) == {Origin.STANDING: [STANDING.people]}
    assert offered(**facts)[Origin.LAST_TIME][0] == "stay near me"


def test_asks_are_offered_in_both_directions_those_first_that_fit():
    assert offered(templates=(PARTY,))[Origin.TEMPLATE][:2] == ["stay beside me", "come along"]
    mine = offered(templates=(PARTY,), is_my_world=True)
    assert mine[Origin.TEMPLATE][:2] == ["come along", "stay beside me"]


def test_a_fourth_ask_is_not_offered():
    full = Content(asks=tuple(Ask(str(n), ANA, f"ask {n}") for n in range(3)))

    assert offered(full, helps=("fresh air",)) == {}
    assert offered(full, templates=(PARTY,)) == {Origin.TEMPLATE: ["it is loud", "A taxi"]}


def test_lines_go_where_they_belong_and_once():
    lines = [Line(Place.ASK, "fresh air"), Line(Place.PEOPLE, "We knock"), *PARTY.lines]
    before = Content(asks=(Ask("s1", ANA, "stay"),), people="Bo speaks up")

    once = beginnings.with_lines(before, lines, me=ANA)

    assert [(ask.id, ask.text) for ask in once.asks] == [("s1", "stay"), ("s2", "fresh air")]
    assert once.people == "Bo speaks up\nWe knock"
    assert once.if_thens == (IfThen("it is loud", "go out"),)
    assert once.leaving == Leaving(None, "A taxi")
    assert beginnings.with_lines(once, lines, me=ANA) == once


def test_what_does_not_fit_is_refused_whole():
    asks = [Line(Place.ASK, f"ask {n}") for n in range(4)]
    with pytest.raises(errors.TooMany):
        beginnings.with_lines(Content(), asks, me=ANA)
    with pytest.raises(errors.TooLong):
        beginnings.with_lines(Content(people="x" * 495), [Line(Place.PEOPLE, "We knock")], me=ANA)


def test_a_key_is_of_the_words_and_their_place():
    lines = [
        Line(Place.ASK, "x"),
        Line(Place.PEOPLE, "x"),
        Line(Place.IF_THEN, "x", "y"),
        Line(Place.ASK, "y"),
    ]

    assert len({line.key for line in lines}) == 4
    assert Line(Place.ASK, "x").key == lines[0].key
