"""The zones of one file. Nothing is remembered between files: one person's `TZID=Office` is theirs alone."""

import re
from collections.abc import Iterable

from planner.ical import observances, quirks_zones
from planner.ical.blocks import own_lines
from planner.ical.lines import unescape

_YEAR = re.compile(r"DTSTART[^:]*:\s*(\d{4})", re.IGNORECASE)


class Timezones:
    """Resolves a file's TZIDs to IANA names, and knows which ones only a VTIMEZONE explains."""

    def __init__(self, timezones: list[list[str]], year: int, default: str = "") -> None:
        self.blocks = {_tzid(block): block for block in timezones}
        self.year = year
        self.unresolved: set[str] = set()
        self.default = default  # of X-WR-TIMEZONE: feeds that name it mean it for times without a zone
        self._names: dict[str, str] = {"": default}

    @property
    def has_own(self) -> bool:
        """True if the file says anything about zones that a single event would miss."""
        return bool(self.blocks or self.default)

    def resolve(self, tzid: str) -> str:
        """The IANA name, or "" (floating), noted in `unresolved`."""
        if tzid not in self._names:
            self._names[tzid] = self._find(tzid)
        if tzid and not self._names[tzid]:
            self.unresolved.add(tzid)
        return self._names[tzid]

    def _find(self, tzid: str) -> str:
        named, block = quirks_zones.iana_name(tzid), self.blocks.get(tzid)
        if named and (block is None or "/" in tzid):
            return named
        if block is None:
            return ""
        if named and observances.agrees(block, named, self.year):
            return named
        # A VTIMEZONE called GMT with summer time (old Outlook): its rules say what the name does not.
        place = quirks_zones.iana_name(observances.location(block))
        return place or observances.iana_name(block, self.year) or named


def _tzid(block: list[str]) -> str:
    return next((unescape(line.value).strip() for line in own_lines(block) if line.name == "TZID"), "")


def year_of(event_lines: Iterable[str]) -> int:
    """A year in which the file's zones are in use; in it they are compared with the IANA zones."""
    years = sorted(int(match[1]) for match in map(_YEAR.match, event_lines) if match)
    return min(max(years[len(years) // 2], 1971), 2037) if years else 2000
