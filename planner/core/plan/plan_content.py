"""What a support plan says: its values, their limits, and the JSON they are stored as.

Values only. Who may change what, and what has been agreed, is in `support_plan`.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import time
from enum import StrEnum
from typing import Any, Self, TypeVar
from uuid import UUID

from planner.errors import Invalid, TooLong, TooMany

E = TypeVar("E", bound=StrEnum)

MAX_ASKS_EACH = 3
MAX_IF_THENS = 12
MAX_TEXT = 500
MAX_ASK_ID = 36


class How(StrEnum):
    """How we go. All four are good outcomes."""

    TOGETHER = "together"
    PART = "part"
    ONE_OF_US = "one_of_us"
    DECLINE = "decline"


class Reply(StrEnum):
    YES = "yes"
    OTHER = "other"
    NOT_THIS_TIME = "not_this_time"


class SignalMeans(StrEnum):
    UNSAID = ""
    JOIN = "join"
    STEP_OUTSIDE = "step_outside"
    LEAVE = "leave"


@dataclass(frozen=True, slots=True)
class Answer:
    reply: Reply
    text: str = ""


@dataclass(frozen=True, slots=True)
class Ask:
    """ "I'd love it if you …": written by one partner, answered by the other."""

    id: str
    by: UUID
    text: str
    answer: Answer | None = None

    @property
    def is_met(self) -> bool:
        """Whether the other does it, in these words or with something else."""
        return self.answer is not None and self.answer.reply is not Reply.NOT_THIS_TIME


@dataclass(frozen=True, slots=True)
class IfThen:
    if_: str
    then_we: str


@dataclass(frozen=True, slots=True)
class Leaving:
    """That either of them can call it is always there, so it is not stored."""

    latest: time | None = None
    transport: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    how: How = How.TOGETHER
    who_goes: UUID | None = None
    asks: tuple[Ask, ...] = ()
    in_return: str = ""
    arriving: str = ""
    staying_connected: str = ""
    introductions: str = ""
    if_thens: tuple[IfThen, ...] = ()
    signal: str = ""
    signal_means: SignalMeans = SignalMeans.UNSAID
    leaving: Leaving | None = None
    people: str = ""
    afterwards: str = ""
    lines: tuple[tuple[UUID, str], ...] = ()
    """A line to each other: (whose, what), at most one each."""

    def line_of(self, person: UUID) -> str:
        """What this partner wrote to the other, or nothing."""
        return dict(self.lines).get(person, "")

    def to_json(self) -> dict[str, Any]:
        """A compact dict of plain JSON values; what is empty is left out."""
        whole = {
            "how": self.how.value,
            "who_goes": str(self.who_goes) if self.who_goes else None,
            "asks": [_ask_to_json(ask) for ask in self.asks],
            "if_thens": [[line.if_, line.then_we] for line in self.if_thens],
            "signal_means": str(self.signal_means),
            "leaving": _leaving_to_json(self.leaving),
            "lines": {str(person): text for person, text in self.lines},
        } | {name: getattr(self, name) for name in TEXTS}
        return {name: value for name, value in whole.items() if value not in (None, "", [], {})}

    @classmethod
    def from_json(cls, data: Any) -> Self:
        """The content that `to_json` wrote.

        Raises Invalid, TooLong or TooMany, each with the field, for anything that it could not have written.
        """
        given = _members(data, "plan", allowed=_FIELDS)
        who_goes = given.get("who_goes")
        content = cls(
            how=_enum(How, given.get("how", How.TOGETHER), "how"),
            who_goes=None if who_goes is None else _uuid(who_goes, "who_goes"),
            asks=tuple(_ask_from_json(item) for item in _list(given.get("asks", []), "asks")),
            if_thens=tuple(_if_then_from_json(item) for item in _list(given.get("if_thens", []), "if_thens")),
            signal_means=_enum(SignalMeans, given.get("signal_means", ""), "signal_means"),
            leaving=_leaving_from_json(given["leaving"]) if "leaving" in given else None,
            lines=_lines_from_json(given.get("lines", {})),
            **{name: _text(given.get(name, ""), name) for name in TEXTS},
        )
        check(content)
        return content


TEXTS = ("in_return", "arriving", "staying_connected", "introductions", "signal", "people", "afterwards")
"""The fields of free text that belong to both."""

_FIELDS = frozenset({"how", "who_goes", "asks", "if_thens", "signal_means", "leaving", "lines", *TEXTS})


def check(content: Content) -> None:
    """Nothing, if the content keeps its limits; else Invalid, TooLong or TooMany with the field."""
    for name, text in _texts(content):
        if len(text) > MAX_TEXT:
            raise TooLong(field=name)
    if any(count > MAX_ASKS_EACH for count in Counter(ask.by for ask in content.asks).values()):
        raise TooMany(field="asks")
    if len(content.if_thens) > MAX_IF_THENS:
        raise TooMany(field="if_thens")
    if (content.how is How.ONE_OF_US) != (content.who_goes is not None):
        raise Invalid(field="who_goes")
    _check_unique((person for person, _ in content.lines), "lines")
    _check_unique((ask.id for ask in content.asks), "asks")
    for ask in content.asks:
        _check_ask(ask)


def says_nothing(content: Content) -> bool:
    """Whether not a word is in it, and no more is said than that they go together."""
    has_words = any(text.strip() for _, text in _texts(content))
    has_time = content.leaving is not None and content.leaving.latest is not None
    return content.how is How.TOGETHER and not has_words and not has_time


def check_answer(answer: Answer) -> None:
    """Nothing, if the words fit the reply: *Something else* says what, and a plain yes needs no words."""
    has_words = bool(answer.text.strip())
    if len(answer.text) > MAX_TEXT:
        raise TooLong(field="answers")
    if answer.reply is Reply.OTHER and not has_words or answer.reply is Reply.YES and has_words:
        raise Invalid(field="answers")


def _check_ask(ask: Ask) -> None:
    if not ask.text.strip() or not 0 < len(ask.id) <= MAX_ASK_ID:
        raise Invalid(field="asks")
    if ask.answer:
        check_answer(ask.answer)


def _check_unique(keys: Iterable[object], name: str) -> None:
    if any(count > 1 for count in Counter(keys).values()):
        raise Invalid(field=name)


def _texts(content: Content) -> Iterator[tuple[str, str]]:
    yield from ((name, getattr(content, name)) for name in TEXTS)
    yield from (("asks", ask.text) for ask in content.asks)
    yield from (("if_thens", text) for line in content.if_thens for text in (line.if_, line.then_we))
    yield from (("lines", text) for _, text in content.lines)
    if content.leaving:
        yield "leaving", content.leaving.transport


def _ask_to_json(ask: Ask) -> dict[str, Any]:
    written: dict[str, Any] = {"id": ask.id, "by": str(ask.by), "text": ask.text}
    if ask.answer:
        written["answer"] = [ask.answer.reply.value, ask.answer.text]
    return written


def _ask_from_json(data: Any) -> Ask:
    given = _members(data, "asks", allowed=frozenset({"id", "by", "text", "answer"}))
    answer = _pair(given["answer"], "answers") if "answer" in given else None
    return Ask(
        id=_text(given.get("id"), "asks"),
        by=_uuid(given.get("by"), "asks"),
        text=_text(given.get("text"), "asks"),
        answer=Answer(_enum(Reply, answer[0], "answers"), answer[1]) if answer else None,
    )


def _if_then_from_json(data: Any) -> IfThen:
    return IfThen(*_pair(data, "if_thens"))


def _leaving_to_json(leaving: Leaving | None) -> list[str] | None:
    if leaving is None:
        return None
    return [leaving.latest.isoformat("minutes") if leaving.latest else "", leaving.transport]


def _leaving_from_json(data: Any) -> Leaving:
    latest, transport = _pair(data, "leaving")
    return Leaving(_time(latest, "leaving") if latest else None, transport)


def _lines_from_json(data: Any) -> tuple[tuple[UUID, str], ...]:
    given = _mapping(data, "lines").items()
    return tuple((_uuid(person, "lines"), _text(text, "lines")) for person, text in given)


def _members(data: Any, name: str, *, allowed: frozenset[str]) -> Mapping[str, Any]:
    given = _mapping(data, name)
    if not given.keys() <= allowed:
        raise Invalid(field=name)
    return given


def _mapping(data: Any, name: str) -> Mapping[str, Any]:
    if not isinstance(data, Mapping):
        raise Invalid(field=name)
    return data


def _list(data: Any, name: str) -> list[Any]:
    if not isinstance(data, list):
        raise Invalid(field=name)
    return data


def _pair(data: Any, name: str) -> tuple[str, str]:
    if not isinstance(data, list) or len(data) != 2:
        raise Invalid(field=name)
    return _text(data[0], name), _text(data[1], name)


def _text(value: Any, name: str) -> str:
    if not isinstance(value, str):
        raise Invalid(field=name)
    return value


def _uuid(value: Any, name: str) -> UUID:
    try:
        return UUID(_text(value, name))
    except ValueError:
        raise Invalid(field=name) from None


def _time(value: str, name: str) -> time:
    try:
        given = time.fromisoformat(value)
    except ValueError:
        raise Invalid(field=name) from None
    if given.tzinfo or given.second or given.microsecond:
        raise Invalid(field=name)
    return given


def _enum(kind: type[E], value: Any, name: str) -> E:
    try:
        return kind(_text(value, name))
    except ValueError:
        raise Invalid(field=name) from None
