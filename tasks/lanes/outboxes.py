"""Lanes of what is no reminder: codes, invitations and tests, which somebody is waiting for."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, Protocol, TypeVar
from uuid import UUID

from planner.actions.engine.due import Claimed
from planner.core.reminding.reminders import Drop
from tasks.channels.base import Channel

M = TypeVar("M")
M_co = TypeVar("M_co", covariant=True)


class Deeds(Protocol):
    """A module of `planner.actions` that keeps such rows."""

    def claim_due(self, *, now: datetime, limit: int, is_repeatable: bool) -> tuple[Claimed, ...]: ...

    def begin_send(self, claimed: Claimed, *, now: datetime) -> bool: ...

    def put_back(self, claimed: Claimed, *, until: datetime) -> bool: ...

    def record_sent(self, claimed: Claimed, *, now: datetime) -> bool: ...

    def record_failed(self, claimed: Claimed, *, now: datetime, **how: Any) -> str: ...

    def drop(self, claimed: Claimed, *, reason: str, now: datetime) -> bool: ...


class Compose(Protocol[M_co]):
    def __call__(self, row_id: UUID, /, *, now: datetime) -> M_co | Drop: ...


@dataclass(frozen=True, slots=True)
class Outbox(Generic[M]):
    """A lane whose every step is a deed of one module."""

    name: str
    deeds: Deeds
    compose: Compose[M]
    open: Callable[[], Channel[M]]

    def claim(self, *, now: datetime, limit: int, is_repeatable: bool) -> tuple[Claimed, ...]:
        return self.deeds.claim_due(now=now, limit=limit, is_repeatable=is_repeatable)

    def begin(self, claimed: Claimed, *, now: datetime) -> M | None:
        composed = self.compose(claimed.id, now=now)
        if isinstance(composed, Drop):
            self.deeds.drop(claimed, reason=composed.reason, now=now)
            return None
        return composed if self.deeds.begin_send(claimed, now=now) else None

    def put_back(self, claimed: Claimed, *, until: datetime) -> bool:
        return self.deeds.put_back(claimed, until=until)

    def sent(self, claimed: Claimed, *, now: datetime) -> bool:
        return self.deeds.record_sent(claimed, now=now)

    def failed(self, claimed: Claimed, *, now: datetime, **how: Any) -> str:
        return self.deeds.record_failed(claimed, now=now, **how)
