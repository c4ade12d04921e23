"""Birthdays out of an address book: vCard 2.1, 3.0 and 4.0 (RFC 2426, 6350), line by line.

Only three properties are looked at, so that photographs and whatever else there is cost no more than the
reading of their lines.
"""

import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass

from planner.core import birthdays

MAX_BYTES = 20_000_000
LONGEST_LINE = 2_000

_DATE = re.compile(r"(?P<year>\d{4}|--)-?(?P<month>\d\d)-?(?P<day>\d\d)(?:T.*)?\Z")
_NO_YEAR = ("0000", "1604")
"""Written where the year is not known: by Android, and by Apple together with X-APPLE-OMIT-YEAR."""
_ESCAPES = re.compile(r"\\(.)")


@dataclass(frozen=True, slots=True)
class Born:
    """Somebody in an address book, and their birthday."""

    name: str
    month: int
    day: int
    year: int | None


@dataclass(frozen=True, slots=True)
class AddressBook:
    """`unread` counts birthdays that no day could be made of; `cards` is 0 for what is no address book."""

    born: tuple[Born, ...]
    cards: int
    unread: int


def read(data: bytes) -> AddressBook:
    """Whoever has a name and a birthday, each once, in the order of the file."""
    found: dict[Born, None] = {}
    cards = unread = 0
    for card in _cards(_text(data)):
        cards += 1
        if not card.get("BDAY"):
            continue
        born = _born(card)
        if born:
            found[born] = None
        unread += born is None
    return AddressBook(tuple(found), cards, unread)


def _born(card: dict[str, str]) -> Born | None:
    name = _name(card)
    match = _DATE.match(card["BDAY"].strip())
    if match is None or not name:
        return None
    month, day = int(match["month"]), int(match["day"])
    is_known = match["year"].isdigit() and match["year"] not in _NO_YEAR
    year = int(match["year"]) if is_known else None
    if not birthdays.is_day(month, day, year) or (year is not None and year < birthdays.FIRST_YEAR):
        return None
    return Born(name[: birthdays.NAME_MAX], month, day, year)


def _name(card: dict[str, str]) -> str:
    """The formatted name, else given and family name of the structured one."""
    if card.get("FN"):
        return _plain(card["FN"])
    family, given, *_ = [*re.split(r"(?<!\\);", card.get("N", "")), "", ""]
    return _plain(f"{given} {family}")


def _plain(text: str) -> str:
    unescaped = _ESCAPES.sub(lambda match: " " if match[1] in "nN" else match[1], text)
    return " ".join(unescaped.split())


def _cards(text: str) -> Iterator[dict[str, str]]:
    """The properties looked at, card by card; the first of each counts."""
    card: dict[str, str] | None = None
    for line in _lines(text):
        name, parameters, value = _parts(line)
        if name == "BEGIN" and value.strip().upper() == "VCARD":
            card = {}
        elif name == "END" and card is not None:
            yield card
            card = None
        elif card is not None and name in ("FN", "N", "BDAY"):
            card.setdefault(name, _decoded(parameters, value))


def _parts(line: str) -> tuple[str, str, str]:
    """Name, parameters and value of a content line; Apple puts a group before the name."""
    head, _, value = line.partition(":")
    name, _, parameters = head.upper().partition(";")
    return name.rpartition(".")[2].strip(), parameters, value


def _decoded(parameters: str, value: str) -> str:
    if "QUOTED-PRINTABLE" not in parameters:
        return value
    return quopri.decodestring(value.encode("utf-8", "replace")).decode("utf-8", "replace")


def _lines(text: str) -> Iterator[str]:
    """Unfolded lines, also those of vCard 2.1 that end in "=" and go on; of very long ones the beginning."""
    line = ""
    for raw in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        if raw[:1] in (" ", "\t"):
            line += raw[1:][: LONGEST_LINE - len(line)] if len(line) < LONGEST_LINE else ""
        elif line.endswith("=") and "QUOTED-PRINTABLE" in line.partition(":")[0].upper():
            line = line[:-1] + raw[:LONGEST_LINE]
        else:
            yield line
            line = raw[:LONGEST_LINE]
    yield line


def _text(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
