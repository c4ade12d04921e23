"""Whose words are whose in a plan, and what stands beside them."""

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from planner.core.plan.plan_content import Answer, Ask, Content


def written_by_other(content: Content, by: UUID) -> tuple[set[tuple[str, str]], set[tuple[UUID, str]]]:
    """The asks and the line that are not this partner's to change."""
    asks = {(ask.id, ask.text) for ask in content.asks if ask.by != by}
    return asks, {one for one in content.lines if one[0] != by}


def is_honest(mine: Ask, told: tuple[tuple[Ask, ...], ...]) -> bool:
    """Whether the other really said what stands beside my ask; new words have not been answered yet."""
    known = [ask for asks in told for ask in asks if ask.id == mine.id and ask.text == mine.text]
    return mine in known if known else mine.answer is None


def with_answers(content: Content, answers: Mapping[str, Answer]) -> Content:
    """The content with these answers in place of those that stood there."""
    return replace(
        content, asks=tuple(replace(ask, answer=answers.get(ask.id, ask.answer)) for ask in content.asks)
    )
