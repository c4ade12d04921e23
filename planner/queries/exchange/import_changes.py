"""What a file changes in an event that is known: title, time, place, repetition, or something else."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from planner.core.calendar import zones
from planner.core.calendar.events import EventObject, When

Change = tuple[str, str, str]
"""What it is about, how it stands, and how the file has it. Times are ISO 8601 in the reader's zone."""

CANCELLED = "cancelled"
"""The change that takes an event away: a file that only leaves it out does not."""


def of(stored: EventObject, incoming: EventObject, home: ZoneInfo) -> tuple[Change, ...]:
    """The changes of one event that a person would name; never empty."""
    return tuple(_named(stored, incoming, home)) or (("other", "", ""),)


def _named(stored: EventObject, incoming: EventObject, home: ZoneInfo) -> Iterator[Change]:
    was, now = stored.components[0], incoming.components[0]
    if now.is_cancelled and not was.is_cancelled:
        yield CANCELLED, "", ""
    if was.summary != now.summary:
        yield "title", was.summary, now.summary
    if was.start != now.start:
        yield "time", _wall(was.start, home), _wall(now.start, home)
    elif (was.end, was.duration) != (now.end, now.duration):
        yield "length", "", ""
    if was.location != now.location:
        yield "place", was.location, now.location
    if (was.rrules, was.rdates, was.exdates) != (now.rrules, now.rdates, now.exdates):
        yield "repetition", "", ""
    if len(stored.components) != len(incoming.components):
        yield "dates", "", ""


def _wall(when: When, home: ZoneInfo) -> str:
    if when.is_date:
        return when.wall.date().isoformat()
    tz = zones.zone(when.tzid)
    wall = zones.wall_clock(zones.instant(when.wall, tz), home) if tz else when.wall
    return wall.isoformat("T", "minutes")
