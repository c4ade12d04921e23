"""The last changes to projected VEVENTs on their way into a feed: what phones cannot digest goes."""

import re

_FLAGS = re.MULTILINE | re.DOTALL | re.IGNORECASE
_ALARM = re.compile(r"^BEGIN:VALARM\r\n.*?^END:VALARM\r\n", _FLAGS)
_EVENT = re.compile(r"^BEGIN:VEVENT\r\n.*?^END:VEVENT\r\n", _FLAGS)
_CANCELLED = re.compile(r"^STATUS(;[^:\r\n]*)?:\s*CANCELLED\s*\r\n", re.MULTILINE | re.IGNORECASE)
_RECURRENCE_ID = re.compile(
    r"^RECURRENCE-ID([^\r\n]*(?:\r\n[ \t][^\r\n]*)*)\r\n", re.MULTILINE | re.IGNORECASE
)
_RANGE = re.compile(r";RANGE=[^;:]*", re.IGNORECASE)
_DTSTAMP = re.compile(r"^DTSTAMP[;:]", re.MULTILINE | re.IGNORECASE)
_BEGIN = "BEGIN:VEVENT\r\n"
_BEGINS = re.compile(r"^BEGIN:VEVENT\r\n", re.MULTILINE)


def without_alarms(events: str) -> str:
    """The VEVENTs without their alarms: Google and Outlook ignore them, and the owner's phone has its own."""
    return _ALARM.sub("", events) if "BEGIN:VALARM" in events else events


def without_cancelled(events: str) -> str:
    """The VEVENTs that take place; a cancelled instance becomes an EXDATE of its series.

    Clients delete what is no longer there, while many show a cancelled event as if it stood.
    """
    if not _CANCELLED.search(events):
        return events
    parts = _EVENT.findall(events)
    standing = [part for part in parts if not _CANCELLED.search(part)]
    gone = [match[1] for part in parts if _CANCELLED.search(part) and (match := _RECURRENCE_ID.search(part))]
    exdates = "".join(f"EXDATE{_RANGE.sub('', each)}\r\n" for each in gone)
    return "".join(part if _RECURRENCE_ID.search(part) else with_lines(part, exdates) for part in standing)


def with_dtstamp(events: str, line: str) -> str:
    """The VEVENTs with a DTSTAMP, which RFC 5545 requires and some programs leave out."""
    if events.count(_BEGIN) == len(_DTSTAMP.findall(events)):
        return events
    return "".join(
        part if _DTSTAMP.search(part) else with_lines(part, f"{line}\r\n") for part in _EVENT.findall(events)
    )


def with_lines(events: str, lines: str) -> str:
    """The VEVENTs with these content lines first in each."""
    return _BEGINS.sub(lambda found: found[0] + lines, events)
