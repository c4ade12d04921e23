"""Afterwards: how it was for each, who may know, and whether the two talk it over.

An answer that is kept to oneself looks exactly like none.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum


class Felt(IntEnum):
    GOOD = 1
    MIXED = 2
    HARD = 3


class Helped(IntEnum):
    YES = 1
    A_LITTLE = 2
    NO = 3


class Reveal(StrEnum):
    TOGETHER = "together"  # once the other has spoken, too
    NOW = "now"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Said:
    """One partner's answer, but for the line that goes with it; `felt` is None once it was thrown away."""

    felt: Felt | None
    reveal: Reveal
    wants_to_talk_at: datetime | None = None
    """Since when they are calm enough to talk it over."""
    is_talked_over: bool = False


def is_shown(said: Said | None, to: Said | None) -> bool:
    """Whether the other, who said `to`, may read an answer."""
    if said is None or said.reveal is Reveal.NEVER:
        return False
    return said.reveal is Reveal.NOW or (to is not None and to.reveal is not Reveal.NEVER)


def is_mutual(mine: Said | None, theirs: Said | None) -> bool:
    """Whether each of the two may read the other's."""
    return is_shown(mine, theirs) and is_shown(theirs, mine)


def is_worth_a_talk(mine: Said | None, theirs: Said | None) -> bool:
    """Whether both have spoken, and for one of them it was hard, or both wanted to talk it over then."""
    if mine is None or theirs is None or not is_mutual(mine, theirs):
        return False
    # What they have written by then stays in reach of both, however it feels to one of them later.
    both_want = mine.wants_to_talk_at is not None and theirs.wants_to_talk_at is not None
    return both_want or Felt.HARD in (mine.felt, theirs.felt)


def is_looked_back_on(mine: Said | None, theirs: Said | None) -> bool:
    """Whether both have spoken to each other of it, and nothing that both want to talk over is open."""
    return is_mutual(mine, theirs) and not is_open(mine, theirs)


def both_want_since(mine: Said | None, theirs: Said | None) -> datetime | None:
    """Since when both want to talk it over; before that neither learns what the other says to it."""
    if mine is None or theirs is None or not is_worth_a_talk(mine, theirs):
        return None
    if mine.wants_to_talk_at is None or theirs.wants_to_talk_at is None:
        return None
    return max(mine.wants_to_talk_at, theirs.wants_to_talk_at)


def is_open(mine: Said | None, theirs: Said | None) -> bool:
    """Whether both want to talk it over and have not yet."""
    is_over = any(said is not None and said.is_talked_over for said in (mine, theirs))
    return both_want_since(mine, theirs) is not None and not is_over
