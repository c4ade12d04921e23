"""What a new plan starts from: values in, a first draft and lines to choose out.

Nothing is agreed on anyone's behalf: asks are the writer's own and unanswered, and of an earlier evening only
what both could read comes along.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import sha256
from itertools import count
from typing import Any
from uuid import UUID

from planner.core.plan import plan_content
from planner.core.plan.plan_content import (
    MAX_ASKS_EACH,
    MAX_IF_THENS,
    Ask,
    Content,
    How,
    IfThen,
    Leaving,
)
from planner.core.plan.standing import TEXTS


class Origin(StrEnum):
    """Where lines come from, in the order in which they are offered."""

    LAST_TIME = "last_time"
    STANDING = "standing"
    HELPS = "helps"
    TEMPLATE = "template"


class Place(StrEnum):
    """Where in a plan a line belongs; the texts are named as in `Content`."""

    ASK = "ask"
    IF_THEN = "if_then"
    ARRIVING = "arriving"
    STAYING_CONNECTED = "staying_connected"
    INTRODUCTIONS = "introductions"
    WAY_HOME = "way_home"
    PEOPLE = "people"
    AFTERWARDS = "afterwards"


@dataclass(frozen=True, slots=True)
class Line:
    """One line to choose; `then_we` is the second half of an if–then line."""

    place: Place
    text: str
    then_we: str = ""

    @property
    def key(self) -> str:
        """The same words have the same key, so that what was chosen is what is added, or nothing."""
        return sha256("\0".join((self.place, self.text, self.then_we)).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Template:
    """Lines for one kind of event: asks of the one whose world it is, and of the one who finds it harder."""

    key: str
    name: str
    at_home: tuple[str, ...]
    as_guest: tuple[str, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """What there is to start from, as this writer may see it."""

    standing: Content | None = None
    last: Content | None = None
    last_title: str = ""
    helps: tuple[str, ...] = ()
    templates: tuple[Template, ...] = ()
    is_my_world: bool = False


@dataclass(frozen=True, slots=True)
class Beginning:
    """Lines of one origin. `name` is that of the template, or of the evening they come from."""

    origin: Origin
    name: str
    lines: tuple[Line, ...]


def first_words(facts: Facts, *, me: UUID) -> Content:
    """What a new draft says: what the two hold to, and over it what they agreed the last time."""
    standing, last = facts.standing or Content(), carried(facts.last, me=me)
    texts = {name: getattr(last, name) or getattr(standing, name) for name in TEXTS}
    signalling = last if last.signal else standing
    return replace(
        last,
        if_thens=_in_one(last.if_thens, standing.if_thens)[:MAX_IF_THENS],
        signal_means=signalling.signal_means,
        leaving=_leaving(last.leaving, standing.leaving),
        **texts,
    )


def carried(agreed: Content | None, *, me: UUID) -> Content:
    """What of an agreed plan another evening may start from: my asks, unanswered, and what belongs to both.

    Not the lines to each other, which were for that evening, nor that one of them stayed away.
    """
    if agreed is None:
        return Content()
    asks = tuple(Ask(f"s{at}", me, text) for at, text in enumerate(_asks_of(agreed, me), start=1))
    goes = agreed.how if agreed.how is How.PART else How.TOGETHER
    return replace(agreed, how=goes, who_goes=None, asks=asks, lines=(), in_return="")


def offered(facts: Facts, content: Content, *, me: UUID) -> tuple[Beginning, ...]:
    """What may still be added to this content by this writer; what is in it already is left out."""
    beginnings = (
        Beginning(Origin.LAST_TIME, facts.last_title, _lines_of(facts.last, me)),
        Beginning(Origin.STANDING, "", _lines_of(facts.standing, me)),
        Beginning(Origin.HELPS, "", tuple(Line(Place.ASK, text) for text in facts.helps)),
        *(Beginning(Origin.TEMPLATE, one.name, _template_lines(one, facts)) for one in facts.templates),
    )
    fresh = (replace(one, lines=_fresh(one.lines, content, me)) for one in beginnings)
    return tuple(one for one in fresh if one.lines)


def with_lines(content: Content, lines: Iterable[Line], *, me: UUID) -> Content:
    """The content with these lines put where they belong, each once.

    Raises TooMany and TooLong as `plan_content.check` does: nothing is cut off.
    """
    for line in lines:
        if not _is_in(line, content, me):
            content = _with_line(content, line, me)
    plan_content.check(content)
    return content


def _with_line(content: Content, line: Line, me: UUID) -> Content:
    match line.place:
        case Place.ASK:
            return replace(content, asks=(*content.asks, Ask(_free_id(content), me, line.text)))
        case Place.IF_THEN:
            return replace(content, if_thens=(*content.if_thens, IfThen(line.text, line.then_we)))
        case Place.WAY_HOME:
            leaving = content.leaving or Leaving()
            return replace(content, leaving=replace(leaving, transport=_joined(leaving.transport, line.text)))
        case name:
            said: dict[str, Any] = {name: _joined(getattr(content, name), line.text)}
            return replace(content, **said)


def _is_in(line: Line, content: Content, me: UUID) -> bool:
    if line.place is Place.ASK:
        return line.text in _asks_of(content, me)
    if line.place is Place.IF_THEN:
        return IfThen(line.text, line.then_we) in content.if_thens
    return line.text in _text_at(content, line.place)


def _fresh(lines: Sequence[Line], content: Content, me: UUID) -> tuple[Line, ...]:
    """Those that are not in the content and find room in it."""
    has_room = len(_asks_of(content, me)) < MAX_ASKS_EACH
    return tuple(
        line
        for line in dict.fromkeys(lines)
        if not _is_in(line, content, me) and (has_room or line.place is not Place.ASK)
    )


def _lines_of(content: Content | None, me: UUID) -> tuple[Line, ...]:
    """A content taken apart into the lines that another plan may choose."""
    if content is None:
        return ()
    asks = (Line(Place.ASK, text) for text in _asks_of(content, me))
    if_thens = (Line(Place.IF_THEN, one.if_, one.then_we) for one in content.if_thens)
    texts = (Line(place, _text_at(content, place)) for place in _TEXT_PLACES)
    return tuple(line for line in (*asks, *if_thens, *texts) if line.text.strip())


def _template_lines(template: Template, facts: Facts) -> tuple[Line, ...]:
    """Asks in both directions, those first that fit whose world it is: roles change from event to event."""
    sides = (template.at_home, template.as_guest)
    first, then = sides if facts.is_my_world else sides[::-1]
    return (*(Line(Place.ASK, text) for text in (*first, *then)), *template.lines)


_TEXT_PLACES = tuple(place for place in Place if place not in (Place.ASK, Place.IF_THEN))


def _text_at(content: Content, place: Place) -> str:
    if place is Place.WAY_HOME:
        return content.leaving.transport if content.leaving else ""
    return str(getattr(content, place))


def _asks_of(content: Content, me: UUID) -> tuple[str, ...]:
    return tuple(ask.text for ask in content.asks if ask.by == me)


def _free_id(content: Content) -> str:
    taken = {ask.id for ask in content.asks}
    return next(name for name in (f"s{number}" for number in count(1)) if name not in taken)


def _joined(before: str, text: str) -> str:
    return f"{before}\n{text}" if before.strip() else text


def _in_one(last: Sequence[IfThen], standing: Sequence[IfThen]) -> tuple[IfThen, ...]:
    """Those of the last time, and what the two hold to in other cases: a draft says one thing of each."""
    cases = {_case(one) for one in last}
    return (*last, *(one for one in standing if _case(one) not in cases))


def _case(line: IfThen) -> str:
    """What its "if" says, however it is written."""
    return " ".join("".join(letter if letter.isalnum() else " " for letter in line.if_.casefold()).split())


def _leaving(last: Leaving | None, standing: Leaving | None) -> Leaving:
    mine, ours = last or Leaving(), standing or Leaving()
    return Leaving(mine.latest or ours.latest, mine.transport or ours.transport)
