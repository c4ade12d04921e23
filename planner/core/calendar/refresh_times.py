"""When an outside calendar is read again: its own wish within bounds, and a growing pause when it fails.

`spread` is a fraction from 0 to 1 of the subscription's own, so that not all of them are read at once.
"""

from datetime import timedelta

SHORTEST = timedelta(minutes=15)
USUAL = timedelta(hours=1)
LONGEST = timedelta(days=1)
FIRST_PAUSE = timedelta(minutes=5)
NOW_AGAIN = timedelta(minutes=1)
"""How long "refresh now" waits after the last try."""


def bounded(wish: timedelta | None) -> timedelta:
    """How often to read a source that asks for this."""
    return min(max(wish, SHORTEST), LONGEST) if wish else USUAL


def after_success(every: timedelta, spread: float) -> timedelta:
    """The pause until the next regular reading."""
    return every * (1 + spread / 10)


def after_failure(failures: int, spread: float, retry_after: timedelta | None = None) -> timedelta:
    """Doubling from minutes to a day, and no sooner than the source asks."""
    doubled: timedelta = FIRST_PAUSE * 2 ** min(max(failures - 1, 0), 10)
    wanted = min(retry_after or timedelta(), LONGEST)
    return max(min(LONGEST, doubled), wanted) * (1 + spread / 4)
