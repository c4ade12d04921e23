"""Saying back in one sentence what one heard. It may be skipped: no rule of agreeing asks for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from planner.core.plan import support_plan
from planner.core.plan.plan_content import MAX_TEXT
from planner.errors import (
    AlreadyOver,
    AlreadySaid,
    Invalid,
    NeedsPartner,
    NotAllowed,
    NotFound,
    Stale,
    TooLong,
)


class Heard(StrEnum):
    THAT_IS_IT = "that_is_it"
    ALMOST = "almost"


@dataclass(frozen=True, slots=True)
class HeardAnswer:
    reply: Heard
    text: str = ""


@dataclass(frozen=True, slots=True)
class Reflection:
    """ "What I heard matters most to you is …": by one partner, about one version."""

    number: int
    by: UUID
    text: str
    answer: HeardAnswer | None = None


def may_reflect(replies: Sequence[Heard | None]) -> bool:
    """Whether a partner has something to say back, by the answers to what they said of a version so far.

    They have if that is nothing yet, or if the last was *Almost*.
    """
    return not replies or replies[-1] is Heard.ALMOST


def reflect(
    plan: support_plan.Plan,
    said: Sequence[Reflection],
    *,
    by: UUID,
    version: int,
    text: str,
    now: datetime,
) -> Reflection | None:
    """What is now said back; None if it stands there word for word already.

    Raises Stale for a version that is not on the table, AlreadySaid, AlreadyOver, NeedsPartner, NotFound,
    Invalid and TooLong.
    """
    _refuse_others(plan, by, now)
    if len(plan.partners) < 2:
        raise NeedsPartner
    table = support_plan.version_on_the_table(plan)
    if table is None or table.number != version:
        raise Stale
    _check(text)
    mine = [one for one in said if one.by == by and one.number == version]
    if mine and mine[-1].text == text:
        return None
    if not may_reflect([one.answer.reply if one.answer else None for one in mine]):
        raise AlreadySaid
    return Reflection(version, by, text)


def answer(
    plan: support_plan.Plan, said: Reflection, given: HeardAnswer, *, by: UUID, now: datetime
) -> HeardAnswer | None:
    """What is now answered; None if it was answered so before.

    Raises NotAllowed for one's own sentence, AlreadySaid, AlreadyOver, NotFound, Invalid and TooLong.
    """
    _refuse_others(plan, by, now)
    if said.by == by:
        raise NotAllowed
    if len(given.text) > MAX_TEXT:
        raise TooLong(field="words")
    if given.text and given.reply is Heard.THAT_IS_IT:
        raise Invalid("You wrote what is missing, so choose “Almost”.", field="words")
    if said.answer == given:
        return None
    if said.answer:
        raise AlreadySaid
    return given


def _refuse_others(plan: support_plan.Plan, by: UUID, now: datetime) -> None:
    if by not in plan.partners:
        raise NotFound
    if now >= plan.ends_at:
        raise AlreadyOver


def _check(text: str) -> None:
    if not text.strip():
        raise Invalid("Write one sentence, or leave it out.", field="heard")
    if len(text) > MAX_TEXT:
        raise TooLong(field="heard")
