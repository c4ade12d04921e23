"""What became of a reminder, as its person's log sorts it."""

from collections.abc import Mapping
from enum import StrEnum

PENDING = "pending"


class Fate(StrEnum):
    NEXT = "next"
    HELD = "held"
    """Its moment has come, and it waits: for the morning, or for another try."""
    SENT = "sent"
    FAILED = "failed"
    """Not delivered, too late, or nobody knows."""
    DROPPED = "dropped"
    """Not needed any more."""


OVER: Mapping[Fate, tuple[str, ...]] = {
    Fate.SENT: ("sent",),
    Fate.FAILED: ("dead", "missed", "unknown"),
    Fate.DROPPED: ("cancelled",),
}
"""The states of a reminder that is over."""
LOST = ("dead", "unknown")
"""It did not arrive, or nobody knows: what its person is told of."""


def of(state: str, reason: str) -> Fate:
    """The fate of a row in this state. One that waits with a reason is held."""
    over = next((fate for fate, states in OVER.items() if state in states), None)
    if over is not None:
        return over
    return Fate.HELD if state == PENDING and reason else Fate.NEXT
