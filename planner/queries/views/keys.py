"""Secret addresses, tokens and devices, without their secrets."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from planner.core.feed_choices import Choices
from planner.core.scopes import Scope


@dataclass(frozen=True, slots=True)
class FeedView:
    id: UUID
    name: str
    choices: Choices
    created_at: datetime
    last_used_on: date | None


@dataclass(frozen=True, slots=True)
class TokenView:
    """`expires_at` is None for one that is good until it is revoked."""

    id: UUID
    name: str
    created_at: datetime
    last_used_on: date | None
    scopes: tuple[Scope, ...]
    expires_at: datetime | None


@dataclass(frozen=True, slots=True)
class HappenedView:
    """A line of one's own security log. `what` is a code for the table "happened"."""

    what: str
    about: str
    program: str
    machine: str
    happened_at: datetime

    @property
    def has_browser(self) -> bool:
        return bool(self.program or self.machine)


@dataclass(frozen=True, slots=True)
class DeviceView:
    """A browser that takes push messages. By `key`, the SHA-256 of its endpoint, it knows itself."""

    id: UUID
    label: str
    created_at: datetime
    added_on: date
    key: str
    is_mailbox: bool
    test: str
    """The state of the newest test message to it, "" for none."""
