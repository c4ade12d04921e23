"""When nobody answers at the other end of a channel, its lane rests: no reminder spends its tries on it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

TRIPS_AFTER = 5
"""Failures in a row, none of them about one recipient."""
FIRST_REST = timedelta(seconds=30)
LONGEST_REST = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Breaker:
    """Failures in a row, and the moment until which the lane rests because of them."""

    failures: int = 0
    rests_until: datetime | None = None


CLOSED = Breaker()


def allowance(known: Breaker, *, now: datetime, batch: int) -> int:
    """How many messages may be taken on: a batch, none while it rests, or after that one, to see."""
    if known.rests_until is None:
        return batch
    return 0 if now < known.rests_until else 1


def after_failure(known: Breaker, *, now: datetime) -> Breaker:
    """The fifth failure in a row makes it rest; each probe that comes to nothing, twice as long as before."""
    if known.rests_until is not None and now < known.rests_until:
        return known  # What others had under way when it began to rest says nothing new.
    failures = known.failures + 1
    if failures < TRIPS_AFTER:
        return Breaker(failures)
    rest: timedelta = FIRST_REST * 2 ** min(failures - TRIPS_AFTER, 10)
    return Breaker(failures, now + min(rest, LONGEST_REST))
