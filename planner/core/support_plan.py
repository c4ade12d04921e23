"""The support plan of one occurrence: proposing, answering, agreeing and taking a yes back.

A plan value and one deed go in; a new version, or an error, comes out. Nothing that was said is rewritten: a
version's content never changes, only who has said yes to it.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from planner.core.plan_content import Content


class State(StrEnum):
    NONE = "none"
    DRAFT = "draft"
    PROPOSED = "proposed"
    AGREED = "agreed"
    DONE = "done"
    REVIEWED = "reviewed"
    GOING_SEPARATELY = "going_separately"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Version:
    number: int
    author: UUID
    content: Content
    yes: frozenset[UUID]
    """Who says yes to it now: its author too, unless taken back."""


@dataclass(frozen=True, slots=True)
class Plan:
    partners: tuple[UUID, ...]
    """One, while used alone, or two."""
    versions: tuple[Version, ...]
    """Oldest first."""
    starts_at: datetime
    ends_at: datetime
    drafts: frozenset[UUID] = frozenset()
    """Whose drafts exist; each is its writer's alone."""
    reviewed: bool = False
