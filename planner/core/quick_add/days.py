"""Which day, or which days, somebody means."""

import re
from datetime import date
from functools import lru_cache, partial
from itertools import chain

from planner.core.quick_add import dates, near_days
from planner.core.quick_add.line import Line, compiled, one_of
from planner.core.quick_add.meant import Days, Reader, Today
from planner.core.quick_add.words import Words


def take(line: Line, about: Today) -> Days | None:
    """The days that the line names, taken out of it."""
    return _take(line, about, "day", "")


def take_until(line: Line, about: Today) -> date | None:
    """The last day of "until 12 December", taken out of the line."""
    found = _take(line, about, "until", one_of(about.words.until) + r"\s+")
    return found.last if found else None


def _take(line: Line, about: Today, what: str, before: str) -> Days | None:
    for pattern, read in _readers(about.words, before):
        if found := line.take(what, pattern, partial(read, about=about)):
            return found
    return None


@lru_cache(maxsize=16)
def _readers(words: Words, before: str) -> tuple[tuple[re.Pattern[str], Reader], ...]:
    """The surest first."""
    patterns = chain(dates.patterns(words), near_days.patterns(words))
    return tuple((compiled(before + pattern), read) for pattern, read in patterns)
