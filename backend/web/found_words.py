"""A text in pieces, those parted that a search has found in it. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planner.core import searching


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    is_found: bool


def pieces(text: str, wanted: Sequence[str]) -> list[Piece]:
    """All of the text in its order; found is what the search takes for one of the words."""
    marked = _marked(text, wanted)
    found: list[Piece] = []
    for character, is_found in zip(text, marked, strict=True):
        if found and found[-1].is_found == is_found:
            found[-1] = Piece(found[-1].text + character, is_found)
        else:
            found.append(Piece(character, is_found))
    return found


def _marked(text: str, wanted: Sequence[str]) -> list[bool]:
    """For each character whether it belongs to a found word; folding may make two of one."""
    folded = [searching.folded(character) for character in text]
    whose = [n for n, part in enumerate(folded) for _ in part]
    marked = [False] * len(text)
    for word in wanted:
        for at in _places("".join(folded), word):
            for n in whose[at : at + len(word)]:
                marked[n] = True
    return marked


def _places(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + len(word))
