"""What a personal token is good for: reading or writing, everywhere or in one area.

Scopes are kept as OAuth writes them (RFC 6749, section 3.3): names with spaces between them. To write in an
area is to read it too, for a deed answers with what then stands.
"""

from collections.abc import Iterable
from enum import StrEnum


class Area(StrEnum):
    """A part of the API that a token can be for. What belongs to none takes a token for everything."""

    CALENDAR = "calendar"
    PLANS = "plans"
    REMINDERS = "reminders"


class Scope(StrEnum):
    READ = "read"
    WRITE = "write"
    CALENDAR_READ = "calendar:read"
    CALENDAR_WRITE = "calendar:write"
    PLANS_READ = "plans:read"
    PLANS_WRITE = "plans:write"
    REMINDERS_READ = "reminders:read"
    REMINDERS_WRITE = "reminders:write"


EVERYTHING = frozenset({Scope.READ, Scope.WRITE})


def may_read(scopes: Iterable[Scope], area: Area | None) -> bool:
    """Whether a token with these scopes reads what lies in this area."""
    return not _that_read(area).isdisjoint(scopes)


def may_write(scopes: Iterable[Scope], area: Area | None) -> bool:
    """Whether a token with these scopes changes what lies in this area."""
    return not _that_write(area).isdisjoint(scopes)


def written(scopes: Iterable[Scope]) -> str:
    """These scopes as they are kept: each once, in one order."""
    return " ".join(one for one in Scope if one in set(scopes))


def read(kept: str) -> tuple[Scope, ...]:
    """The scopes as values."""
    return tuple(Scope(one) for one in kept.split())


def _that_read(area: Area | None) -> frozenset[Scope]:
    return _that_write(area) | {Scope.READ} | ({Scope(f"{area}:read")} if area else frozenset())


def _that_write(area: Area | None) -> frozenset[Scope]:
    return frozenset({Scope.WRITE}) | ({Scope(f"{area}:write")} if area else frozenset())
