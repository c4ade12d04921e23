"""How much work one question to a calendar may cost, however a rule was made."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")
STEPS = 100_000
"""For one event alone: some tenths of a second."""


class Allowance:
    """Steps that may still be taken; a walk that has none left ends, as if the rule did."""

    __slots__ = ("left",)

    def __init__(self, steps: int = STEPS) -> None:
        self.left = steps

    @property
    def is_spent(self) -> bool:
        return self.left < 0

    def pay(self, things: Iterable[T], cost: int = 1) -> Iterator[T]:
        """The things one by one, for as long as they can be paid for."""
        for thing in things:
            self.left -= cost
            if self.left < 0:
                return
            yield thing
