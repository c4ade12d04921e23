"""Time zone names as producers spell them, to IANA names; each spelling is one small function."""

import re
from collections.abc import Callable
from functools import lru_cache
from zoneinfo import available_timezones

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from planner.core.calendar.zones import zone
from planner.ical.lines import Line

_DISPLAY = re.compile(r"\((?:UTC|GMT)\s*([+-]\d{1,2})?[:.]?(\d{2})?\)\s*(.*)", re.IGNORECASE)
_FLOATING = re.compile(r"\d{8}T\d{6}(?![Zz\d])")
_OFFSET = re.compile(r"(?:UTC|GMT)?\s*([+-])(\d{1,2})(?::?(\d{2}))?", re.IGNORECASE)


@lru_cache(maxsize=4096)
def iana_name(tzid: str) -> str:
    """The IANA name that a TZID stands for, or "" if only its VTIMEZONE could tell."""
    tzid = tzid.strip().strip('"')
    for spelling in _SPELLINGS:
        name = spelling(tzid)
        if name and zone(name):
            return name
    return ""


def exact(tzid: str) -> str:
    """What RFC 7808 asks for."""
    return tzid


def any_case(tzid: str) -> str:
    """`europe/berlin`, `Utc`: hand-made files and some Android calendars."""
    return _by_lower().get(tzid.replace(" ", "_").lower(), "")


def other_separator(tzid: str) -> str:
    """`US-Eastern`, as RFC 2445 wrote it and programs of its time copied it; `Europe_Berlin` (khal).

    Only a file that brings a VTIMEZONE of that name means it by it; else it is a name like any other.
    """
    return "" if "/" in tzid else any_case(re.sub("[-_]", "/", tzid, count=1))


def path_prefix(tzid: str) -> str:
    """`/mozilla.org/20050126_1/Europe/Berlin`, `/freeassociation.sourceforge.net/…`, `/Europe/Berlin`."""
    parts = tzid.strip("/").split("/")
    for count in (3, 2, 1):
        if len(parts) > count or tzid.startswith("/"):
            name = any_case("/".join(parts[-count:]))
            if name and ("/" in name or count == len(parts)):
                return name
    return ""


def microsoft_scheme(tzid: str) -> str:
    """`tzone://Microsoft/Utc` and `tzone://Microsoft/Custom` (Office 365)."""
    rest = tzid.lower().removeprefix("tzone://microsoft/")
    return "UTC" if rest in ("utc", "gmt") and rest != tzid.lower() else ""


def windows(tzid: str) -> str:
    """`W. Europe Standard Time` (Outlook, Exchange, Teams), also with `Daylight` or in other case."""
    return _windows_by_lower().get(tzid.lower().replace("daylight time", "standard time"), "")


def display_name(tzid: str) -> str:
    """`(UTC+01:00) Brussels, Copenhagen, Madrid, Paris` (Outlook on the web, Exchange 2003)."""
    match = _DISPLAY.fullmatch(tzid)
    if not match:
        return ""
    for place in re.split(r"[,/]| and | - ", match[3]):
        name = _by_city().get(place.strip().lower().replace(" ", "_"), "")
        if name:
            return name
    return windows(match[3]) or _fixed(match[1] or "+0", match[2] or "")


def bare_offset(tzid: str) -> str:
    """`GMT+0100`, `+02:00`: a fixed offset for a name (Zimbra, web shops)."""
    match = _OFFSET.fullmatch(tzid)
    return _fixed(match[1] + match[2], match[3] or "") if match else ""


def with_comment(tzid: str) -> str:
    """`Europe/Berlin (Standard)`, `America/New_York 1`: a name with something behind it (Lotus, copies)."""
    word = re.split(r"[\s(]", tzid, maxsplit=1)[0]
    return any_case(word) if "/" in word else ""


def is_floating(line: Line) -> bool:
    """True for a DATE-TIME without a zone: sports and school feeds mean the file's X-WR-TIMEZONE by it."""
    return "TZID" not in line.params and _FLOATING.match(line.value) is not None


def _fixed(hours: str, minutes: str) -> str:
    """An Etc zone, whose sign is the other way round; half hours have none."""
    number = int(hours)
    if minutes.strip("0"):
        return ""
    return "Etc/GMT" if number == 0 else f"Etc/GMT{-number:+d}"


@lru_cache(maxsize=1)
def _by_lower() -> dict[str, str]:
    names = {name.lower(): name for name in sorted(available_timezones())}
    return names | {"z": "UTC", "utc": "UTC", "gmt": "UTC", "etc/utc": "UTC"}


@lru_cache(maxsize=1)
def _by_city() -> dict[str, str]:
    return {name.rsplit("/", 1)[1].lower(): name for name in sorted(available_timezones()) if "/" in name}


@lru_cache(maxsize=1)
def _windows_by_lower() -> dict[str, str]:
    return {name.lower(): iana for name, iana in WINDOWS_TO_OLSON.items()}


_SPELLINGS: tuple[Callable[[str], str], ...] = (
    microsoft_scheme,
    any_case,
    exact,
    windows,
    path_prefix,
    display_name,
    bare_offset,
    with_comment,
)
