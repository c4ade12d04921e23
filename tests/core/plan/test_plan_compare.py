from hypothesis import given
from hypothesis import strategies as st

from planner.core.plan.plan_compare import Piece, beside

words = st.lists(
    st.sampled_from(["we", "meet", "at", "the", "coats", "tram\n", "door", "  late"]), max_size=12
)
texts = words.map(" ".join)


def test_beside_marks_the_words_that_only_one_has() -> None:
    row = beside("leaving", "By 22:30, the last tram", "By 23:00, the last tram")

    assert row.before == (Piece("By ", True), Piece("22:30, ", False), Piece("the last tram", True))
    assert row.after == (Piece("By ", True), Piece("23:00, ", False), Piece("the last tram", True))


def test_beside_shows_texts_that_are_hardly_alike_whole() -> None:
    row = beside("people", "His brother sits elsewhere", "We greet her aunt together first")

    assert [len(row.before), len(row.after)] == [1, 1]
    assert not row.is_same


def test_beside_of_nothing_and_something() -> None:
    assert beside("arriving", "", "We walk in").before == ()


@given(before=texts, after=texts)
def test_pieces_joined_are_the_texts_and_what_is_the_same_is_in_both(before: str, after: str) -> None:
    row = beside("x", before, after)

    assert "".join(piece.text for piece in row.before).split() == before.split()
    assert "".join(piece.text for piece in row.after).split() == after.split()
    same = [[piece.text.split() for piece in side if piece.is_same] for side in (row.before, row.after)]
    assert sum(same[0], []) == sum(same[1], [])
    assert row.is_same == (before.split() == after.split())
