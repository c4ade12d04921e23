"""Waiting for what happens in other processes: ask again until it is so, or until patience ends."""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

PATIENCE_S = 45
"""Long enough for a machine that does much else; what is right comes in seconds."""
PAUSE_S = 0.1


def until(look: Callable[[], T | None], what: str, *, within_s: float = PATIENCE_S) -> T:
    """What `look` returns as soon as that is true of anything. Raises AssertionError."""
    give_up_at = time.monotonic() + within_s
    while not (found := look()):
        assert time.monotonic() < give_up_at, f"Waited {within_s:.0f} s for {what}."
        time.sleep(PAUSE_S)
    return found
