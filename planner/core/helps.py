"""What helps a partner at events, and what they note about people: limits, and the order of a list."""

from collections.abc import Sequence
from typing import TypeVar

from planner.errors import Invalid, TooLong

T = TypeVar("T")

TEXT_MAX = 300
NAME_MAX = 80
NOTE_MAX = 2_000
MOST_HELPS = 30
MOST_PERSON_NOTES = 100


def written(text: str, *, field: str, most: int) -> str:
    """The text without the space around it. Raises `Invalid` if nothing is left, `TooLong`."""
    said = text.strip()
    if not said:
        raise Invalid("Write a few words first.", field=field)
    if len(said) > most:
        raise TooLong(field=field)
    return said


def moved(items: Sequence[T], one: T, *, to: int) -> list[T]:
    """The list with this one at the place `to`, counted from 0; beyond an end is that end."""
    rest = [each for each in items if each != one]
    at = min(max(to, 0), len(rest))
    return [*rest[:at], one, *rest[at:]]
