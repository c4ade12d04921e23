"""The way of one row from due to sent, the same for reminders and account mail.

claim → message → begin → send → record. Each step commits by itself, and no transaction is open while the
network is touched. A row that goes wrong never stops the others.
"""

import logging
import time
import traceback
from datetime import datetime
from typing import Any, Protocol, TypeVar

from planner.actions.due import BATCH, Claimed
from tasks import clock
from tasks.channels.base import Channel, NotSent

logger = logging.getLogger(__name__)

LONGEST_RUN_S = 20
"""A tick that has worked this long lets the next one go on."""


M = TypeVar("M")


class Lane(Protocol[M]):
    """Rows of one kind that leave by one channel. Each method but `open` is an action of `planner`."""

    name: str

    def open(self) -> Channel[M]:
        """The channel, for one run."""

    def claim(self, *, now: datetime, is_repeatable: bool) -> tuple[Claimed, ...]: ...

    def message(self, claimed: Claimed, *, now: datetime) -> M | None:
        """The message, or None when the row was held or dropped instead."""

    def begin(self, claimed: Claimed, *, now: datetime) -> bool: ...

    def sent(self, claimed: Claimed, *, now: datetime) -> bool: ...

    def failed(self, claimed: Claimed, *, now: datetime, **how: Any) -> str: ...


def run(lane: Lane[M]) -> int:
    """Deliver all that is due in this lane; how many rows were claimed."""
    stop_at = time.monotonic() + LONGEST_RUN_S
    count = 0
    with lane.open() as channel:
        while time.monotonic() < stop_at:
            claimed = lane.claim(now=clock.now(), is_repeatable=channel.is_repeatable)
            for each in claimed:
                _guarded(lane, each, channel)
            count += len(claimed)
            if len(claimed) < BATCH:
                break
    return count


def _guarded(lane: Lane[M], claimed: Claimed, channel: Channel[M]) -> None:
    try:
        _deliver(lane, claimed, channel)
    except Exception as error:
        log_error(f"{lane.name} {claimed.id}", error)
        _give_up(lane, claimed)


def _deliver(lane: Lane[M], claimed: Claimed, channel: Channel[M]) -> None:
    message = lane.message(claimed, now=clock.now())
    if message is None or not lane.begin(claimed, now=clock.now()):
        logger.info("%s %s not sent", lane.name, claimed.id)
        return
    try:
        channel.send(message)
    except NotSent as problem:
        _note_failure(lane, claimed, problem, is_repeatable=channel.is_repeatable)
        return
    lane.sent(claimed, now=clock.now())
    logger.info("%s %s sent", lane.name, claimed.id)


def _note_failure(lane: Lane[Any], claimed: Claimed, problem: NotSent, *, is_repeatable: bool) -> None:
    state = lane.failed(
        claimed,
        now=clock.now(),
        permanent=problem.is_permanent,
        uncertain=problem.is_uncertain,
        is_repeatable=is_repeatable,
        retry_after=problem.retry_after,
        reason=problem.reason[:40],
    )
    logger.warning("%s %s %s, now %s", lane.name, claimed.id, problem.reason, state or "lost")


def _give_up(lane: Lane[Any], claimed: Claimed) -> None:
    """Another try later. If even that cannot be written, the lease ends by itself."""
    try:
        lane.failed(claimed, now=clock.now(), reason="error")
    except Exception as error:
        log_error(f"{lane.name} {claimed.id}", error)


def log_error(what: str, error: Exception) -> None:
    """One line that says where it happened. Never what the exception says: it may quote somebody."""
    where = traceback.extract_tb(error.__traceback__)[-1]
    logger.error("%s failed: %s at %s:%s", what, type(error).__name__, where.filename, where.lineno)
