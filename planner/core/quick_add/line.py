"""A line that is read piece by piece: what was understood is taken out, and what is left is the title."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

T = TypeVar("T")
Found = re.Match[str]

TAKEN = "\uffff"
"""Stands for each character that was understood. No letter, no space: no pattern reaches across it."""
LONGEST = 500

_EDGES = " ,;:·–—-"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of the line, and what they were taken for."""

    what: str
    text: str
    at: int


@dataclass
class Line:
    text: str
    rest: str = ""
    pieces: list[Piece] = field(default_factory=list)

    @classmethod
    def of(cls, text: str) -> "Line":
        """The text with its spaces evened, no longer than a line is."""
        even = " ".join(text.replace(TAKEN, " ").replace("\0", " ").split())[:LONGEST].strip()
        return cls(even, even)

    def take(self, what: str, pattern: re.Pattern[str], read: Callable[[Found], T | None]) -> T | None:
        """The first match that means something, taken out of the line."""
        for found in pattern.finditer(self.rest):
            value = read(found)
            if value is not None:
                self._take_out(what, found.start(), found.end())
                return value
        return None

    def take_last(self, what: str, pattern: re.Pattern[str], group: str) -> str:
        """This group of the last match, taken out of the line with all that matched; "" if nothing does."""
        found = list(pattern.finditer(self.rest))
        if not found:
            return ""
        last = found[-1]
        self._take_out(what, last.start(), last.end())
        return last[group].strip(_EDGES)

    @property
    def title(self) -> str:
        """What nobody understood: every word of it, without the commas that joined it to the rest."""
        parts = (part.strip(_EDGES) for part in self.rest.split(TAKEN))
        return " ".join(part for part in parts if part)

    def _take_out(self, what: str, start: int, end: int) -> None:
        self.pieces.append(Piece(what, self.rest[start:end].strip(), start))
        self.rest = self.rest[:start] + TAKEN * (end - start) + self.rest[end:]


def one_of(words: Iterable[str]) -> str:
    """A pattern for any of these, the longest first."""
    found = sorted(words, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in found) + ")"


def compiled(pattern: str) -> re.Pattern[str]:
    """The pattern as whole words, in any case."""
    return re.compile(rf"(?<![\w@:]){pattern}(?!\w)", re.IGNORECASE)


def key(text: str) -> str:
    """As a table of words has it; a pattern that ignores case also takes "ſ" for "s" and "ı" for "i"."""
    return " ".join(text.casefold().replace("\u0307", "").replace("ı", "i").split())


def in_order(pieces: Iterable[Piece]) -> Iterator[Piece]:
    yield from sorted(pieces, key=lambda piece: piece.at)
