"""What became of a text, in the words of its provider. It only moves forward: reports come late and twice."""

from enum import StrEnum


class Status(StrEnum):
    BEGUN = "begun"
    """We have begun to hand it over, and do not know."""
    TAKEN = "taken"
    SENT = "sent"
    DELIVERED = "delivered"
    FAILED = "failed"


_RANK = {
    Status.BEGUN: 0,
    Status.TAKEN: 1,
    Status.SENT: 2,
    Status.DELIVERED: 3,
    Status.FAILED: 3,
}
_SAID = {
    **dict.fromkeys(("accepted", "queued", "scheduled", "sending", "taken"), Status.TAKEN),
    "sent": Status.SENT,
    **dict.fromkeys(("delivered", "read"), Status.DELIVERED),
    **dict.fromkeys(("failed", "undelivered", "canceled", "rejected", "expired"), Status.FAILED),
}


def read(said: str) -> Status | None:
    """What a provider's word means; None for one that says nothing of delivery."""
    return _SAID.get(said.strip().lower())


def before(status: Status) -> tuple[Status, ...]:
    """The statuses that this one follows; a text that is delivered or failed stays so."""
    return tuple(one for one, rank in _RANK.items() if rank < _RANK[status])
