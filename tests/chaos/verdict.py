"""What became of every reminder: counted where it arrived, and explained by the rows of the attempts."""

from collections.abc import Mapping
from dataclasses import dataclass

SENT, UNKNOWN = "sent", "unknown"


@dataclass(frozen=True)
class Row:
    """A reminder's row when all is over, and its attempts."""

    state: str
    attempts: int
    unended: int
    """Attempts that began and never wrote down how they ended: whoever made them died, or lost its lease."""
    late_s: float


@dataclass(frozen=True)
class Verdict:
    sent: int
    lost: int
    double: int
    explained: int
    told: int
    """Nobody can know whether these arrived: two attempts ended inside the send. Their people see it."""

    def is_good(self, *, has_key: bool) -> bool:
        """Where the far end knows a message again, nothing has to be explained."""
        if has_key:
            return self.lost == self.double == self.told == 0
        return self.lost == 0 and self.double == self.explained


def of(rows: Mapping[str, Row], arrived: Mapping[str, int]) -> Verdict:
    """`arrived`: how often each reminder, by its id, reached the far end."""
    came = {id: arrived.get(id, 0) for id in rows}
    doubles = {id: count for id, count in came.items() if count > 1}
    missing = [rows[id] for id, count in came.items() if count == 0]
    told = sum(row.state == UNKNOWN and row.unended > 1 for row in missing)
    explained = sum(_is_explained(rows[id], count) for id, count in doubles.items())
    return Verdict(
        sent=sum(count > 0 for count in came.values()),
        lost=len(missing) - told,
        double=len(doubles),
        explained=explained,
        told=told,
    )


def _is_explained(row: Row, count: int) -> bool:
    """Whether each copy had an attempt of its own, and all but one of these never came to their end."""
    return row.attempts >= count and row.unended >= count - 1
