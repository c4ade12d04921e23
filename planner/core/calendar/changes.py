"""What an arriving calendar would change, decided before anything is written."""

from collections.abc import Mapping
from dataclasses import dataclass

from planner.errors import AlongsideError


class Vanished(AlongsideError):
    """Everything in this calendar would be removed. Check the source, then say yes if that is right."""

    code = "vanished"


class Thinned(AlongsideError):
    """Most of this calendar would be removed. It is looked at once more before that is believed."""

    code = "thinned"


MANY = 20
"""From here on it is remarkable when more than half of a calendar goes at once."""


@dataclass(frozen=True, slots=True)
class Changes:
    """The UIDs of each kind, sorted."""

    added: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()


def between(
    stored: Mapping[str, str], incoming: Mapping[str, str], *, full: bool, allow_emptying: bool = False
) -> Changes:
    """The difference of two sets of fingerprints by UID.

    A `full` calendar (a subscription) also removes what it no longer has; a file only adds and updates.
    Raises Vanished if all that is stored would go and nobody has said yes.
    """
    removed = tuple(sorted(stored.keys() - incoming.keys())) if full else ()
    if removed and len(removed) == len(stored) and not allow_emptying:
        raise Vanished
    both = sorted(stored.keys() & incoming.keys())
    return Changes(
        added=tuple(sorted(incoming.keys() - stored.keys())),
        updated=tuple(uid for uid in both if stored[uid] != incoming[uid]),
        removed=removed,
        unchanged=tuple(uid for uid in both if stored[uid] == incoming[uid]),
    )


def check_thinning(stored: Mapping[str, str], changes: Changes) -> None:
    """Raises Thinned if most of a large calendar would go: a server in trouble hands out half an answer."""
    if len(stored) >= MANY and 2 * len(changes.removed) > len(stored):
        raise Thinned
