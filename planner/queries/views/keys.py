"""Secret addresses and tokens, without their secrets."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from planner.core.feed_choices import Choices


@dataclass(frozen=True, slots=True)
class FeedView:
    id: UUID
    name: str
    choices: Choices
    created_at: datetime
    last_used_on: date | None


@dataclass(frozen=True, slots=True)
class TokenView:
    id: UUID
    name: str
    created_at: datetime
    last_used_on: date | None
