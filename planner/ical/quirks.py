"""What producers get wrong in the text, each mended by one function that says who does it."""

import re
from collections.abc import Callable

from planner.ical.lines import Line

_PROPERTY = re.compile(r"\s*[A-Za-z0-9-]+[;:]")
_TEXT = re.compile(r"(DESCRIPTION|SUMMARY|LOCATION|COMMENT|CONTACT|X-ALT-DESC)[;:]", re.IGNORECASE)
_EXTENDED = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):?(\d\d):?(\d\d)?(?:\.\d+)?)?(Z?)", re.IGNORECASE)
_CONTROLS = bytes({*range(32), 127} - set(b"\t\n\r"))
_MARK = re.compile(r'\s*(BEGIN|END)\s*(?:;(?:[^":]|"[^"]*")*)?:\s*([A-Z0-9-]+)\s*', re.IGNORECASE)
_MARK_NAME = re.compile(r"\s*(BEGIN|END)\s*[;:]", re.IGNORECASE)
_SHORT_TIME = re.compile(r"(\d{8}T\d{4})(Z?)")


def unfolded_lines(data: bytes) -> list[str]:
    """The lines of a calendar in any encoding and with any line ends.

    Folds are undone on the bytes, because old producers cut inside a UTF-8 character.
    """
    clean = without_empty_lines(with_lf(without_controls(utf16_as_utf8(data).removeprefix(b"\xef\xbb\xbf"))))
    whole = clean.replace(b"\n ", b"").replace(b"\n\t", b"")
    try:
        lines = whole.decode().split("\n")
    except UnicodeDecodeError:
        lines = [latin1_where_needed(line) for line in whole.split(b"\n")]
    return [line for line in lines if line and not line.isspace()]


def utf16_as_utf8(data: bytes) -> bytes:
    """Outlook on Windows saves UTF-16 with a byte order mark; some phones leave the mark out."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace").encode()
    for encoding, begin in (("utf-16-le", b"B\x00E\x00G\x00"), ("utf-16-be", b"\x00B\x00E\x00G")):
        if data.startswith(begin):
            return data.decode(encoding, errors="replace").encode()
    return data


def without_controls(data: bytes) -> bytes:
    """NUL bytes pad the exports of some phones; no text may hold control characters (RFC 5545 3.3.11)."""
    return data.translate(None, _CONTROLS)


def with_lf(data: bytes) -> bytes:
    """Classic Mac OS exports end lines with CR, most web services with LF alone, one with CR CR LF."""
    if b"\n" in data:
        # A lone CR inside a line of a file that knows LF is noise, not a line end (found by fuzzing).
        return data.replace(b"\r\r\n", b"\n").replace(b"\r\n", b"\n").replace(b"\r", b"")
    return data.replace(b"\r", b"\n")


def without_empty_lines(data: bytes) -> bytes:
    """An empty line before the folded rest of a line: files that were doubled in their line ends."""
    while b"\n\n" in data:
        data = data.replace(b"\n\n", b"\n")
    return data


def latin1_where_needed(line: bytes) -> str:
    """Older Lotus Notes and Palm Desktop write Windows-1252, sometimes in one line of a UTF-8 file."""
    try:
        return line.decode()
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="replace")


def joined_continuations(lines: list[str]) -> list[str]:
    """Hand-made exporters break DESCRIPTION without the space that folding needs: it was a line break."""
    joined: list[str] = []
    broken: dict[int, list[str]] = {}
    for line in lines:
        if _PROPERTY.match(line):
            joined.append(line)
        elif joined and _TEXT.match(joined[-1]):
            broken.setdefault(len(joined) - 1, []).append(line.strip())
    for at, rest in broken.items():
        joined[at] = "\\n".join([joined[at], *rest])
    return joined


def plain_marks(lines: list[str]) -> list[str]:
    """BEGIN and END in one spelling: KOrganizer 3 wrote them in lower case, some with blanks or parameters.

    What only looks like one would be taken for one by some readers and not by others: it goes.
    """
    found = (_plain_mark(line) if line[:1] in "BbEe \t" else line for line in lines)
    return [line for line in found if line]


def _plain_mark(line: str) -> str:
    if not _MARK_NAME.match(line):
        return line
    match = _MARK.fullmatch(line)
    return f"{match[1]}:{match[2]}".upper() if match else ""


def rule(text: str) -> str:
    """A rule without the slips that do not change its meaning."""
    for mend in _RULE_MENDS:
        text = mend(text)
    return text


def upper_case(text: str) -> str:
    """KOrganizer 3 wrote `freq=weekly`; spaces after commas come from hand-made files."""
    return "".join(text.split()).upper()


def without_empty_parts(text: str) -> str:
    """A trailing `;` (Exchange 2003) and parts without a value such as `UNTIL=` (SyncML phones)."""
    return ";".join(part for part in text.split(";") if part.partition("=")[2])


def without_repeated_parts(text: str) -> str:
    """Some SOGo versions wrote the same part twice."""
    return ";".join(dict.fromkeys(text.split(";")))


def without_doubled_name(text: str) -> str:
    """`RRULE:RRULE:FREQ=…`, seen from a web shop's booking export."""
    return text.removeprefix("RRULE:")


def without_no_count(text: str) -> str:
    """`COUNT=-1` for no count at all (Confluence's team calendars)."""
    return ";".join(part for part in text.split(";") if part != "COUNT=-1")


def without_start(text: str) -> str:
    """`FREQ=WEEKLY;DTSTART=2026…;COUNT=4`: the form that JavaScript's rrule keeps its own rules in."""
    return ";".join(part for part in text.split(";") if not part.startswith(("DTSTART=", "TZID=")))


_RULE_MENDS: tuple[Callable[[str], str], ...] = (
    upper_case,
    without_doubled_name,
    without_empty_parts,
    without_repeated_parts,
    without_no_count,
    without_start,
)


def basic_date_time(text: str) -> str:
    """ISO 8601 with hyphens and colons (lastfm, hand-made feeds), lower-case t and z, no seconds."""
    text = text.strip().upper()
    text = without_second_t(text)
    extended = _EXTENDED.fullmatch(text)
    if extended:
        year, month, day, hour, minute, second, zulu = extended.groups()
        clock = f"T{hour}{minute}{second or '00'}" if hour else ""
        return f"{year}{month}{day}{clock}{zulu}"
    short = _SHORT_TIME.fullmatch(text)
    return f"{short[1]}00{short[2]}" if short else text


def without_second_t(text: str) -> str:
    """`20131009T170000T`, seen from an Android program that copied its events to files."""
    return text[:-1] if len(text) == 16 and text.endswith("T") else text


def with_colon_in_tzid(line: Line) -> Line:
    """`TZID=tzone://Microsoft/Utc:2026…` and `TZID=(UTC+01:00) Rome:2026…`: Office 365 forgets the quotes."""
    tzid = line.params.get("TZID") if ":" in line.value else None
    if not tzid:
        return line
    rest, _, value = line.value.rpartition(":")
    if not value[:8].isdigit() or len(value) < 8:
        return line
    return line._replace(value=value, params={**line.params, "TZID": f"{tzid}:{rest}"})


def zero_padded_duration(text: str) -> str:
    """`P`, `PT` and `P0` for no time at all (Evolution 1), a lower-case `pt1h` (KOrganizer 3)."""
    text = text.strip().upper()
    return "PT0S" if text in ("P", "PT", "P0", "0", "-P", "-PT") else text
