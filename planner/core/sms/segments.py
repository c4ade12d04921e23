"""How a text travels: in GSM-7 or UCS-2 (3GPP TS 23.038), whole or in segments, which is what it costs.

A segment of several carries a header, so it holds less than a text that travels whole (TS 23.040).
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

MOST_SEGMENTS = 2

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENSION = frozenset("\f^{}\\[~]|€")
"""Each is written as an escape and a character, which may not be parted."""

_PLAIN = str.maketrans(
    dict.fromkeys("’‘‚‛′´`ʼ‹›", "'")
    | dict.fromkeys("“”„‟″«»", '"')
    | dict.fromkeys("‐‑‒–—―−", "-")
    | dict.fromkeys("\t\u00a0\u2002\u2003\u2007\u2008\u2009\u200a\u202f", " ")
    | dict.fromkeys("\u00ad\u200b\u2060\ufeff", "")
    | {"…": "...", "•": "*", "·": "-", "×": "x", "\u2028": "\n"}
)
_MORE = "..."


class Alphabet(StrEnum):
    GSM_7 = "GSM-7"
    UCS_2 = "UCS-2"


_WHOLE = {Alphabet.GSM_7: 160, Alphabet.UCS_2: 70}
_PART = {Alphabet.GSM_7: 153, Alphabet.UCS_2: 67}


@dataclass(frozen=True, slots=True)
class Size:
    """`units` are septets of GSM-7, or code units of UTF-16."""

    alphabet: Alphabet
    units: int
    segments: int


def size(text: str) -> Size:
    """What this text comes to, as it stands."""
    alphabet = _alphabet(text)
    widths = tuple(_widths(text, alphabet))
    units = sum(widths)
    if units <= _WHOLE[alphabet]:
        return Size(alphabet, units, 1)
    return Size(alphabet, units, _parts(widths, _PART[alphabet]))


def plain(text: str) -> str:
    """The text with typographic characters made plain, if that is all that keeps it out of GSM-7."""
    made = unicodedata.normalize("NFC", text).translate(_PLAIN)
    return made if _alphabet(made) is Alphabet.GSM_7 else text


def fitted(words: str, tail: str = "", *, most: int = MOST_SEGMENTS) -> str:
    """The two joined, in at most so many segments: the words are cut short, the tail (a link) is kept."""
    text = plain(words + tail)
    if size(text).segments <= most:
        return text
    # Longest first would ask too often: halve the doubt instead. More words never take fewer units.
    fits, too_long = 0, len(words)
    while too_long - fits > 1:
        middle = (fits + too_long) // 2
        if size(_cut(words, middle, tail)).segments <= most:
            fits = middle
        else:
            too_long = middle
    return _cut(words, fits, tail)


def _cut(words: str, length: int, tail: str) -> str:
    return plain(words[:length].rstrip() + _MORE + tail)


def _alphabet(text: str) -> Alphabet:
    return Alphabet.GSM_7 if _BASIC.union(_EXTENSION).issuperset(text) else Alphabet.UCS_2


def _widths(text: str, alphabet: Alphabet) -> Iterator[int]:
    """The units of each character; one of two is kept whole."""
    if alphabet is Alphabet.GSM_7:
        return (1 + (char in _EXTENSION) for char in text)
    return (1 + (ord(char) > 0xFFFF) for char in text)


def _parts(widths: tuple[int, ...], room: int) -> int:
    """How many segments it takes when no character is parted between two."""
    parts, used = 1, 0
    for width in widths:
        if used + width > room:
            parts, used = parts + 1, 0
        used += width
    return parts
