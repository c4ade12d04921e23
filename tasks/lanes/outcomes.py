"""What came of a row that a lane took on: a line in the log, a count, a turn of the breaker."""

import logging
from collections import Counter
from datetime import datetime
from enum import StrEnum

from planner.actions.engine import breakers, tallies
from planner.actions.engine.due import Claimed
from planner.core import lateness
from planner.core.reminding.breaker import Breaker
from planner.queries.engine import breakers as standing
from tasks import clock

logger = logging.getLogger(__name__)


class Outcome(StrEnum):
    SENT = "sent"
    SETTLED = "settled"
    """Held, merged or dropped, as it stands by now."""
    FAILED = "failed"
    """The other end was away or never answered; it is tried again."""
    REFUSED = "refused"
    """The other end said no to this message or its address, for good or for now."""
    BROKEN = "broken"
    """Something of ours went wrong."""


class Outcomes:
    """The outcomes of one run of one lane. `close` writes the counts down."""

    def __init__(self, lane: str) -> None:
        self._lane = lane
        self._counts: Counter[str] = Counter()
        self.breaker: Breaker = standing.one(lane)

    def note(self, claimed: Claimed, outcome: Outcome, **more: object) -> None:
        """One row is done with for now."""
        self._counts[outcome] += 1
        level = logging.INFO if outcome in (Outcome.SENT, Outcome.SETTLED) else logging.WARNING
        rest = "".join(f" {name}={value}" for name, value in more.items())
        logger.log(level, "lane=%s id=%s outcome=%s%s", self._lane, claimed.id, outcome, rest)
        self._turn(outcome)

    def sent(self, claimed: Claimed, at: datetime) -> None:
        """One row was sent, this late."""
        self.note(claimed, Outcome.SENT, late_s=self._late(claimed, at))

    def claimed(self, count: int) -> None:
        self._counts["claimed"] += count

    def close(self) -> None:
        """Add the counts of this run to those of all."""
        tallies.add(self._lane, self._counts)

    def _late(self, claimed: Claimed, at: datetime) -> float:
        late_s = max(0.0, (at - claimed.due_at).total_seconds())
        self._counts[f"late_{lateness.bound(late_s)}"] += 1
        self._counts["late_ms"] += round(late_s * 1000)
        return round(late_s, 1)

    def _turn(self, outcome: Outcome) -> None:
        if outcome is Outcome.FAILED:
            self.breaker = breakers.failed(self._lane, now=clock.now())
        elif outcome in (Outcome.SENT, Outcome.REFUSED) and self.breaker.failures:
            breakers.works(self._lane)
            self.breaker = Breaker()
