"""Draws the icons: two rings that overlap, as in the header. `python scripts/icons.py` writes them anew.

No image library: a ring is a distance, and a PNG (RFC 2083) is a few lines.
"""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from math import hypot
from pathlib import Path

WHERE = Path(__file__).resolve().parent.parent / "backend/web/static/alongside/icons"

Colour = tuple[int, int, int]
PAPER, MINE, THEIRS, WHITE = (0xF8, 0xF3, 0xE9), (0x1B, 0x68, 0x71), (0xA4, 0x48, 0x1F), (255, 255, 255)


@dataclass(frozen=True)
class Icon:
    """`rings` is how much of the width they take; a mask may cut off all outside the middle 80 %."""

    name: str
    size: int
    rings: float
    ground: Colour | None = PAPER
    colours: tuple[Colour, Colour] = (MINE, THEIRS)


ICONS = (
    Icon("icon-192", 192, 0.76),
    Icon("icon-512", 512, 0.76),
    Icon("maskable-512", 512, 0.56),
    Icon("touch-180", 180, 0.7),
    Icon("badge-96", 96, 0.96, ground=None, colours=(WHITE, WHITE)),
)


def rows(icon: Icon) -> Iterator[bytes]:
    """The pixels as RGBA, line by line, each behind the filter type 0."""
    size = icon.size
    width = icon.rings * size
    radius, stroke = 0.29 * width, 0.1 * width
    left, right, middle = size / 2 - 0.16 * width, size / 2 + 0.16 * width, size / 2
    for y in range(size):
        line = bytearray(b"\0")
        for x in range(size):
            near = (hypot(x + 0.5 - at, y + 0.5 - middle) for at in (left, right))
            cover = [_cover(abs(one - radius), stroke / 2) for one in near]
            line += _pixel(icon, *cover)
        yield bytes(line)


def png(icon: Icon) -> bytes:
    size = icon.size
    header = struct.pack(">IIBBBBB", size, size, 8, 6, 0, 0, 0)
    body = zlib.compress(b"".join(rows(icon)), 9)
    parts = (_chunk(b"IHDR", header), _chunk(b"IDAT", body), _chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def _cover(distance: float, half: float) -> float:
    """How much of a pixel at this distance from the middle of a stroke lies in it."""
    return min(1.0, max(0.0, half - distance + 0.5))


def _pixel(icon: Icon, mine: float, theirs: float) -> bytes:
    """The second ring lies over the first; without a ground, what is left is transparent."""
    first, second = icon.colours
    alpha = 1 - (1 - mine) * (1 - theirs)
    below = icon.ground or first
    mixed = (
        round(_over(_over(under, one, mine), two, theirs))
        for under, one, two in zip(below, first, second, strict=True)
    )
    return bytes((*mixed, 255 if icon.ground else round(alpha * 255)))


def _over(below: float, above: float, cover: float) -> float:
    return below + (above - below) * cover


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def main() -> None:
    WHERE.mkdir(exist_ok=True)
    for icon in ICONS:
        (WHERE / f"{icon.name}.png").write_bytes(png(icon))


if __name__ == "__main__":
    main()
