"""Content lines (RFC 5545 3.1): taking them apart, folding them, and TEXT values in both directions."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

FOLD_OCTETS = 75
_LINE = re.compile(r'([A-Za-z0-9-]+)((?:;[^=;:"]+=(?:"[^"]*"|[^";:])*)*):(.*)', re.DOTALL)
_PARAM = re.compile(r';([^=;:"]+)=((?:"[^"]*"|[^";:])*)')
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_UNESCAPE = {"n": "\n", "N": "\n"}


@dataclass(frozen=True, slots=True)
class Line:
    """One property: upper-case names, raw value, unquoted parameters."""

    name: str
    value: str
    params: dict[str, str] = field(default_factory=dict)
    raw: str = ""


def parse(raw: str) -> Line | None:
    """The property on an unfolded line, or None if it is not one."""
    match = _LINE.fullmatch(raw)
    if not match:
        return None
    name, params, value = match.groups()
    found = (
        {key.strip().upper(): text.replace('"', "") for key, text in _PARAM.findall(params)} if params else {}
    )
    return Line(name.upper(), value, found, raw)


def fold(line: str) -> str:
    """The line with its CRLF, cut at 75 octets and never inside a character."""
    if len(line) <= FOLD_OCTETS and line.isascii():
        return line + "\r\n"
    data, pieces, at, room = line.encode(), [], 0, FOLD_OCTETS
    while len(data) - at > room:
        end = at + room
        while data[end] & 0xC0 == 0x80:
            end -= 1
        pieces.append(data[at:end])
        at, room = end, FOLD_OCTETS - 1  # the leading space counts
    pieces.append(data[at:])
    return b"\r\n ".join(pieces).decode() + "\r\n"


def folded(lines: Iterable[str]) -> str:
    return "".join(map(fold, lines))


def escape(text: str) -> str:
    """A TEXT value on one line; whatever a person typed, it cannot begin another property."""
    clean = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return clean.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def unescape(value: str) -> str:
    """The text that a TEXT value stands for."""
    if "\\" not in value:
        return value
    return _ESCAPED.sub(lambda match: _UNESCAPE.get(match[1], match[1]), value)
