"""An event as a busy block in a feed: written anew from its times, so that nothing else can come along."""

import re
from collections.abc import Iterator
from datetime import datetime

from planner.core.calendar import series_parts, spans, told, zones
from planner.core.calendar.events import UTC_TZID, Component, EventObject, When
from planner.core.calendar.series_parts import Part
from planner.ical import timings
from planner.ical.lines import escape, fold, folded
from planner.ical.write_lines import stamp, when_line

_NAMES = "\0"  # stands for the lines that depend on the reader; no text of ours holds a NUL
_NAMED = re.compile(rb"\0([^\r]*)\r\n")


def text(event: EventObject, *, uid: str, summary: str, dtstamp: datetime) -> str:
    """The VEVENTs of what takes place, all under the same few words; "" if nothing does."""
    return named(times(event, dtstamp=dtstamp).encode(), uid=uid, summary=summary).decode()


def times(event: EventObject, *, dtstamp: datetime) -> str:
    """The VEVENTs of what takes place, still without names; "" if nothing does."""
    event = told.by_times(event)
    lines = (line for part in series_parts.parts(event) for line in _part(part, event, stamp(dtstamp)))
    return folded(lines)


def _part(part: Part, event: EventObject, dtstamp: str) -> Iterator[str]:
    named = [one.recurrence_id for one in part.event.overrides if one.is_cancelled]
    gone = [when_line("EXDATE", when) for when in named if when]
    is_single = not event.is_recurring and not any(one.exdates for one in event.components)
    for one in part.event.components:
        if not one.is_cancelled:
            exdates = gone if one.recurrence_id is None else []
            dated = _in_utc(one) if is_single else timings.of(one, part.event)
            yield from ("BEGIN:VEVENT", _NAMES + part.prefix, f"DTSTAMP:{dtstamp}", *dated, *exdates)
            yield "END:VEVENT"


def named(nameless: bytes, *, uid: str, summary: str) -> bytes:
    """What `times` made, each VEVENT under this name and this summary."""
    title = fold(f"SUMMARY:{escape(summary)}")
    return _NAMED.sub(lambda found: fold(f"UID:{found[1].decode()}{uid}").encode() + title.encode(), nameless)


def _in_utc(one: Component) -> Iterator[str]:
    """A one-off needs no zone, which may tell where it is; a day and a floating time stay what they are."""
    tz = zones.zone(one.start.tzid)
    start = one.start
    if tz is not None:
        start = When(zones.wall_clock(zones.instant(start.wall, tz), zones.UTC_ZONE), UTC_TZID)
    return timings.span(start, spans.length(one))
