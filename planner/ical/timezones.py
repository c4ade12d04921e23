"""The zones of one file. Nothing is remembered between files: one person's `TZID=Office` is theirs alone."""

import re
from collections.abc import Iterable, Iterator

from planner.ical import observances, quirks_zones
from planner.ical.blocks import own_lines
from planner.ical.lines import unescape

MAX_COMPARED = 500
"""VTIMEZONEs of one file that are looked at; a server that names one for each meeting has some dozens."""
_YEAR = re.compile(r"DTSTART[^:]*:\s*(\d{4})", re.IGNORECASE)


class Timezones:
    """Resolves a file's TZIDs to IANA names, and knows which ones only a VTIMEZONE explains."""

    def __init__(self, timezones: list[list[str]], year: int, default: str = "") -> None:
        self.blocks = {_tzid(block): block for block in timezones}
        self.year = year
        self.unresolved: set[str] = set()
        self.guessed: set[str] = set()
        self.default = default  # of X-WR-TIMEZONE: feeds that name it mean it for times without a zone
        self._names: dict[str, str] = {"": default}
        self._guesses: dict[str, str] = {}
        self._compared = 0

    @property
    def has_own(self) -> bool:
        """True if the file says anything about zones that a single event would miss."""
        return bool(self.blocks or self.default)

    def resolve(self, tzid: str) -> str:
        """The IANA name, or "" (floating), noted in `unresolved`; one that is only near, in `guessed`."""
        if tzid not in self._names:
            self._names[tzid] = self._find(tzid)
        if tzid and not self._names[tzid]:
            self.unresolved.add(tzid)
        if tzid in self._guesses:
            self.guessed.add(tzid)
        return self._names[tzid]

    def explained(self, tzids: Iterable[str], year: int) -> Iterator[str]:
        """The lines of these VTIMEZONEs. Where their rules alone would say something else in another year
        than they did in the file's, they name the place that was found."""
        for tzid in tzids:
            block, name = self.blocks[tzid], self._names[tzid]
            if name and year != self.year and Timezones([block], year).resolve(tzid) != name:
                block = [block[0], f"X-LIC-LOCATION:{name}", *block[1:]]
            yield from block

    def _find(self, tzid: str) -> str:
        named, block = quirks_zones.iana_name(tzid), self.blocks.get(tzid.strip())
        if named and (block is None or "/" in tzid):
            return named
        if block is None:
            return ""
        self._compared += 1
        if self._compared > MAX_COMPARED:
            return named
        place = quirks_zones.iana_name(observances.location(block))
        return place or self._by_rules(tzid, named or quirks_zones.other_separator(tzid.strip()), block)

    def _by_rules(self, tzid: str, named: str, block: list[str]) -> str:
        """A VTIMEZONE called GMT with summer time (old Outlook): its rules say what the name does not."""
        if named and observances.agrees(block, named, self.year):
            return named
        name = observances.iana_name(block, self.year)
        if name:
            return name
        if named and observances.is_near(block, named, self.year):
            return named
        name = observances.nearest(block, self.year)
        if name:
            self._guesses[tzid] = name
        return name or named


def _tzid(block: list[str]) -> str:
    named = (unescape(line.value) for line in own_lines(block) if line.name == "TZID")
    return next(named, "").strip().strip('"')


def year_of(event_lines: Iterable[str]) -> int:
    """A year in which the file's zones are in use; in it they are compared with the IANA zones."""
    years = sorted(int(match[1]) for match in map(_YEAR.match, event_lines) if match)
    return min(max(years[len(years) // 2], 1971), 2037) if years else 2000
