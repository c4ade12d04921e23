"""Content lines (RFC 5545 3.1): taking them apart, folding them, and TEXT values in both directions."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

FOLD_OCTETS = 75
# How a line begins on which `bare` has nothing to drop.
PLAIN = re.compile(r"[A-Za-z0-9-]+(?:;TZID=[^\";:,\r\n]*)?(?:;VALUE=[A-Z-]+)?:")
# A parameter without a value (vCalendar 1.0) and one that is empty (`DTSTART;;VALUE=…`) say nothing.
_HEAD = r'([A-Za-z0-9-]+)((?:;(?:[^=;:"]+(?:=(?:"[^"]*"|[^";:])*)?)?)*)'
_LINE = re.compile(rf"{_HEAD}:(.*)", re.DOTALL)
_BARE_HEAD = re.compile(_HEAD)
_SHORT = 100
_TELLING = frozenset("TZID VALUE RANGE RELATED".split())
_PARAM = re.compile(r';([^=;:"]+)=((?:"[^"]*"|[^";:])*)')
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_UNESCAPE = {"n": "\n", "N": "\n"}


class Line(NamedTuple):
    """One property: upper-case names, raw value, unquoted parameters."""

    name: str
    value: str
    params: Mapping[str, str] = MappingProxyType({})
    raw: str = ""


def parse(raw: str) -> Line | None:
    """The property on an unfolded line, or None if it is not one."""
    head, colon, value = raw.partition(":")
    if '"' in head:
        match = _LINE.fullmatch(raw)
        return Line(match[1].upper(), match[3], _params(match[2]), raw) if match else None
    # Most lines of a file begin like others of it: `DTSTART;TZID=Europe/Berlin` is taken apart once.
    named = (_head if len(head) <= _SHORT else _head.__wrapped__)(head) if colon else None
    return Line(named[0], value, named[1], raw) if named else None


@lru_cache(maxsize=2048)
def _head(head: str) -> tuple[str, Mapping[str, str]] | None:
    match = _BARE_HEAD.fullmatch(head)
    return (match[1].upper(), MappingProxyType(_params(match[2]))) if match else None


def _params(text: str) -> dict[str, str]:
    return {key.strip().upper(): value.replace('"', "") for key, value in _PARAM.findall(text)}


def bare(raw: str) -> str:
    """An unfolded line with the parameters that say how to read its value; any other may be a note on it.

    "" for what is no property.
    """
    if PLAIN.match(raw):
        return raw
    line = parse(raw)
    if line is None:
        return ""
    head = raw[: len(raw) - len(line.value) - 1]
    kept = (found[0] for found in _PARAM.finditer(head) if found[1].strip().upper() in _TELLING)
    return f"{line.name}{''.join(kept)}:{line.value}"


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
    short = FOLD_OCTETS
    return "".join([line + "\r\n" if len(line) <= short and line.isascii() else fold(line) for line in lines])


def escape(text: str) -> str:
    """A TEXT value on one line; whatever a person typed, it cannot begin another property."""
    clean = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return clean.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def unescape(value: str) -> str:
    """The text that a TEXT value stands for."""
    if "\\" not in value:
        return value
    return _ESCAPED.sub(lambda match: _UNESCAPE.get(match[1], match[1]), value)
