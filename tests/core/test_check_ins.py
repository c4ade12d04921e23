"""Who may read whose answer, whatever the two say: never more than either lets be read."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from planner.core.check_ins import (
    Felt,
    Reveal,
    Said,
    both_want_since,
    is_mutual,
    is_open,
    is_shown,
    is_worth_a_talk,
)

AT = datetime(2026, 11, 22, 10, tzinfo=UTC)
ANSWERS = st.builds(
    Said,
    felt=st.sampled_from(Felt),
    reveal=st.sampled_from(Reveal),
    wants_to_talk_at=st.none() | st.just(AT),
    is_talked_over=st.booleans(),
)
MAYBE = st.none() | ANSWERS


@given(mine=MAYBE, theirs=MAYBE)
def test_keeping_looks_like_saying_nothing(mine: Said | None, theirs: Said | None) -> None:
    kept = theirs is None or theirs.reveal is Reveal.NEVER

    if kept:
        for question in (is_mutual, is_worth_a_talk, both_want_since, is_open):
            assert question(mine, theirs) == question(mine, None)
        assert is_shown(mine, theirs) == is_shown(mine, None)


@given(mine=ANSWERS, theirs=MAYBE)
def test_an_answer_shows_before_the_other_spoke_only_if_its_owner_said_now(
    mine: Said, theirs: Said | None
) -> None:
    assert is_shown(mine, None) == (mine.reveal is Reveal.NOW)
    if mine.reveal is Reveal.NEVER:
        assert not is_shown(mine, theirs)


@given(mine=MAYBE, theirs=MAYBE)
def test_talking_it_over_takes_both_and_is_the_same_for_both(mine: Said | None, theirs: Said | None) -> None:
    assert is_worth_a_talk(mine, theirs) == is_worth_a_talk(theirs, mine)
    assert both_want_since(mine, theirs) == both_want_since(theirs, mine)
    if both_want_since(mine, theirs):
        assert mine and theirs and mine.wants_to_talk_at and theirs.wants_to_talk_at
        assert is_mutual(mine, theirs) and is_worth_a_talk(mine, theirs)
