from dataclasses import replace
from datetime import time
from operator import contains
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.core.plan import draft_parts
from planner.core.plan.draft_merge import MAX_SPARES, Merged, Spare, chosen, merge, own, together
from planner.core.plan.draft_parts import Parts
from planner.core.plan.plan_content import Answer, Content, How, IfThen, Leaving, Reply, SignalMeans, check
from tests.core.plan.plan_strategies import contents
from tests.core.plan.plans import ANA, BEN, OTHER, YES, ask

SEPARATED, LOUD, TIRED = (
    IfThen("we part", "we text"),
    IfThen("it is loud", "we go out"),
    IfThen("tired", "home"),
)


def merged(was: Content, mine: Content, kept: Content) -> Merged:
    return merge(was, mine, kept, me=ANA)


def test_different_fields_of_two_windows_both_stay() -> None:
    was = Content(arriving="Together.", leaving=Leaving(time(22)))
    mine = replace(was, arriving="Through the garden.")
    kept = replace(was, leaving=Leaving(time(23), "Tram."), signal_means=SignalMeans.LEAVE)

    assert merged(was, mine, kept) == Merged(replace(kept, arriving="Through the garden."))


def test_same_field_twice_keeps_what_is_sent_now_and_shows_the_other() -> None:
    was = Content(people="Hers.")
    mine, kept = Content(people="Hers speak up."), Content(people="We both do.", how=How.PART)

    both = merged(was, mine, kept)

    assert (both.content.people, both.content.how) == ("Hers speak up.", How.PART)
    assert both.spares == (Spare(("people",), ("We both do.",)),)


def test_choice_made_twice_is_a_choice_again() -> None:
    was, mine = Content(), Content(how=How.ONE_OF_US, who_goes=ANA)

    both = merged(was, mine, Content(how=How.DECLINE))

    assert both.content.who_goes == ANA
    assert both.spares == (Spare(("how",), ("decline", "")),)


def test_words_beat_their_deletion_elsewhere() -> None:
    was = Content(people="Hers.", afterwards="Tea.")
    mine, kept = Content(people="", afterwards="Tea and cake."), Content(people="Hers speak up.")

    both = merged(was, mine, kept)

    assert (both.content.people, both.content.afterwards, both.spares) == (
        "Hers speak up.",
        "Tea and cake.",
        (),
    )


@pytest.mark.parametrize(("mine", "kept"), [("Hers speak", "Hers speak up"), ("Hers speak up", "Hers speak")])
def test_saves_of_one_text_that_overtake_each_other_leave_the_whole_of_it(mine: str, kept: str) -> None:
    both = merged(Content(people="Hers"), Content(people=mine), Content(people=kept))

    assert both == Merged(Content(people="Hers speak up", leaving=Leaving()))


def test_what_one_window_deletes_stays_deleted() -> None:
    was = Content(people="Hers.", if_thens=(SEPARATED, LOUD), asks=(ask(ANA),))

    both = merged(was, Content(if_thens=(LOUD,)), replace(was, arriving="Together."))

    assert both == Merged(Content(if_thens=(LOUD,), arriving="Together.", leaving=Leaving()))


def test_lines_written_in_two_windows_stand_where_they_were_written() -> None:
    was = Content(if_thens=(SEPARATED, TIRED))
    mine = Content(if_thens=(SEPARATED, TIRED, IfThen("rain", "taxi")))
    kept = Content(if_thens=(SEPARATED, LOUD, TIRED))

    both = merged(was, mine, kept)

    assert both.content.if_thens == (SEPARATED, LOUD, TIRED, IfThen("rain", "taxi"))


def test_ask_keeps_the_answer_to_its_words_and_no_other() -> None:
    was = Content(asks=(ask(ANA, YES, id="a1"), ask(ANA, OTHER, id="a2", text="Call me.")))
    mine = replace(was, asks=(ask(ANA, id="a1", text="Stay close."), was.asks[1]))

    both = merged(was, mine, replace(was, people="Hers."))

    assert both.content.asks == (ask(ANA, id="a1", text="Stay close."), was.asks[1])


def test_fourth_ask_waits_beside_the_three() -> None:
    mine = Content(asks=tuple(ask(ANA, id=f"m{at}", text=f"Ask {at}.") for at in range(2)))
    kept = Content(asks=tuple(ask(ANA, id=f"k{at}", text=f"Wish {at}.") for at in range(2)))

    both = merged(Content(), mine, kept)

    assert {one.text for one in both.content.asks} == {"Ask 0.", "Ask 1.", "Wish 0."}
    assert both.spares == (Spare(("ask", "k1"), ("Wish 1.",)),)


def test_answer_given_twice_differently_is_kept_twice() -> None:
    was = Content(asks=(ask(BEN),))
    mine = Content(asks=(ask(BEN, YES),))
    kept = Content(asks=(ask(BEN, Answer(Reply.OTHER, "Half of it.")),))

    both = merged(was, mine, kept)

    assert both.content.asks == (ask(BEN, YES),)
    assert both.spares == (Spare(("answer", "a1"), ("other", "Half of it.")),)
    assert chosen(both.content, both.spares[0], me=ANA).asks == kept.asks


def test_spares_are_kept_once_the_newest_first_and_the_others_words_go_when_they_part() -> None:
    old, new, about = (
        Spare(("people",), ("a",)),
        Spare(("people",), ("b",)),
        Spare(("answer", "a1"), ("yes", "")),
    )

    assert together((old, about), (new, old)) == (new, old, about)
    assert own((old, about)) == (old,)
    assert len(together((), [Spare(("people",), (str(at),)) for at in range(99)])) == MAX_SPARES
    assert Spare.from_json(old.to_json()) == old and old.id != new.id


@st.composite
def three(draw: st.DrawFn) -> tuple[Content, Content, Content]:
    """What two windows began from and what each made of it, on the same words of the other."""
    was, mine, kept = draw(contents()), draw(contents()), draw(contents())
    return was, _on(was, mine, draw(st.booleans())), _on(was, kept, draw(st.booleans()))


def _on(was: Content, other: Content, has_same_lines: bool) -> Content:
    theirs = tuple(one for one in was.asks if one.by != ANA)
    answered = {one.id: one.answer for one in other.asks if one.by != ANA}
    asks = tuple(replace(one, answer=answered.get(one.id)) for one in theirs)
    mine = tuple(one for one in other.asks if one.by == ANA)
    lines = tuple(one for one in was.lines if one[0] != ANA) + ((ANA, other.line_of(ANA)),)
    if_thens = was.if_thens + other.if_thens[: 12 - len(was.if_thens)] if has_same_lines else other.if_thens
    return replace(other, asks=(*asks, *mine), lines=lines, if_thens=if_thens)


def parts(content: Content) -> Parts:
    return draft_parts.of(content, ANA)


def typed(now: Content, was: Content) -> set[tuple[str, tuple[str, ...]]]:
    """The words that stand in one content and did not in the other."""
    before = parts(was)
    return {(key[0], words) for key, words in parts(now).items() if any(words) and words != before.get(key)}


def is_in(one: tuple[str, tuple[str, ...]], places: set[tuple[str, tuple[str, ...]]]) -> bool:
    """Whether these words stand somewhere in full, maybe among others."""
    return any(
        one[0] == field and len(one[1]) == len(words) and all(map(contains, words, one[1]))
        for field, words in places
    )


@settings(max_examples=50)
@given(three())
def test_nothing_that_was_typed_is_lost(given: tuple[Content, Content, Content]) -> None:
    was, mine, kept = given

    both = merged(was, mine, kept)

    stands = {(key[0], words) for key, words in parts(both.content).items()}
    beside = {(one.field, one.words) for one in both.spares}
    assert all(is_in(one, stands) for one in typed(mine, was))
    assert all(is_in(one, stands | beside) for one in typed(kept, was))
    check(both.content)


@settings(max_examples=50)
@given(three())
def test_who_alone_changed_something_is_followed(given: tuple[Content, Content, Content]) -> None:
    was, mine, _kept = given

    for both in (merged(was, mine, was), merged(was, was, mine), merged(was, mine, mine)):
        assert (parts(both.content), both.spares) == (parts(mine), ())


@settings(max_examples=50)
@given(three())
def test_sending_the_same_again_changes_nothing(given: tuple[Content, Content, Content]) -> None:
    was, mine, kept = given
    once = merged(was, mine, kept).content

    again = merged(mine, mine, once)

    assert (parts(again.content), again.spares) == (parts(once), ())


@settings(max_examples=25)
@given(contents(), contents(), st.sampled_from([ANA, BEN]))
def test_any_spare_can_be_chosen(content: Content, other: Content, me: UUID) -> None:
    for key, words in draft_parts.of(other, me).items():
        if any(words) and key[0] not in ("ask", "answer", "if_then"):
            assert draft_parts.of(chosen(content, Spare(key, words), me=me), me)[key] == words
