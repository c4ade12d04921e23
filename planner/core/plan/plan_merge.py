"""Two drafts made one, when both partners had begun and one of them invites the other in."""

from dataclasses import replace
from itertools import chain, count
from uuid import UUID

from planner.core.plan.plan_content import (
    MAX_ASK_ID,
    MAX_ASKS_EACH,
    MAX_IF_THENS,
    MAX_TEXT,
    TEXTS,
    Answer,
    Ask,
    Content,
    How,
    IfThen,
    Leaving,
)

BLANK = "…"
"""Stands where somebody's words were."""


def merge(mine: Content, theirs: Content, *, me: UUID) -> Content:
    """My draft joined to what the other shared, ready for me to read, mend and propose.

    What the other wrote stays word for word. Where only one can stand (how we go, the signal, the latest
    time), theirs does, because it is already on the table.
    """
    joined = {name: _joined(getattr(theirs, name), getattr(mine, name)) for name in TEXTS if name != "signal"}
    going = mine if theirs.how is How.TOGETHER else theirs
    signalling = theirs if theirs.signal.strip() else mine
    return replace(
        theirs,
        how=going.how,
        who_goes=going.who_goes,
        asks=_asks(mine, theirs, me),
        if_thens=_if_thens(mine, theirs),
        signal=signalling.signal,
        signal_means=signalling.signal_means,
        leaving=_leaving(mine.leaving, theirs.leaving),
        lines=_lines(mine, theirs, me),
        **joined,
    )


def _joined(theirs: str, mine: str) -> str:
    """Both, unless they say the same or do not fit; then mine, as theirs can still be read in its version."""
    if not mine.strip() or mine.strip() in theirs:
        return theirs
    both = f"{theirs}\n{mine}" if theirs.strip() else mine
    return both if len(both) <= MAX_TEXT else mine


def _asks(mine: Content, theirs: Content, me: UUID) -> tuple[Ask, ...]:
    answers = {(ask.id, ask.text): ask.answer for ask in mine.asks if ask.by != me}
    from_them = tuple(_with_my_answer(ask, answers) for ask in theirs.asks if ask.by != me)
    on_the_table = tuple(ask for ask in theirs.asks if ask.by == me)
    known, taken = {ask.id for ask in on_the_table}, {ask.id for ask in from_them}
    new = tuple(_renamed(ask, taken) for ask in _unanswered(mine, me) if ask.id not in known)
    return from_them + (on_the_table + new)[:MAX_ASKS_EACH]


def _renamed(ask: Ask, taken: set[str]) -> Ask:
    """The ask under an id of its own: two drafts may have counted their asks alike."""
    ids = chain([ask.id], (f"{ask.id[: MAX_ASK_ID - 3]}-{number}" for number in count(2)))
    return replace(ask, id=next(one for one in ids if one not in taken))


def _with_my_answer(ask: Ask, answers: dict[tuple[str, str], Answer | None]) -> Ask:
    return replace(ask, answer=answers.get((ask.id, ask.text)) or ask.answer)


def _if_thens(mine: Content, theirs: Content) -> tuple[IfThen, ...]:
    new = tuple(line for line in mine.if_thens if line not in theirs.if_thens)
    return (theirs.if_thens + new)[:MAX_IF_THENS]


def _leaving(mine: Leaving | None, theirs: Leaving | None) -> Leaving | None:
    if mine is None or theirs is None:
        return theirs or mine
    return Leaving(theirs.latest or mine.latest, _joined(theirs.transport, mine.transport))


def _lines(mine: Content, theirs: Content, me: UUID) -> tuple[tuple[UUID, str], ...]:
    my_line = mine.line_of(me) or theirs.line_of(me)
    return tuple(one for one in theirs.lines if one[0] != me) + (((me, my_line),) if my_line else ())


def own_words(content: Content, *, me: UUID) -> Content:
    """What is left when the other's words go: my asks, unanswered, my line, and what belongs to both."""
    lines = tuple(one for one in content.lines if one[0] == me)
    return replace(content, asks=_unanswered(content, me), lines=lines)


def own_part(content: Content, *, me: UUID) -> Content:
    """What I can go on with alone: my own words; who else goes is open again."""
    mine = own_words(content, me=me)
    return replace(mine, how=How.TOGETHER, who_goes=None) if mine.how is How.ONE_OF_US else mine


def blanked(content: Content, *, whose: UUID) -> Content:
    """What the other keeps when this person's words go: that they asked and answered, and none of it.

    What belongs to both stays as the two agreed it.
    """
    lines = tuple(one for one in content.lines if one[0] != whose)
    return replace(content, asks=tuple(_blanked(ask, whose) for ask in content.asks), lines=lines)


def _blanked(ask: Ask, whose: UUID) -> Ask:
    if ask.by == whose:
        return replace(ask, text=BLANK)
    said = ask.answer
    return replace(ask, answer=replace(said, text=BLANK)) if said and said.text else ask


def _unanswered(content: Content, me: UUID) -> tuple[Ask, ...]:
    return tuple(replace(ask, answer=None) for ask in content.asks if ask.by == me)
