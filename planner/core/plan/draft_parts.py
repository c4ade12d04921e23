"""A draft taken apart into what can be written one by one, and put together again."""

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import time
from uuid import UUID

from planner.core.plan.plan_content import (
    TEXTS,
    Answer,
    Ask,
    Content,
    How,
    IfThen,
    Leaving,
    Reply,
    SignalMeans,
)

Key = tuple[str, ...]
"""What kind of part it is, and which one of those of which there are several."""

Words = tuple[str, ...]
Parts = dict[Key, Words]

ASK, ANSWER, IF_THEN = "ask", "answer", "if_then"
HOW, SIGNAL_MEANS, LATEST, TRANSPORT, LINE = "how", "signal_means", "latest", "transport", "line"
ABOUT_THE_OTHER = frozenset({HOW, ANSWER})


def of(content: Content, me: UUID) -> Parts:
    """The parts of a content that are this partner's to write. Their order is that of the page."""
    leaving = content.leaving or Leaving()
    single: dict[str, Words] = {
        HOW: (content.how.value, str(content.who_goes or "")),
        SIGNAL_MEANS: (content.signal_means.value,),
        LATEST: (leaving.latest.isoformat("minutes") if leaving.latest else "",),
        TRANSPORT: (leaving.transport,),
        LINE: (content.line_of(me),),
    } | {name: (getattr(content, name),) for name in TEXTS}
    parts: Parts = {(name,): words for name, words in single.items()}
    parts |= {(ASK, one.id): (one.text,) for one in content.asks if one.by == me}
    parts |= {(ANSWER, one.id): _of_answer(one.answer) for one in content.asks if one.by != me}
    parts |= {(IF_THEN, one.if_, one.then_we): (one.if_, one.then_we) for one in content.if_thens}
    return parts


def content(parts: Parts, table: Content, sources: Iterable[Content], me: UUID) -> Content:
    """What these parts say together with what the other says in `table`.

    An ask keeps the answer that stood beside the same words in one of the `sources`, the first that has them.
    """
    single = {key[0]: words[0] for key, words in parts.items() if len(key) == 1}
    goes, line = parts[HOW,][1], single[LINE]
    theirs = tuple(one for one in table.lines if one[0] != me)
    return replace(
        table,
        how=How(single[HOW]),
        who_goes=UUID(goes) if goes else None,
        asks=(*_their_asks(parts, table, me), *_my_asks(parts, sources, me)),
        if_thens=tuple(IfThen(*words) for key, words in parts.items() if key[0] == IF_THEN),
        signal_means=SignalMeans(single[SIGNAL_MEANS]),
        leaving=_leaving(single[LATEST], single[TRANSPORT]),
        lines=(*theirs, (me, line)) if line else theirs,
        **{name: single[name] for name in TEXTS},
    )


def fingerprint(text: str) -> str:
    """Short, and the same for the same text alone."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _of_answer(answer: Answer | None) -> Words:
    return (answer.reply.value, answer.text) if answer else ()


def _their_asks(parts: Parts, table: Content, me: UUID) -> Iterable[Ask]:
    for ask in table.asks:
        if ask.by != me:
            said = parts.get((ANSWER, ask.id), ())
            yield replace(ask, answer=Answer(Reply(said[0]), said[1]) if said else None)


def _my_asks(parts: Parts, sources: Iterable[Content], me: UUID) -> Iterable[Ask]:
    known = [ask for source in sources for ask in source.asks if ask.by == me]
    answers = {(ask.id, ask.text): ask.answer for ask in reversed(known)}
    for name, text in ((key[1], words[0]) for key, words in parts.items() if key[0] == ASK):
        yield Ask(name, me, text, answers.get((name, text)))


def _leaving(latest: str, transport: str) -> Leaving:
    return Leaving(time.fromisoformat(latest) if latest else None, transport)
