"""Rows that are worked on one after the other: one that goes wrong never stops the rest."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Protocol

from planner.actions.engine.due import Claimed
from tasks import clock
from tasks.lanes import sending


class Claim(Protocol):
    def __call__(self, *, now: datetime, limit: int) -> tuple[Claimed, ...]: ...


def run(name: str, claim: Claim, do: Callable[[Claimed], object]) -> int:
    """Do this with each row that is due; how many that were.

    One is claimed at a time, since a lease has to outlast all that was claimed with it. What fails is tried
    once more when its lease ends.
    """
    count = 0
    while claimed := claim(now=clock.now(), limit=1):
        for each in claimed:
            guarded(f"{name} {each.id}", partial(do, each))
        count += len(claimed)
    return count


def guarded(what: str, do: Callable[[], object]) -> None:
    """Do it; if that fails, a line in the log says what and where."""
    try:
        do()
    except Exception as error:
        sending.log_error(what, error)
