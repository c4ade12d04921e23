"""What feeds say of a stored event, worked out when it is written: a feed is then only put together.

Nothing here depends on who reads, but a busy block, which is named for its reader (`busy.named`).
"""

import re
from datetime import datetime

from planner.core.calendar.events import EventObject
from planner.ical import busy, feed_text, project, timings
from planner.ical.lines import folded
from planner.ical.read import HEAD, TAIL
from planner.ical.write_lines import stamp

_HEAD, _TAIL = folded(HEAD).encode(), folded(TAIL).encode()
_UNWRAPPED = slice(len(_HEAD), -len(_TAIL))
_FIRST = datetime.fromisoformat("2020-01-01T00:00:00+00:00")
# A text says for whom it was made, so that one from before the event was hidden is never taken for another.
_SHARED, _BUSY = b"shared\n", b"busy\n"
_STAMPS = re.compile(rb"^(?:DTSTAMP|LAST-MODIFIED|SEQUENCE):[^\r\n]*\r\n", re.MULTILINE)


def own(text: str, event: EventObject, *, created_at: datetime) -> str:
    """The VEVENTs for their owner's feeds; "" if nothing of it takes place."""
    return feed_text.without_alarms(own_with_alarms(text, event, created_at=created_at))


def own_with_alarms(text: str, event: EventObject, *, created_at: datetime) -> str:
    """The same for a feed whose owner wants the alarms that stand in their events."""
    return _digestible(project.for_owner(text), event, created_at)


def is_plain(text: str, own_text: str) -> bool:
    """Whether `own_text` is no more than `text` without its wrapping, so that it need not be kept."""
    return text.encode() == _HEAD + own_text.encode() + _TAIL


def unwrapped(text: bytes) -> bytes:
    """The VEVENTs of a plain text."""
    return text[_UNWRAPPED]


def shared(text: str, event: EventObject, *, changed_at: datetime) -> bytes:
    """The VEVENTs for the other's feeds: listed properties, and when the other last saw the event change.

    `changed_at` begins anew when an event is shared. SEQUENCE grows with it, for Google ignores an update
    without; a count would tell of earlier changes.
    """
    at, seconds = stamp(changed_at), int((changed_at - _FIRST).total_seconds())
    stamps = f"DTSTAMP:{at}\r\nLAST-MODIFIED:{at}\r\nSEQUENCE:{seconds}\r\n"
    stamped = feed_text.with_lines(project.for_partner(text), stamps)
    return _SHARED + _digestible(stamped, event, changed_at).encode()


def when_busy(event: EventObject, *, first_start_at: datetime) -> bytes:
    """The times of the VEVENTs for the other's feeds, stamped with nothing but their own time."""
    return _BUSY + busy.times(event, dtstamp=first_start_at).encode()


def unstamped(other_text: bytes) -> bytes:
    """The same without its stamps: what it says, whenever it was said."""
    return _STAMPS.sub(b"", other_text)


def as_shared(other_text: bytes) -> bytes | None:
    """The VEVENTs in what `shared` made; None for anything else."""
    return other_text[len(_SHARED) :] if other_text.startswith(_SHARED) else None


def as_busy(other_text: bytes) -> bytes | None:
    """The VEVENTs in what `when_busy` made; None for anything else."""
    return other_text[len(_BUSY) :] if other_text.startswith(_BUSY) else None


def _digestible(events: str, event: EventObject, stamped_at: datetime) -> str:
    stamped = feed_text.with_dtstamp(events, f"DTSTAMP:{stamp(stamped_at)}")
    return timings.retimed(stamped, event)
