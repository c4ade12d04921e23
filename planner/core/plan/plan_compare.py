"""Two texts side by side, word for word: which words both have, which only one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

_WORD = re.compile(r"\S+\s*")
_TOO_LITTLE_ALIKE = 0.4


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of one text, and whether the other has them, too."""

    text: str
    is_same: bool


@dataclass(frozen=True, slots=True)
class Beside:
    """One field of two versions: its words in the older and in the newer of the two."""

    name: str
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]

    @property
    def is_same(self) -> bool:
        return all(piece.is_same for piece in (*self.before, *self.after))


def beside(name: str, before: str, after: str) -> Beside:
    """The two texts of a field in pieces. Joined again, the pieces are the texts."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    matcher = SequenceMatcher(None, _bare(old), _bare(new), autojunk=False)
    if before != after and matcher.ratio() < _TOO_LITTLE_ALIKE:
        return Beside(name, _whole(before), _whole(after))
    blocks = matcher.get_opcodes()
    return Beside(
        name,
        tuple(_joined((tag == "equal", old[start:end]) for tag, start, end, _, _ in blocks)),
        tuple(_joined((tag == "equal", new[start:end]) for tag, _, _, start, end in blocks)),
    )


def _bare(words: list[str]) -> list[str]:
    return [word.strip() for word in words]


def _whole(text: str) -> tuple[Piece, ...]:
    return (Piece(text, is_same=False),) if text else ()


def _joined(parts: Iterator[tuple[bool, list[str]]]) -> Iterator[Piece]:
    return (Piece("".join(words), is_same) for is_same, words in parts if words)
