"""Words as typed into a search, against words as they were written: case and accents do not count."""

import re
import unicodedata

MOST_WORDS, LONGEST = 8, 100
EXCERPT = 80

_MARKS = re.compile(r"[\u0300-\u036f]+")
# Letters that Unicode takes for letters of their own, and people for the plain one with something to it.
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "’": "'"})
_ESCAPED = re.compile(r'["\\\x00-\x1f]+')


def words(asked: str) -> tuple[str, ...]:
    """What to look for, each word once and at most so many."""
    return tuple(dict.fromkeys(folded(asked[:LONGEST]).split()))[:MOST_WORDS]


def folded(text: str) -> str:
    """The text as it is compared."""
    low = text.casefold()
    if low.isascii():
        return low
    return _MARKS.sub("", unicodedata.normalize("NFKD", low)).translate(_LETTERS)


def holds(text: str, wanted: tuple[str, ...]) -> bool:
    """Whether each of these words is in the text."""
    low = folded(text)
    return all(word in low for word in wanted)


def may_hold(json_text: str, wanted: tuple[str, ...]) -> bool:
    """False only if no text in this JSON can hold the words: most of a calendar is passed over unparsed.

    What JSON writes otherwise than it is (quotes, backslashes, controls) is not looked for here.
    """
    low = folded(json_text)
    return all(piece in low for word in wanted for piece in _ESCAPED.split(word))


def excerpt(text: str, wanted: tuple[str, ...]) -> str:
    """The part of the text around the first of these words that is in it, on one line; "" if none is."""
    flat = " ".join(text.split())
    found = [at for at in (folded(flat).find(word) for word in wanted) if at >= 0]
    if not found:
        return ""
    # Folding may change lengths a little: near is near enough.
    begin = max(0, min(found) - EXCERPT // 3)
    cut = flat[begin : begin + EXCERPT]
    return ("…" if begin else "") + cut.strip() + ("…" if begin + EXCERPT < len(flat) else "")
