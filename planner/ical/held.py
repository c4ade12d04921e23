"""What a source said last, kept so that only what changed is read: by the source's UID, one line each."""

import json
import zlib
from collections.abc import Mapping
from typing import NamedTuple

_FASTEST = 1
Said = tuple[str, str, str]
"""A problem with an event: what it is called, the problem's code, and its words."""


class Held(NamedTuple):
    """An event as last seen: hashes of it (`planner.ical.pieces`), its UID here, "" if it has no row, and
    what was mended or left out when it was last read.
    """

    mark: str
    content: str
    title: str
    uid: str
    problems: tuple[Said, ...] = ()


def dump(held: Mapping[str, Held]) -> bytes:
    """One compact column. A UID that is the same here is not written twice."""
    rows = [[uid, *one[:3], None if one.uid == uid else one.uid, *one.problems] for uid, one in held.items()]
    return zlib.compress(json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode(), _FASTEST)


def load(data: bytes) -> dict[str, Held]:
    """What `dump` wrote; nothing for nothing."""
    rows = json.loads(zlib.decompress(data)) if data else []
    return {
        row[0]: Held(row[1], row[2], row[3], row[0] if row[4] is None else row[4], _said(row[5:]))
        for row in rows
    }


def _said(rows: list[list[str]]) -> tuple[Said, ...]:
    return tuple((title, code, message) for title, code, message in rows) if rows else ()
