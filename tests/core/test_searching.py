"""Words against words: case and accents do not count, and what is passed over unparsed never held them."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.core import searching


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("zurich", "Ausflug nach ZÜRICH"),
        ("ÉTÉ fete", "La fête de l’été"),
        ("strasse", "Lange Straße 3"),
        ("smorrebrod", "Smørrebrød"),
        ("ΟΔΟΣ", "οδός"),
        ("par can", "Party by the canal"),
        ("l'ete", "l’été"),
    ],
)
def test_words_are_found_whatever_their_case_and_accents(asked: str, text: str) -> None:
    assert searching.holds(text, searching.words(asked))


def test_all_words_must_be_there() -> None:
    assert not searching.holds("Party by the canal", searching.words("party harbour"))
    assert searching.words("  ") == ()
    assert len(searching.words(" ".join(map(str, range(50))))) == searching.MOST_WORDS


def test_an_excerpt_shows_the_word_in_its_place() -> None:
    text = "x " * 60 + "bring the\n umbrella " + "y " * 60

    cut = searching.excerpt(text, ("umbrella",))

    assert "bring the umbrella y" in cut
    assert cut.startswith("…") and cut.endswith("…") and len(cut) <= searching.EXCERPT + 2
    assert searching.excerpt(text, ("canal",)) == ""


@settings(max_examples=60)
@given(text=st.text(max_size=30), cut=st.tuples(st.integers(0, 30), st.integers(0, 30)))
def test_nothing_that_holds_the_words_is_passed_over(text: str, cut: tuple[int, int]) -> None:
    wanted = searching.words(text[min(cut) : max(cut)])

    if searching.holds(text, wanted):
        assert searching.may_hold(json.dumps([text], ensure_ascii=False), wanted)
