"""Codes become words: what a table of words is, and how one is read."""

from collections.abc import Mapping
from typing import TypeVar

from django.utils.functional import Promise

C = TypeVar("C", str, int)


Words = Mapping[str, Promise]
"""What to say for each code."""


def words(table: Mapping[C, Promise], code: C) -> str:
    """What the table says for the code; the code itself for one that it does not know."""
    return str(table.get(code, code))


def choices(table: Words) -> list[tuple[str, Promise]]:
    """The table as the choices of a form field."""
    return [(str(code), label) for code, label in table.items()]
