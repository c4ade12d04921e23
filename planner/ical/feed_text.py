"""The last changes to projected VEVENTs on their way into a feed: what phones cannot digest goes."""

import re
from collections.abc import Iterator

from planner.core.calendar.events import unfolded
from planner.ical.lines import bare, escape, folded

TIMES = frozenset(
    "UID DTSTAMP LAST-MODIFIED SEQUENCE DTSTART DTEND DURATION RRULE EXRULE RDATE EXDATE RECURRENCE-ID TRANSP"
    " BEGIN END".split()
)
_OF_AN_ALARM = frozenset("TRIGGER DURATION REPEAT BEGIN END".split())
_NAME = re.compile(r"[A-Za-z0-9-]*")
_FLAGS = re.MULTILINE | re.DOTALL | re.IGNORECASE
_ALARM = re.compile(r"^BEGIN:VALARM\r\n.*?^END:VALARM\r\n", _FLAGS)
_EVENT = re.compile(r"^BEGIN:VEVENT\r\n.*?^END:VEVENT\r\n", _FLAGS)
_CANCELLED = re.compile(r"^STATUS(;[^:\r\n]*)?:\s*CANCELLED\s*\r\n", re.MULTILINE | re.IGNORECASE)
_RECURRENCE_ID = re.compile(
    r"^RECURRENCE-ID([^\r\n]*(?:\r\n[ \t][^\r\n]*)*)\r\n", re.MULTILINE | re.IGNORECASE
)
_RANGE = re.compile(r";RANGE=[^;:]*", re.IGNORECASE)
_DTSTAMP = re.compile(r"^DTSTAMP[;:]", re.MULTILINE | re.IGNORECASE)
_BEGIN, _END = "BEGIN:VEVENT\r\n", "END:VEVENT\r\n"
_BEGINS = re.compile(r"^BEGIN:VEVENT\r\n", re.MULTILINE)


def without_alarms(events: str) -> str:
    """The VEVENTs without their alarms: Google and Outlook ignore them, and the owner's phone has its own."""
    return _ALARM.sub("", events) if "BEGIN:VALARM" in events else events


def without_cancelled(events: str) -> str:
    """The VEVENTs that take place; a cancelled instance becomes an EXDATE of its series.

    Clients delete what is no longer there, while many show a cancelled event as if it stood.
    """
    if "CANCELLED" not in events.upper() or not _CANCELLED.search(events):
        return events
    parts = vevents(events)
    standing = [part for part in parts if not _CANCELLED.search(part)]
    gone = [match[1] for part in parts if _CANCELLED.search(part) and (match := _RECURRENCE_ID.search(part))]
    exdates = "".join(f"EXDATE{_RANGE.sub('', each)}\r\n" for each in gone)
    return "".join(part if _RECURRENCE_ID.search(part) else with_lines(part, exdates) for part in standing)


def with_dtstamp(events: str, line: str) -> str:
    """The VEVENTs with a DTSTAMP, which RFC 5545 requires and some programs leave out."""
    count = events.count(_BEGIN)
    if count == events.count("\r\nDTSTAMP:") or count == len(_DTSTAMP.findall(events)):
        return events
    return "".join(
        part if _DTSTAMP.search(part) else with_lines(part, f"{line}\r\n") for part in vevents(events)
    )


def vevents(events: str) -> list[str]:
    """Each VEVENT by itself."""
    if events.startswith(_BEGIN) and events.endswith(_END) and events.upper().count("END:VEVENT") == 1:
        return [events]
    return _EVENT.findall(events)


def with_lines(events: str, lines: str) -> str:
    """The VEVENTs with these content lines first in each."""
    return _BEGINS.sub(lambda found: found[0] + lines, events)


def nameless(events: str, summary: str) -> str:
    """The VEVENTs with nothing but their times, all under the same few words, as are their alarms."""
    return folded(_nameless(unfolded(events), escape(summary)))


def _nameless(lines: list[str], summary: str) -> Iterator[str]:
    inside: list[str] = []
    for line in lines:
        name = name_of(line)
        if name == "BEGIN":
            inside.append(line.upper())
        kept = {("BEGIN:VEVENT",): TIMES, ("BEGIN:VEVENT", "BEGIN:VALARM"): _OF_AN_ALARM}.get(tuple(inside))
        if kept and name in kept and (plain := bare(line)):
            yield plain
        if kept and name == "BEGIN":
            yield from (
                (f"SUMMARY:{summary}",) if kept is TIMES else ("ACTION:DISPLAY", f"DESCRIPTION:{summary}")
            )
        if name == "END" and inside:
            inside.pop()


def name_of(line: str) -> str:
    """The property's name in capitals; "" if it has none."""
    match = _NAME.match(line)
    return match[0].upper() if match else ""
