"""A stored text as a feed shows it: the whole of it to its owner, listed properties to the partner.

Nothing here parses values: a feed of 10,000 events is sliced and filtered line by line.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from planner.core.calendar.events import unfolded
from planner.core.calendar.zones import zone
from planner.ical import blocks, quirks_zones
from planner.ical.lines import PLAIN, bare, folded, parse
from planner.ical.timezones import Timezones, year_of

LISTED_PROPERTIES = frozenset(
    "UID DTSTART DTEND DURATION RRULE EXRULE RDATE EXDATE RECURRENCE-ID".split()
    + "SUMMARY LOCATION STATUS TRANSP".split()
)
# No stamps: those in the text tell of changes from before it was shared.
_REPEATED = frozenset("BEGIN END RRULE EXRULE RDATE EXDATE".split())
_BEGIN, _END = "BEGIN:VEVENT\r\n", "END:VEVENT\r\n"
_TZID = re.compile(r";TZID=(\"[^\"]*\"|[^;:\r\n]*)", re.IGNORECASE)
_FOLD = "\r\n "
_TZIDS = re.compile(rb";TZID=(\"[^\"]*\"|[^;:\r\n]*(?:\r\n [^;:\r\n]*)*)")
_TZID_OF_HEAD = re.compile(r";TZID=(\"[^\"]*\"|[^;]*)", re.IGNORECASE)
_DEFAULT = re.compile(r"\r\nX-WR-TIMEZONE:(\S+)\r\n")
_NAME = re.compile(r"[A-Za-z0-9-]+")
# Each listed property with its folds, as it stands: nothing is unfolded to be folded again.
_LISTED_LINES = re.compile(
    rf"^(?:{'|'.join(sorted({*LISTED_PROPERTIES, 'BEGIN', 'END'}))})[;:][^\r\n]*\r\n(?:[ \t][^\r\n]*\r\n)*",
    re.MULTILINE | re.IGNORECASE,
)
_DATED = ("DTSTA", "DTEND", "RDATE", "EXDAT", "RECUR")


def for_owner(text: str) -> str:
    """All the VEVENTs of a stored text, nothing lost, foreign zones under their IANA names."""
    body = _body(text)
    return folded(_renamed(unfolded(body), text)) if _needs_zones(text, body) else body


def for_partner(text: str) -> str:
    """The VEVENTs with the listed properties alone: no alarm, person, parameter or unknown name passes."""
    body = _body(text)
    if _is_flat(body) and not _needs_zones(text, body):
        return "".join(map(_bare, _once_each(_LISTED_LINES.findall(body))))
    lines = _renamed(list(_once_each(_own_listed(unfolded(body)))), text)
    return folded(filter(None, map(bare, lines)))


def _body(text: str) -> str:
    return text[text.index(_BEGIN) : text.rindex(_END) + len(_END)]


def _needs_zones(text: str, body: str) -> bool:
    return "BEGIN:VTIMEZONE" in text or "\r\nX-WR-TIMEZONE:" in text or _has_foreign_zone(body)


def _is_flat(body: str) -> bool:
    """True if no VEVENT has an alarm or another child, whose lines look like its own."""
    return body.upper().count("BEGIN:") == body.count(_BEGIN)


def _once_each(lines: Iterable[str]) -> Iterator[str]:
    """The lines without what a VEVENT may have only once: a second SUMMARY belongs to something else."""
    seen: set[str] = set()
    for line in lines:
        match = _NAME.match(line)
        name = match[0].upper() if match else ""
        if name == "BEGIN":
            seen.clear()
        if name in _REPEATED or name not in seen:
            yield line
        seen.add(name)


def tzids(component_text: str) -> set[str]:
    """The zones that a projected text uses, for `write.calendar`."""
    return {found.strip('"') for found in _TZID.findall(component_text.replace(_FOLD, ""))}


def tzids_of(feed: bytes) -> set[str]:
    """The zones that many projected texts use together; one search through all of them."""
    found = {each.decode() for each in set(_TZIDS.findall(feed))}
    return {each.replace(_FOLD, "").strip('"') for each in found}


def _bare(line: str) -> str:
    """A line as it stands in a text, with its folds, if nothing is noted on it."""
    return line if PLAIN.match(line) else folded(filter(None, map(bare, unfolded(line))))


def _own_listed(lines: list[str]) -> Iterator[str]:
    depth = 0
    for line in lines:
        match = _NAME.match(line)
        name = match[0].upper() if match else ""
        depth += name == "BEGIN"
        if depth == 1 and (name in LISTED_PROPERTIES or name in ("BEGIN", "END")):
            yield line
        depth -= name == "END"


def _has_foreign_zone(body: str) -> bool:
    """True for a name that is no IANA zone, or that `tzids_of` would not find (`tzid=`, or a fold)."""
    named = _TZID.findall(body.replace(_FOLD, ""))
    return len(named) != body.count(";TZID=") or any(zone(each.strip('"')) is None for each in set(named))


def _renamed(lines: list[str], text: str) -> list[str]:
    """The lines with IANA zone names, found as they were when the text was read."""
    year, timezones = year_of(lines), _timezones_of(text)
    default = _DEFAULT.search(text)
    return [
        _with_iana_zone(line, timezones, year, default[1] if default else "")
        if line[:5].upper() in _DATED
        else line
        for line in lines
    ]


def _with_iana_zone(line: str, timezones: str, year: int, default: str) -> str:
    head, colon, value = line.rpartition(":")
    match = _TZID_OF_HEAD.search(head)
    if not match:
        parsed = parse(line)
        meant = default and parsed and quirks_zones.is_floating(parsed)
        return f"{head};TZID={default}:{value}" if meant else line
    tzid = match[1].strip('"')
    # A VTIMEZONE called GMT may have summer time: where there is one, it says what a known name means.
    name = _iana(tzid, timezones, year) if timezones or zone(tzid) is None else tzid
    # An unresolvable zone is floating time, and a Z needs none.
    stated = f";TZID={name}" if name and not value.endswith(("Z", "z")) else ""
    property_name, semicolon, others = (head[: match.start()] + head[match.end() :]).partition(";")
    # First, where no fold can cut it.
    return property_name + stated + semicolon + others + colon + value


def _timezones_of(text: str) -> str:
    begin, end = text.find("BEGIN:VTIMEZONE"), text.rfind("END:VTIMEZONE")
    return text[begin : end + len("END:VTIMEZONE")] if begin >= 0 else ""


@lru_cache(maxsize=1024)
def _iana(tzid: str, timezones: str, year: int) -> str:
    """The name in the light of these very VTIMEZONEs, so no other person's zone can answer for it."""
    found = blocks.split([*unfolded(timezones), "END:VCALENDAR"])
    return Timezones(found.timezones, year).resolve(tzid)
