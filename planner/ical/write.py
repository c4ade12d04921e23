"""Values to calendar text: a new event, and a calendar of many. Edits are in `write_series`."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from planner.core.calendar.events import When
from planner.ical.lines import escape, folded
from planner.ical.read import HEAD, TAIL
from planner.ical.vtimezone import vtimezone
from planner.ical.write_lines import stamp, text_line, when_line


@dataclass(frozen=True, slots=True)
class EventDraft:
    """What our own form says of an event."""

    uid: str
    summary: str
    start: When
    end: When
    dtstamp: datetime
    rrule: str = ""
    location: str = ""
    description: str = ""
    sequence: int = 0
    created: datetime | None = None


def event_text(draft: EventDraft) -> str:
    """A new object, wrapped as `read_text` expects it."""
    body = [
        "BEGIN:VEVENT",
        f"UID:{escape(draft.uid)}",
        f"DTSTAMP:{stamp(draft.dtstamp)}",
        f"CREATED:{stamp(draft.created or draft.dtstamp)}",
        f"LAST-MODIFIED:{stamp(draft.dtstamp)}",
        f"SEQUENCE:{draft.sequence}",
        when_line("DTSTART", draft.start),
        when_line("DTEND", draft.end),
        *rule_line(draft.rrule),
        *text_line("SUMMARY", draft.summary),
        *text_line("LOCATION", draft.location),
        *text_line("DESCRIPTION", draft.description),
        "END:VEVENT",
    ]
    return folded([*HEAD, *body, *TAIL])


def calendar(
    name: str, events: Iterable[bytes], tzids: Iterable[str], *, properties: Iterable[str] = ()
) -> bytes:
    """One calendar of component texts (as `project` gives them) with a VTIMEZONE for each zone they use."""
    head = [*HEAD, "CALSCALE:GREGORIAN", f"NAME:{escape(name)}", f"X-WR-CALNAME:{escape(name)}", *properties]
    zones = (vtimezone(tzid) for tzid in sorted(set(tzids)))
    return b"".join(
        [folded(head).encode(), *(zone.encode() for zone in zones), *events, folded(TAIL).encode()]
    )


def rule_line(rrule: str) -> list[str]:
    return [f"RRULE:{''.join(rrule.split())}"] if rrule else []
