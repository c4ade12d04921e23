"""The five lines of a card."""

from dataclasses import replace
from uuid import UUID

import pytest

from planner.core.plan import card
from planner.core.plan.card import Item
from planner.core.plan.plan_content import Answer, Ask, Content, How, IfThen, Leaving, Reply

ADA, BEN = UUID(int=1), UUID(int=2)
YES = Answer(Reply.YES)
FULL = Content(
    asks=(
        Ask("a1", ADA, "Stay near.", YES),
        Ask("a2", ADA, "Introduce me.", Answer(Reply.NOT_THIS_TIME)),
        Ask("a3", ADA, "Hold my hand.", YES),
        Ask("b1", BEN, "Dance once.", Answer(Reply.OTHER, "Twice.")),
    ),
    arriving="By tram.",
    staying_connected="Every hour.",
    introductions="You begin.",
    if_thens=(IfThen("we part", "meet outside"), IfThen("it is loud", "go out")),
    signal="A hand on the watch",
    leaving=Leaving(),
    lines=((ADA, "You first."), (BEN, "I am glad.")),
)


def said(lines: tuple[card.CardLine, ...]) -> list[str]:
    return [
        one.ask.id if one.ask else one.if_then.if_ if one.if_then else one.text or one.item.value
        for one in lines
    ]


def test_card_begins_with_the_others_words_and_has_five_lines() -> None:
    for_ada, for_ben = card.of(FULL, viewer=ADA), card.of(FULL, viewer=BEN)

    assert said(for_ada.lines) == ["I am glad.", "a1", "b1", "we part", "leaving"]
    assert said(for_ben.lines) == ["You first.", "a1", "b1", "we part", "leaving"]


def test_what_is_not_on_the_card_lies_below_it() -> None:
    made = card.of(FULL, viewer=ADA)

    assert said(made.more) == [
        "You first.",
        "a3",
        "By tram.",
        "Every hour.",
        "You begin.",
        "it is loud",
    ]


def test_neither_the_signal_nor_an_ask_that_was_not_met_is_on_it() -> None:
    made = card.of(FULL, viewer=ADA)

    assert "A hand on the watch" not in str(made)
    assert "a2" not in said((*made.lines, *made.more))


def test_what_there_is_fills_the_card() -> None:
    short = replace(FULL, asks=(), if_thens=(), lines=())

    assert said(card.of(short, viewer=BEN).lines) == ["By tram.", "Every hour.", "You begin.", "leaving"]


@pytest.mark.parametrize("how", [How.DECLINE, How.ONE_OF_US])
def test_who_does_not_go_does_not_leave(how: How) -> None:
    goes = ADA if how is How.ONE_OF_US else None
    bare = Content(how=how, who_goes=goes, lines=((BEN, "A quiet evening."),))

    assert [one.item for one in card.of(bare, viewer=ADA).lines] == [Item.LINE]
