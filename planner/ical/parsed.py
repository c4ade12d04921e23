"""What reading a calendar file comes to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property

from planner.core.calendar.events import EventObject, from_json, to_json

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

    @property
    def uid(self) -> str:
        return self.event.uid

    @property
    def compiled(self) -> str:
        """The values in the form that a row keeps."""
        return to_json(self.event)


@dataclass(frozen=True)
class Handed:
    """The same as another process read it: its values are taken apart only for whoever looks into them."""

    uid: str
    compiled: str
    text: str
    fingerprint: str

    @cached_property
    def event(self) -> EventObject:
        return from_json(self.compiled)


Incoming = ParsedEvent | Handed


@dataclass(frozen=True, slots=True)
class Parsed:
    objects: tuple[Incoming, ...]
    problems: tuple[Problem, ...]
    name: str = ""
    tzid: str = ""
    properties: Mapping[str, str] = field(default_factory=dict)
    """What a calendar says of itself and its source (`TOLD`), as it stands there."""
