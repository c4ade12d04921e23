"""A calendar file that is written as it is read, event by event, so that no size of it fills the memory."""

from collections.abc import Iterable, Iterator

from planner.ical import feed_text, project
from planner.ical.lines import escape, folded
from planner.ical.read import HEAD, TAIL
from planner.ical.vtimezone import vtimezone


def written(name: str, events: Iterable[str]) -> Iterator[str]:
    """The file in pieces. Each zone's VTIMEZONE, our own, stands before the first event that uses it."""
    label = escape(name)
    yield folded([*HEAD, "CALSCALE:GREGORIAN", f"NAME:{label}", f"X-WR-CALNAME:{label}"])
    known: set[str] = set()
    for text in events:
        fresh = sorted(project.tzids(text) - known)
        known.update(fresh)
        yield "".join((*map(vtimezone, fresh), text))
    yield folded(TAIL)


def whole(text: str, *, dtstamp: str) -> str:
    """The VEVENTs of a stored text with all that they say, alarms and unknown properties too.

    `dtstamp` is for those that have none, which RFC 5545 does not allow.
    """
    return feed_text.with_dtstamp(project.for_owner(text), f"DTSTAMP:{dtstamp}")
