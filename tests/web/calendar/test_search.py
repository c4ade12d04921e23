"""The page of the search: what is coming, what was, and the found words marked."""

import pytest

from backend.web.found_words import pieces
from planner.core.visibility import Visibility
from tests.factories import Couple, event
from tests.web.reading import evening, signed_in, texts


def test_found_words_are_marked_in_what_is_coming_and_what_was(couple: Couple) -> None:
    event(couple.ada, "Office party", evening(6), location="Café Office")
    event(couple.ada, "Party of last week", evening(-6))

    page = signed_in(couple.ben).get("/calendar/search/?q=party")

    assert texts(page, "h2")[:2] == ["Coming", "Behind you two"]
    assert texts(page, "span", "agenda__title") == ["Office party", "Party of last week"]
    assert texts(page, "mark") == ["party", "Party"]


def test_nothing_hidden_is_found(couple: Couple) -> None:
    event(couple.ada, "Surprise party", evening(6), visibility=Visibility.PRIVATE)
    event(couple.ada, "Dentist party", evening(6), visibility=Visibility.BUSY)

    hers, his, strangers = (
        signed_in(one).get("/calendar/search/?q=party") for one in (couple.ada, couple.ben, couple.stranger)
    )

    assert sorted(texts(hers, "span", "agenda__title")) == ["Dentist party", "Surprise party"]
    assert texts(his, "h2")[0] == texts(strangers, "h2")[0] == "Nothing holds “party”"


@pytest.mark.parametrize(
    "query", ["", "q=", "q=%20", "q=%00&page=x", "q=a&page=99999999999", "q=a&page=0", "q=a&page=²"]
)
def test_odd_questions_get_an_answer(couple: Couple, query: str) -> None:
    assert signed_in(couple.ada).get(f"/calendar/search/?{query}").status_code == 200


def test_next_page_is_offered_when_there_is_more(couple: Couple) -> None:
    for n in range(52):
        event(couple.ada, f"Party {n}", evening(1 + n))
    client = signed_in(couple.ada)

    first, second = client.get("/calendar/search/?q=party"), client.get("/calendar/search/?q=party&page=2")

    assert (len(texts(first, "mark")), texts(first, "a", "btn")) == (50, ["More of them"])
    assert (len(texts(second, "mark")), texts(second, "a", "btn")) == (2, [])


def test_words_are_found_as_the_search_finds_them() -> None:
    found = pieces("Straße, CAFÉ œuf cafe", ("strasse", "cafe", "oe"))

    assert "".join(piece.text for piece in found) == "Straße, CAFÉ œuf cafe"
    assert [piece.text for piece in found if piece.is_found] == ["Straße", "CAFÉ", "œ", "cafe"]
