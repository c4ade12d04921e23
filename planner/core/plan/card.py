"""The plan card: which five lines of an agreed plan are read at the door, and what can wait below them."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from planner.core.plan import support_plan
from planner.core.plan.plan_content import Ask, Content, IfThen

MOST = 5
"""What is read in fifteen seconds."""


class Item(StrEnum):
    LINE = "line"
    ASK = "ask"
    ARRIVING = "arriving"
    STAYING_CONNECTED = "staying_connected"
    INTRODUCTIONS = "introductions"
    IF_THEN = "if_then"
    LEAVING = "leaving"


@dataclass(frozen=True, slots=True)
class CardLine:
    """One line: words of `by` to the other, an ask, an if–then line, or the words of a field."""

    item: Item
    text: str = ""
    by: UUID | None = None
    ask: Ask | None = None
    if_then: IfThen | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """Both in the order of an evening. The signal is in neither: somebody may look over a shoulder."""

    lines: tuple[CardLine, ...]
    more: tuple[CardLine, ...]


def of(content: Content, *, viewer: UUID) -> Card:
    """The five lines that matter most to this viewer, and the others."""
    lines = list(_lines(content, viewer))
    first = sorted(range(len(lines)), key=lambda at: (_rank(lines, at, viewer), at))[:MOST]
    return Card(
        lines=tuple(lines[at] for at in sorted(first)),
        more=tuple(line for at, line in enumerate(lines) if at not in first),
    )


def _lines(content: Content, viewer: UUID) -> Iterator[CardLine]:
    """All of them, the words to the viewer first."""
    for by, text in sorted(content.lines, key=lambda one: one[0] == viewer):
        if text:
            yield CardLine(Item.LINE, text, by=by)
    for ask in content.asks:
        if ask.is_met:
            yield CardLine(Item.ASK, by=ask.by, ask=ask)
    for item in (Item.ARRIVING, Item.STAYING_CONNECTED, Item.INTRODUCTIONS):
        if text := getattr(content, item.value):
            yield CardLine(item, text)
    for line in content.if_thens:
        yield CardLine(Item.IF_THEN, if_then=line)
    if not support_plan.is_bare(content):
        yield CardLine(Item.LEAVING)


def _rank(lines: list[CardLine], at: int, viewer: UUID) -> int:
    """0 for what has to be there, 1 for what fills up to five: one line of each kind before a second."""
    line = lines[at]
    if line.item is Item.LINE:
        return int(line.by == viewer)
    if line.item is Item.LEAVING:
        return 0
    if line.item not in (Item.ASK, Item.IF_THEN):
        return 1
    return int(any(each.item is line.item and each.by == line.by for each in lines[:at]))
