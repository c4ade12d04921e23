"""A template before it is put into the reader's language."""

from dataclasses import dataclass

from django.utils.functional import Promise

from planner.core.plan.beginnings import Place

Pair = tuple[Promise, Promise]


@dataclass(frozen=True, slots=True)
class Words:
    """Asks go on after "I'd love it if you …"; none of it tells anybody to stay away."""

    key: str
    kinds: tuple[str, ...]
    name: Promise
    at_home: tuple[Promise, ...]
    """What the one asks whose world it is; `as_guest` are asks of the one who finds it harder."""
    as_guest: tuple[Promise, ...]
    if_thens: tuple[Pair, ...]
    texts: tuple[tuple[Place, Promise], ...] = ()
