"""One event to be taken into a calendar: published, so that nobody is asked to accept it (RFC 5546, 3.2.1).

No ATTENDEE: with one, Outlook and Gmail would make a meeting of it. No alarm either: reminders are ours.
"""

from datetime import datetime, timedelta

from planner.core.calendar.events import Occurrence, When
from planner.ical import single, timings
from planner.ical.lines import escape, folded
from planner.ical.read import HEAD, TAIL
from planner.ical.vtimezone import vtimezone
from planner.ical.write_lines import stamp, text_line


def event(
    *,
    uid: str,
    title: str,
    location: str,
    start: When,
    lasts: timedelta,
    sequence: int,
    organizer: str,
    now: datetime,
) -> bytes:
    """The file, with a VTIMEZONE for a zone that is named."""
    body = [
        "BEGIN:VEVENT",
        f"UID:{escape(uid)}",
        f"DTSTAMP:{stamp(now)}",
        f"SEQUENCE:{sequence}",
        f"ORGANIZER;CN=Alongside:mailto:{organizer}",
        *timings.span(start, lasts),
        *text_line("SUMMARY", title),
        *text_line("LOCATION", location),
        "STATUS:CONFIRMED",
        "END:VEVENT",
    ]
    zone = vtimezone(start.tzid) if start.tzid and start.tzid != "UTC" else ""
    head = folded([*HEAD, "CALSCALE:GREGORIAN", "METHOD:PUBLISH"])
    return (head + zone + folded([*body, *TAIL])).encode()


def uid(is_recurring: bool, one: Occurrence) -> str:
    """The event's own name; of a series each date has one of its own, for the file holds no other."""
    return single.uid(one) if is_recurring else one.uid
