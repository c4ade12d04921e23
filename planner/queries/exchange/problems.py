"""What was mended or left out of a calendar, as its owner reads it: each thing once, with how often."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import astuple, replace

from planner.queries import wording
from planner.queries.views import ProblemView

MOST_KEPT = 100
"""So many different things are kept of a source that is read again and again."""


def counted(said: Iterable[Sequence[str]]) -> tuple[ProblemView, ...]:
    """Titles, codes and messages in the order of the file, alike ones as one, in the reader's language."""
    return tuple(map(_spoken, _counted(said)))


def _spoken(found: ProblemView) -> ProblemView:
    return replace(found, message=wording.noted(found.code, found.message))


def _counted(said: Iterable[Sequence[str]]) -> tuple[ProblemView, ...]:
    titles: dict[tuple[str, str], list[str]] = {}
    for title, code, message in said:
        titles.setdefault((code, message), []).append(title)
    return tuple(
        ProblemView(found[0] if len(set(found)) == 1 else "", code, message, len(found))
        for (code, message), found in titles.items()
    )


def dump(said: Iterable[Sequence[str]]) -> str:
    """The same for a column, as they were said; "" for nothing."""
    found = _counted(said)[:MOST_KEPT]
    return json.dumps([astuple(one) for one in found]) if found else ""


def load(text: str) -> tuple[ProblemView, ...]:
    """What `dump` wrote, in the reader's language."""
    return tuple(_spoken(ProblemView(*one)) for one in json.loads(text)) if text else ()
