"""Talking it over: at most ten minutes in five steps, in which each writes their own.

A value of what both said and how far they are, and what each deed makes of it. What a writer has not tapped
Done on, and what they keep, is in nothing that the other is shown.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from planner import errors

AT_MOST = timedelta(minutes=10)
TEXT_MAX = 500


class Part(StrEnum):
    """What each writes, in the order in which it comes up."""

    FELT = "felt"
    MY_SIDE = "my_side"
    SAID_BACK = "said_back"
    TOUCHED = "touched"
    MY_PART = "my_part"
    NEXT_TIME = "next_time"


ORDER = tuple(Part)
STEPS = ((Part.FELT,), (Part.MY_SIDE, Part.SAID_BACK), (Part.TOUCHED,), (Part.MY_PART,), (Part.NEXT_TIME,))
FEELINGS = (
    *("alone", "overlooked", "tense", "tired", "angry", "sad", "embarrassed", "torn"),
    *("unsure", "overwhelmed", "relieved", "grateful"),
)


@dataclass(frozen=True, slots=True)
class Line:
    """What one of the two wrote in a part; for `FELT` the text is the codes of feelings, by spaces.

    An empty line that is done passes: the other sees no difference to one that is kept.
    """

    by: UUID
    part: Part
    text: str = ""
    is_done: bool = False
    is_kept: bool = False


@dataclass(frozen=True, slots=True)
class Talk:
    """`calm` holds who is calm enough; `spoken` says how many parts the two said aloud instead."""

    partners: tuple[UUID, UUID]
    calm: frozenset[UUID] = frozenset()
    lines: tuple[Line, ...] = ()
    spoken: int = 0
    began_at: datetime | None = None
    is_paused: bool = False
    is_over: bool = False


def is_open(talk: Talk) -> bool:
    """Whether both are calm enough, and it is not over."""
    return not talk.is_over and talk.calm >= set(talk.partners)


def is_running(talk: Talk) -> bool:
    return is_open(talk) and talk.began_at is not None


def line_of(talk: Talk, by: UUID, part: Part) -> Line | None:
    return next((one for one in talk.lines if (one.by, one.part) == (by, part)), None)


def shown_to(talk: Talk, viewer: UUID) -> tuple[Line, ...]:
    """What one of the two may read: all of their own; of the other's what is done and not kept."""
    told = (one for one in talk.lines if one.by == viewer or (one.is_done and not one.is_kept))
    return tuple(told) if viewer in talk.partners else ()


def told_by(talk: Talk, by: UUID) -> frozenset[tuple[Part, str]]:
    """What the other gets of somebody's lines: one that is kept is there, as one that passes is."""
    done = (one for one in talk.lines if one.by == by and one.is_done)
    return frozenset((one.part, "" if one.is_kept else one.text) for one in done)


def is_done(talk: Talk, part: Part) -> bool:
    """Whether both have been through a part, in writing or aloud."""
    written = (line_of(talk, one, part) for one in talk.partners)
    return ORDER.index(part) < talk.spoken or all(one is not None and one.is_done for one in written)


def current(talk: Talk) -> Part | None:
    """The part that the two are at: the first that they have not both been through."""
    return next((part for part in ORDER if not is_done(talk, part)), None)


def is_time_up(talk: Talk, *, now: datetime) -> bool:
    return talk.began_at is not None and now >= talk.began_at + AT_MOST


def has_come(talk: Talk, part: Part, *, now: datetime) -> bool:
    """Whether a part has come up. When the ten minutes are over the last one has, whatever was skipped."""
    at = current(talk)
    is_in_turn = at is None or ORDER.index(part) <= ORDER.index(at)
    return is_in_turn or (part is Part.NEXT_TIME and is_time_up(talk, now=now))


def may_write(talk: Talk, part: Part, *, now: datetime) -> bool:
    """Whether one may be done with a part now."""
    return is_running(talk) and has_come(talk, part, now=now)


def begin(talk: Talk, *, now: datetime) -> Talk:
    """Sit down to it, or to the rest of it after a pause: the ten minutes are new. Twice is once."""
    if not is_open(talk):
        raise errors.Stale
    return talk if talk.began_at else replace(talk, began_at=now, is_paused=False)


def pause(talk: Talk) -> Talk:
    """Stop for now, without a word on who asked, until both are calm enough again. Twice is once."""
    if talk.is_paused and not is_open(talk):
        return talk
    if not is_open(talk):
        raise errors.Stale
    return replace(talk, calm=frozenset(), began_at=None, is_paused=True)


def write(talk: Talk, line: Line, *, now: datetime) -> Talk:
    """The writer's line in place of what they had there. Raises `Stale` for a part that has not come up.

    A half-written one is kept also while they pause. What is done stays done: a half-written change to it is
    not kept, for it would be read at once.
    """
    _check(line)
    may = may_write if line.is_done else has_come
    if talk.is_over or not may(talk, line.part, now=now):
        raise errors.Stale
    before = line_of(talk, line.by, line.part)
    if before and before.is_done and not line.is_done:
        return talk
    others = tuple(one for one in talk.lines if one is not before)
    after = replace(talk, lines=(*others, line))
    return replace(after, is_over=current(after) is None)


def say_aloud(talk: Talk, part: Part, *, now: datetime) -> Talk:
    """Both said this part to each other instead of writing it; the one thing for next time is written."""
    if part is Part.NEXT_TIME or not may_write(talk, part, now=now):
        raise errors.Stale
    return replace(talk, spoken=max(talk.spoken, ORDER.index(part) + 1))


def close(talk: Talk) -> Talk:
    """Leave it at that, for both. Twice is once."""
    if not talk.is_over and not is_open(talk):
        raise errors.Stale
    return replace(talk, is_over=True)


def _check(line: Line) -> None:
    if len(line.text) > TEXT_MAX:
        raise errors.TooLong(field="text")
    if line.part is Part.FELT and not set(line.text.split()) <= set(FEELINGS):
        raise errors.Invalid("Choose from the list.", field="text")
    if line.is_kept and (line.part is not Part.TOUCHED or not line.is_done):
        raise errors.Invalid(field="is_kept")
