"""Sources that give their events new UIDs: which of the new ones is which of the old."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Traits:
    """What an event is known by when its name is not: hashes of all it says, and of its title."""

    content: str
    title: str


def renamed(
    gone: Mapping[str, Traits], come: Mapping[str, Traits], *, by_title: bool = False
) -> dict[str, str]:
    """The old UID of each new one that is the same event.

    The same content is the same event. `by_title`, for a source that renews all its UIDs, also takes what has
    a title that no other has for the same event at another time.
    """
    pairs = _paired(_by(gone, "content"), _by(come, "content"), alone=False)
    if by_title:
        found = set(pairs.values())
        rest = {uid: one for uid, one in gone.items() if uid not in found}
        new = {uid: one for uid, one in come.items() if uid not in pairs}
        pairs |= _paired(_by(rest, "title"), _by(new, "title"), alone=True)
    return pairs


def _by(events: Mapping[str, Traits], trait: str) -> dict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for uid in sorted(events):
        found[getattr(events[uid], trait)].append(uid)
    return found


def _paired(gone: Mapping[str, list[str]], come: Mapping[str, list[str]], *, alone: bool) -> dict[str, str]:
    """New and old of each trait, in order; `alone` takes those that nobody else has."""
    pairs: dict[str, str] = {}
    for trait in gone.keys() & come.keys():
        old, new = gone[trait], come[trait]
        if trait and (not alone or len(old) == len(new) == 1):
            pairs |= zip(new, old, strict=False)
    return pairs
