"""An event as a busy block in a feed: written anew from its times, so that nothing else can come along."""

import re
from collections.abc import Iterator
from datetime import datetime

from planner.core.calendar import spans, told, zones
from planner.core.calendar.events import UTC_TZID, Component, EventObject, When
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
    recurrence_ids = [one.recurrence_id for one in event.overrides if one.is_cancelled]
    gone = [when_line("EXDATE", when) for when in recurrence_ids if when]
    lines: list[str] = []
    for one in event.components:
        if not one.is_cancelled:
            exdates = gone if one.recurrence_id is None else []
            dated = timings.of(one, event) if event.is_recurring else _in_utc(one)
            names = _NAMES + timings.prefix(one, event)
            lines += ["BEGIN:VEVENT", names, f"DTSTAMP:{stamp(dtstamp)}", *dated, *exdates, "END:VEVENT"]
    return folded(lines)


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
