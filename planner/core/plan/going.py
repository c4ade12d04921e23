"""Time to go: from when it can be said, in which words, and what its sender reads of it."""

import unicodedata
from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum

from planner.core.plan.plan_content import Content, How
from planner.errors import Invalid, TooLong

OPENS_BEFORE = timedelta(hours=1)
CLOSES_AFTER = timedelta(hours=3)
HELPS_FOR = timedelta(minutes=30)
"""Later than this nobody is waiting at the coats any more, so it is not sent."""
ONE_AT_A_TIME = timedelta(minutes=10)
"""A second tap within this time is the same call."""
SHOWN_FOR = CLOSES_AFTER
PATIENCE = timedelta(seconds=45)
"""How long it may be on its way before its sender had better write themselves."""
MOST_LETTERS = 40


class Stage(StrEnum):
    SENDING = "sending"
    WAITING = "waiting"
    """It did not go at the first try, or has been on its way for long; it is tried again."""
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"
    """Nobody answered, so it may have arrived, and nothing else is left to try."""


def window(starts_at: datetime, ends_at: datetime) -> tuple[datetime, datetime]:
    """Half-open: from an hour before the event begins until three hours after it ends."""
    return starts_at - OPENS_BEFORE, ends_at + CLOSES_AFTER


def is_open(starts_at: datetime, ends_at: datetime, content: Content, *, now: datetime) -> bool:
    """Whether it can be said now; not where both stay at home."""
    opens_at, closes_at = window(starts_at, ends_at)
    return content.how is not How.DECLINE and opens_at <= now < closes_at


def stage(state: str, *, has_failed: bool, called_at: datetime, now: datetime) -> Stage:
    """What its sender reads, by the state of its row."""
    if state in ("sent", "unknown"):
        return Stage(state)
    if state not in ("pending", "leased", "sending"):
        return Stage.FAILED
    return Stage.WAITING if has_failed or now >= called_at + PATIENCE else Stage.SENDING


def stands(said: Stage, *, called_at: datetime, now: datetime) -> bool:
    """Whether another tap is the same call."""
    return said in (Stage.SENDING, Stage.WAITING) or (said is Stage.SENT and now < called_at + ONE_AT_A_TIME)


def phrase(words: str, signals: Iterable[str]) -> str:
    """The words as they are kept. Raises `Invalid`, `TooLong`: one short line, and no signal of theirs."""
    clean = " ".join(words.split())
    if len(clean) > MOST_LETTERS:
        raise TooLong(field="phrase")
    if not _bare(clean):
        raise Invalid("Write a few words, such as “Call me?”", field="phrase")
    if any(is_same(clean, one) for one in signals):
        raise Invalid("That is a signal between you two. Choose words that say nothing.", field="phrase")
    return clean


def refuse_as_signal(signal: str, chosen: str) -> None:
    """Nothing, unless a plan's signal is what they say when it is time to go; then `Invalid`.

    A message must not read like a signal, nor a signal like a message.
    """
    if is_same(signal, chosen):
        raise Invalid(
            "That is what you two say when it is time to go. Choose another signal.", field="signal"
        )


def spoken(chosen: str, ours: Iterable[str], *, signal: str) -> str:
    """The words for one event: what they chose, else the first of ours; never the signal of its plan."""
    return next(one for one in (chosen, *ours) if one and not is_same(one, signal))


def is_same(one: str, other: str) -> bool:
    """Whether two phrases would be taken for one: case, spaces and marks do not count."""
    return bool(_bare(one)) and _bare(one) == _bare(other)


def _bare(words: str) -> str:
    return "".join(one for one in unicodedata.normalize("NFKC", words).casefold() if one.isalnum())
