"""One draft written in two places at once: nothing that was typed in either is lost.

Three contents come in: what both began from, what is sent now and what is kept already. Each thing that can
be written is a part with a key; a part that changed in one place only is taken from there. Where both changed
it, the text that holds the other stands; if neither does, what is sent now stands and what was kept becomes a
spare, for the writer to choose.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest
from typing import Any, Self
from uuid import UUID

from planner.core.plan import draft_parts
from planner.core.plan.draft_parts import ASK, IF_THEN, Key, Parts, Words
from planner.core.plan.plan_content import MAX_ASKS_EACH, MAX_IF_THENS, Content

MAX_SPARES = 40


@dataclass(frozen=True, slots=True)
class Spare:
    """What was written elsewhere for a part that holds something else now."""

    key: Key
    words: Words

    @property
    def field(self) -> str:
        """What kind of part it is."""
        return self.key[0]

    def to_json(self) -> list[list[str]]:
        return [list(self.key), list(self.words)]

    @classmethod
    def from_json(cls, data: Any) -> Self:
        key, words = data
        return cls(tuple(key), tuple(words))

    @property
    def id(self) -> str:
        """The same for the same words in the same place."""
        return draft_parts.fingerprint(json.dumps(self.to_json()))


@dataclass(frozen=True, slots=True)
class Merged:
    content: Content
    spares: tuple[Spare, ...] = ()


def merge(was: Content, mine: Content, kept: Content, *, me: UUID) -> Merged:
    """What is sent now, `mine`, joined to what was `kept` since `was`.

    All three are written on the same version. The other's words are those of `kept`.
    """
    before, now, other = (draft_parts.of(one, me) for one in (was, mine, kept))
    taken, clashes = _three_ways(before, now, other)
    fitting, surplus = _fitted(taken, now)
    return Merged(draft_parts.content(fitting, kept, (kept, mine), me), (*clashes, *surplus))


def chosen(content: Content, spare: Spare, *, me: UUID) -> Content:
    """The content with the spare's words in their place. Whether it still fits is for `check` to say."""
    parts = draft_parts.of(content, me) | {spare.key: spare.words}
    return draft_parts.content(parts, content, (content,), me)


def own(spares: Sequence[Spare]) -> tuple[Spare, ...]:
    """What is left of them when the other's words go."""
    return tuple(one for one in spares if one.field not in draft_parts.ABOUT_THE_OTHER)


def together(known: Sequence[Spare], new: Sequence[Spare]) -> tuple[Spare, ...]:
    """The newest first, each once, and no more than a page can show."""
    return tuple(dict.fromkeys((*new, *known)))[:MAX_SPARES]


def _three_ways(before: Parts, now: Parts, other: Parts) -> tuple[Parts, list[Spare]]:
    taken: Parts = {}
    clashes = []
    for key in _in_order(tuple(now), tuple(other)):
        was, mine, kept = (parts.get(key, ()) for parts in (before, now, other))
        is_kept = mine == was or (kept != was and _holds(kept, mine))
        taken[key] = kept if is_kept else mine
        if kept != was and not _holds(taken[key], kept):
            clashes.append(Spare(key, kept))
    return {key: words for key, words in taken.items() if words}, clashes


def _holds(words: Words, others: Words) -> bool:
    """Whether nothing of the others is lost where these stand: saves of one text may overtake each other."""
    return all(other in word for word, other in zip_longest(words, others, fillvalue=""))


def _in_order(mine: Sequence[Key], kept: Sequence[Key]) -> list[Key]:
    """All keys as they stand in mine; what kept alone has comes behind what it stands behind there."""
    order = list(mine)
    for before, key in pairwise(((), *kept)):
        if key not in order:
            order.insert(order.index(before) + 1 if before in order else 0, key)
    return order


def _fitted(taken: Parts, now: Parts) -> tuple[Parts, list[Spare]]:
    """As many asks and lines as a plan holds; what was kept before makes room for what is sent now."""
    surplus: list[Key] = []
    for kind, most in ((ASK, MAX_ASKS_EACH), (IF_THEN, MAX_IF_THENS)):
        keys = [key for key in taken if key[0] == kind]
        older = [key for key in keys if key not in now]
        surplus += older[len(older) - max(len(keys) - most, 0) :]
    fitting = {key: words for key, words in taken.items() if key not in surplus}
    return fitting, [Spare(key, taken[key]) for key in surplus]
