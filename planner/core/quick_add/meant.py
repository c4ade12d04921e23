"""What somebody means by the words for a day: what it is read against, and what comes back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from typing import Protocol

from planner.core.quick_add.line import Found, one_of
from planner.core.quick_add.words import Words


@dataclass(frozen=True, slots=True)
class Days:
    first: date
    last: date
    other: date | None = None
    """The day that it could also be ("12/10")."""
    named: int | None = None
    """The weekday that was written beside the date, if the two do not fit."""
    begins: time | None = None
    """Roughly, from "tomorrow evening"."""
    is_near: bool = False
    """Nothing but a weekday or a number of the month was said: the nearest such day."""


@dataclass(frozen=True, slots=True)
class Today:
    """What a day is read against."""

    today: date
    month_first: bool
    words: Words


class Reader(Protocol):
    def __call__(self, found: Found, /, about: Today) -> Days | None: ...


Pattern = tuple[str, Reader]
"""How something is written, and what reads it."""


def between(words: Words) -> str:
    """A pattern for what stands between a first day and a last."""
    return rf"\s*(?:–|—|-|{one_of(words.to)})\s*"


def optional(words: Iterable[str]) -> str:
    """A pattern for any of these words and a space, or nothing."""
    return rf"(?:{one_of(words)}\s+)?"


def date_of(year: int, month: int, day: int) -> date | None:
    """The date, or nothing if there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
