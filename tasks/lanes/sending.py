"""The way of one row from due to sent, the same for reminders and for what is in an outbox.

claim → begin → send → record. Each step commits by itself, and no transaction is open while the
network is touched. A row that goes wrong never stops the others; a channel that nobody answers rests.
"""

import logging
import time
import traceback
from datetime import datetime
from typing import Any, Protocol, TypeVar

from planner.actions.engine.due import BATCH, Claimed
from planner.core.reminding import breaker
from tasks import clock
from tasks.channels.base import Channel, NotSent
from tasks.lanes.outcomes import Outcome, Outcomes

logger = logging.getLogger(__name__)

LONGEST_RUN_S = 20
"""A tick that has worked this long lets the next one go on."""

M = TypeVar("M")


class Lane(Protocol[M]):
    """Rows of one kind that leave by one channel. Each method but `open` is an action of `planner`."""

    @property
    def name(self) -> str: ...

    def open(self) -> Channel[M]:
        """The channel, for one run."""

    def claim(self, *, now: datetime, limit: int, is_repeatable: bool) -> tuple[Claimed, ...]: ...

    def begin(self, claimed: Claimed, *, now: datetime) -> M | None:
        """The message, which goes out at once; None when the row was held, dropped or lost instead."""

    def put_back(self, claimed: Claimed, *, until: datetime) -> bool:
        """It has not begun: somebody may claim it again then."""

    def sent(self, claimed: Claimed, *, now: datetime) -> bool: ...

    def failed(self, claimed: Claimed, *, now: datetime, **how: Any) -> str: ...


def run(lane: Lane[M]) -> int:
    """Deliver all that is due in this lane; how many rows were claimed."""
    stop_at = time.monotonic() + LONGEST_RUN_S
    count = 0
    outcomes = Outcomes(lane.name)
    with lane.open() as channel:
        while time.monotonic() < stop_at:
            limit = breaker.allowance(outcomes.breaker, now=clock.now(), batch=BATCH)
            claimed = _claim(lane, channel, limit)
            outcomes.claimed(len(claimed))
            for each in claimed:
                _one(lane, each, channel, outcomes)
            count += len(claimed)
            if len(claimed) < BATCH:
                break
    outcomes.close()
    return count


def _claim(lane: Lane[M], channel: Channel[M], limit: int) -> tuple[Claimed, ...]:
    if limit == 0:
        return ()
    return lane.claim(now=clock.now(), limit=limit, is_repeatable=channel.is_repeatable)


def _one(lane: Lane[M], claimed: Claimed, channel: Channel[M], outcomes: Outcomes) -> None:
    """Deliver it, or put it back if the channel went away while it waited behind others of its batch."""
    try:
        rests_until = outcomes.breaker.rests_until
        if rests_until is not None and rests_until > clock.now():
            lane.put_back(claimed, until=rests_until)
        else:
            _deliver(lane, claimed, channel, outcomes)
    except Exception as error:
        log_error(f"{lane.name} {claimed.id}", error)
        _give_up(lane, claimed, outcomes)


def _deliver(lane: Lane[M], claimed: Claimed, channel: Channel[M], outcomes: Outcomes) -> None:
    message = lane.begin(claimed, now=clock.now())
    if message is None:
        outcomes.note(claimed, Outcome.SETTLED)
        return
    try:
        channel.send(message)
    except NotSent as problem:
        _note_failure(lane, claimed, problem, outcomes, is_repeatable=channel.is_repeatable)
        return
    sent_at = clock.now()
    lane.sent(claimed, now=sent_at)
    outcomes.sent(claimed, sent_at)


def _note_failure(
    lane: Lane[Any], claimed: Claimed, problem: NotSent, outcomes: Outcomes, *, is_repeatable: bool
) -> None:
    state = lane.failed(
        claimed,
        now=clock.now(),
        permanent=problem.is_permanent,
        uncertain=problem.is_uncertain,
        is_repeatable=is_repeatable,
        retry_after=problem.retry_after,
        reason=problem.reason[:40],
    )
    outcome = Outcome.REFUSED if problem.is_about_recipient else Outcome.FAILED
    outcomes.note(claimed, outcome, reason=problem.reason[:40], now=state or "lost")


def _give_up(lane: Lane[Any], claimed: Claimed, outcomes: Outcomes) -> None:
    """Another try later. If even that cannot be written, the lease ends by itself."""
    try:
        lane.failed(claimed, now=clock.now(), reason="error")
        outcomes.note(claimed, Outcome.BROKEN)
    except Exception as error:
        log_error(f"{lane.name} {claimed.id}", error)


def log_error(what: str, error: Exception) -> None:
    """One line that says where it happened. Never what the exception says: it may quote somebody."""
    where = traceback.extract_tb(error.__traceback__)[-1]
    logger.error("%s failed: %s at %s:%s", what, type(error).__name__, where.filename, where.lineno)
