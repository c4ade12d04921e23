"""What reading a calendar file comes to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from planner.core.calendar.events import EventObject

TOLD = ("NAME", "X-WR-CALNAME", "REFRESH-INTERVAL", "X-PUBLISHED-TTL")


class Source(Enum):
    """Where the bytes come from: a person's file is read as far as it goes, a subscription must be whole."""

    UPLOAD = "upload"
    REFRESH = "refresh"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that was mended or left out; `uid` is empty when it concerns the whole file."""

    uid: str
    summary: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class ParsedEvent:
    """One UID: its values, its text as received, and a hash of what the text says."""

    event: EventObject
    text: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Parsed:
    objects: tuple[ParsedEvent, ...]
    problems: tuple[Problem, ...]
    name: str = ""
    tzid: str = ""
    properties: Mapping[str, str] = field(default_factory=dict)
    """What a calendar says of itself and its source (`TOLD`), as it stands there."""
