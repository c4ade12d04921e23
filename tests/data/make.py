"""Small calendar texts for tests, with the line ends that files have."""

from planner.core.calendar.events import EventObject
from planner.ical.read import read_text

HEAD = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\n"


def event(*lines: str, uid: str = "event@example.com") -> str:
    """One VEVENT with a UID and a DTSTAMP besides the lines given."""
    head = ("BEGIN:VEVENT", f"UID:{uid}", "DTSTAMP:20260101T000000Z")
    return "".join(f"{line}\r\n" for line in (*head, *lines, "END:VEVENT"))


def calendar(*components: str) -> str:
    """A whole calendar of component texts."""
    return HEAD + "".join(components) + "END:VCALENDAR\r\n"


def read_event(*lines: str) -> EventObject:
    """The event that those lines of one VEVENT describe."""
    return read_text(calendar(event(*lines)))
