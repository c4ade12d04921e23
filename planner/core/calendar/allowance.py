"""How much work one question to a calendar may cost, however a rule was made."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

T = TypeVar("T")
STEPS = 100_000
"""For one event alone: some tenths of a second."""
FEW = 20


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


class Shared:
    """An allowance for one question about many events, of which none may take more than its part.

    Each has a few steps at least, which is all that a usual rule needs.
    """

    __slots__ = ("each", "left")

    def __init__(self, steps: int = STEPS, each: int = STEPS // 50) -> None:
        self.left, self.each = steps, each

    @contextmanager
    def of_one(self) -> Iterator[Allowance]:
        """What may be taken for the next event."""
        given = max(FEW, min(self.each, self.left))
        allowance = Allowance(given)
        yield allowance
        self.left -= given - max(0, allowance.left)
