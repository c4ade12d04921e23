"""Bytes to checked, unfolded lines: everything that can be refused without parsing is refused here."""

import re

from planner.errors import Hostile, NotACalendar, TooLarge
from planner.ical import quirks

MAX_BYTES = 20_000_000
MAX_LINES = 600_000
MAX_LINE_CHARS = 5_000_000
MAX_COMPONENTS = 60_000
MAX_DEPTH = 8
MAX_DATES = 5_000  # EXDATE and RDATE values of one component
MAX_DATES_IN_FILE = 100_000
MAX_RULES = 20
MAX_RULE_PARTS = 500
_COMPRESSED = (b"PK\x03\x04", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf")
_SUBDAILY = re.compile(r"FREQ=(HOURLY|MINUTELY|SECONDLY)", re.IGNORECASE)
_COMPONENT = re.compile(r"BEGIN:\s*(VCALENDAR|VEVENT|VTODO|VJOURNAL|VFREEBUSY)\b", re.IGNORECASE)


def scan(data: bytes) -> list[str]:
    """The unfolded lines of a calendar.

    Raises TooLarge, Hostile or NotACalendar, each with a message for the person who brought the file.
    """
    if len(data) > MAX_BYTES:
        raise TooLarge
    if data.startswith(_COMPRESSED):
        raise NotACalendar("This is a compressed file. Unpack it, and bring the .ics file that is inside.")
    raw = quirks.plain_marks(quirks.unfolded_lines(data))
    _check_is_calendar(raw)
    _check_lines(raw)
    lines = quirks.joined_continuations(raw)
    _Counter().check(lines)
    return lines


def _check_is_calendar(lines: list[str]) -> None:
    if any(_COMPONENT.match(line.strip()) for line in lines):
        return
    head = "".join(lines[:20]).lower()
    if "<html" in head or "<!doctype" in head:
        raise NotACalendar("This is a web page, not a calendar. Copy the address that ends in .ics.")
    raise NotACalendar


def _check_lines(lines: list[str]) -> None:
    if len(lines) > MAX_LINES or any(len(line) > MAX_LINE_CHARS for line in lines):
        raise TooLarge


class _Counter:
    """Counts while the lines go by; one pass, nothing kept but numbers."""

    def __init__(self) -> None:
        self.stack: list[str] = []
        self.events = 0  # of those in the stack
        self.components = self.dates = self.all_dates = self.rules = 0

    def check(self, lines: list[str]) -> None:
        for line in lines:
            first = line[:1]
            if first in "BbEe":
                self._nest(line)
            if first in "EeRrXx":
                self._count(line)

    def _nest(self, line: str) -> None:
        if line.startswith("BEGIN:"):
            self.stack.append(line[6:])
            self.events += line == "BEGIN:VEVENT"
            self.components += 1
            self.dates = self.rules = 0
        elif line.startswith("END:") and self.stack:
            self.events -= self.stack.pop() == "VEVENT"
        # A file may forget its END lines; only real nesting is deep on purpose.
        if len(self.stack) - self.events > MAX_DEPTH:
            raise Hostile
        if self.components > MAX_COMPONENTS:
            raise TooLarge

    def _count(self, line: str) -> None:
        name = re.split("[;:]", line[:12], maxsplit=1)[0].upper()
        if name in ("EXDATE", "RDATE"):
            self.dates += line.count(",") + 1
            self.all_dates += line.count(",") + 1
        elif name in ("RRULE", "EXRULE"):
            self.rules += 1
            self._check_rule(line)
        if self.dates > MAX_DATES or self.all_dates > MAX_DATES_IN_FILE or self.rules > MAX_RULES:
            raise Hostile

    def _check_rule(self, line: str) -> None:
        if line.count(",") + line.count(";") > MAX_RULE_PARTS:
            raise Hostile
        if self.stack[-1:] in (["STANDARD"], ["DAYLIGHT"]) and _SUBDAILY.search(line):
            raise Hostile
