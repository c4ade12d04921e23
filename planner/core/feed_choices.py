"""What a person chooses for one of their feeds."""

from dataclasses import dataclass
from enum import StrEnum


class Scope(StrEnum):
    """Which events: all in sight, those with a flag that its owner may see, or those of the world of both."""

    ALL = "all"
    FLAGGED = "flagged"
    OURS = "ours"


@dataclass(frozen=True, slots=True)
class Choices:
    """The defaults suit a phone that somebody else may see: no alarm sounds, and nothing comes twice."""

    scope: Scope = Scope.ALL
    with_titles: bool = True
    with_alarms: bool = False
    with_subscriptions: bool = False


USUAL = Choices()
