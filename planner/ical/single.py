"""One date of a series as an event of its own, for feeds that hold no more of it."""

from collections.abc import Iterator
from hashlib import sha256

from planner.core.calendar import series_parts, spans
from planner.core.calendar.events import EventObject, Occurrence, unfolded
from planner.ical import timings
from planner.ical.feed_text import TIMES, name_of, vevents
from planner.ical.lines import folded

_ITS_OWN = TIMES - set("DTSTAMP LAST-MODIFIED SEQUENCE TRANSP BEGIN END".split())


def text(projected: str, event: EventObject, one: Occurrence) -> str:
    """The VEVENT of an occurrence, from all those of its event that take place, as `timings` puts them.

    It says nothing of a series: clients differ in what they make of an override without its master.
    """
    said = [event.components[at] for part in series_parts.parts(event) for at in part.sources]
    standing = [component for component in said if not component.is_cancelled]
    parts = vevents(projected)
    at = standing.index(one.component)
    part = parts[at] if len(parts) == len(standing) else parts[0]
    return folded(_lines(unfolded(part), one))


def uid(one: Occurrence) -> str:
    """A name that is the same whenever it is asked for, and no other event's."""
    return sha256(f"{one.uid}\n{one.recurrence_id}".encode()).hexdigest()[:40] + "@alongside"


def _lines(lines: list[str], one: Occurrence) -> Iterator[str]:
    lasts = spans.length(one.component) if one.is_all_day else one.ends_at - one.starts_at
    depth = 0
    for line in lines:
        name = name_of(line)
        depth += name == "BEGIN"
        if depth > 1 or name not in _ITS_OWN:
            yield line
        if depth == 1 and name == "BEGIN":
            yield f"UID:{uid(one)}"
            yield from timings.span(one.start, lasts)
        depth -= name == "END"
