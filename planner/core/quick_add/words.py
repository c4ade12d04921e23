"""What a language contributes to reading one line: its words, and nothing about how they are joined."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time

from planner.core.quick_add.line import key


@dataclass(frozen=True, eq=False)
class Words:
    """A table for one language, in lower case. Two tables are the same only if they are the same object."""

    weekdays: Mapping[str, int]
    """Monday is 0."""
    doubtful_weekdays: frozenset[str]
    """Weekdays that are also other words ("sat nav"): read only where what stands around means a day."""
    months: Mapping[str, int]
    numbers: Mapping[str, int]
    ordinals: tuple[str, ...]
    """What may follow a day's number."""
    days_from_now: Mapping[str, int]
    parts_of_day: Mapping[str, time]
    """When it begins, roughly, if nothing else is said."""
    tonight: Mapping[str, time]
    weekend: tuple[str, ...]
    on: tuple[str, ...]
    this: tuple[str, ...]
    next: tuple[str, ...]
    the: tuple[str, ...]
    of: tuple[str, ...]
    in_: tuple[str, ...]
    from_: tuple[str, ...]
    to: tuple[str, ...]
    until: tuple[str, ...]
    at: tuple[str, ...]
    for_: tuple[str, ...]
    and_: tuple[str, ...]
    morning: tuple[str, ...]
    """am"""
    evening: tuple[str, ...]
    """pm"""
    o_clock: tuple[str, ...]
    hours_by_name: Mapping[str, int]
    """ "at seven"."""
    parts_of_hour: Mapping[str, int]
    """What stands before the hour, and the minutes it adds: "half past", "quarter to"."""
    noon: tuple[str, ...]
    midnight: tuple[str, ...]
    minutes: tuple[str, ...]
    hours: tuple[str, ...]
    days: tuple[str, ...]
    nights: tuple[str, ...]
    weeks: tuple[str, ...]
    months_long: tuple[str, ...]
    years: tuple[str, ...]
    half: tuple[str, ...]
    every: tuple[str, ...]
    every_second: tuple[str, ...]
    """What stands between "every" and the unit for "every two"."""
    repeating: Mapping[str, tuple[str, int]]
    """One word for a rule: FREQ and INTERVAL."""
    working_day: tuple[str, ...]
    times: tuple[str, ...]
    place_ends: tuple[str, ...]
    """Words that end a place: "at Kolbe's with the team"."""
    kinds: tuple[tuple[str, tuple[str, ...]], ...]
    """Words that tell the kind of event; the first kind that matches is taken."""


def number(text: str, words: Words) -> int:
    """A count in digits or as a word."""
    return words.numbers.get(key(text), 0) or int(text)
