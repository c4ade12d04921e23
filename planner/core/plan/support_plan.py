"""The support plan of one occurrence: proposing, answering, agreeing and taking a yes back.

A plan value and one deed go in; a new version, or an error, comes out. Nothing that was said is rewritten: a
version's content never changes, only who has said yes to it.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from planner.core.plan import plan_words, two_yeses
from planner.core.plan.plan_content import Answer, Ask, Content, How, Reply, check, check_answer, says_nothing
from planner.core.plan.two_yeses import Version
from planner.errors import (
    AlreadyBegun,
    AlreadyOver,
    Incomplete,
    NeedsPartner,
    NotAllowed,
    NotFound,
    NothingSaid,
    Stale,
    UnansweredAsks,
)

YES = Answer(Reply.YES)


class State(StrEnum):
    NONE = "none"
    DRAFT = "draft"
    PROPOSED = "proposed"
    AGREED = "agreed"
    DONE = "done"
    REVIEWED = "reviewed"
    GOING_SEPARATELY = "going_separately"
    DECLINED = "declined"


class Missing(StrEnum):
    """What a plan still lacks of the least that can be agreed."""

    PARTNER = "partner"
    ASK = "ask"
    ANSWER = "answer"
    IF_THEN = "if_then"
    LEAVING = "leaving"


@dataclass(frozen=True, slots=True)
class Plan:
    partners: tuple[UUID, ...]
    """One, while used alone, or two."""
    versions: tuple[Version, ...]
    """Oldest first."""
    starts_at: datetime
    ends_at: datetime
    drafts: frozenset[UUID] = frozenset()
    """Whose drafts exist; each is its writer's alone."""
    reviewed: bool = False
    """Whether both have said to each other how it was, and talked over what both wanted to."""


@dataclass(frozen=True, slots=True)
class Agreed:
    """A yes given to this version, which stays what it was."""

    version: Version


@dataclass(frozen=True, slots=True)
class NextVersion:
    """Answers that differ make this version, which carries the answerer's yes."""

    version: Version


def state(plan: Plan, *, viewer: UUID, now: datetime) -> State:
    """How far the plan is, as this viewer may know it: the other's draft does not exist for them."""
    if viewer not in plan.partners:
        return State.NONE
    agreed, waiting = agreed_version(plan), open_version(plan)
    if waiting and (agreed is None or now < plan.ends_at):
        return State.PROPOSED
    if agreed is None:
        return State.DRAFT if viewer in plan.drafts else State.NONE
    return _settled(plan, agreed, now)


def _settled(plan: Plan, agreed: Version, now: datetime) -> State:
    if agreed.content.how is How.DECLINE:
        return State.DECLINED
    if plan.reviewed:
        return State.REVIEWED
    if agreed.content.how is How.ONE_OF_US:
        return State.GOING_SEPARATELY
    return State.DONE if now >= plan.ends_at else State.AGREED


def agreed_version(plan: Plan) -> Version | None:
    """What both say yes to now."""
    return two_yeses.agreed(plan.versions, plan.partners)


def open_version(plan: Plan) -> Version | None:
    """What waits for the other's yes."""
    return two_yeses.waiting(plan.versions, plan.partners)


def version_on_the_table(plan: Plan) -> Version | None:
    """What the next version is written on: the open one, else what is agreed."""
    return two_yeses.on_the_table(plan.versions, plan.partners)


def is_bare(content: Content) -> bool:
    """Whether two yeses are all it takes: *we decline* and *one of us goes*."""
    return content.how in (How.DECLINE, How.ONE_OF_US)


def missing(content: Content, partners: Collection[UUID]) -> tuple[Missing, ...]:
    """What is lacking of the least that can be agreed, in the order of the page."""
    lacking = [Missing.PARTNER] if len(partners) < 2 else []
    if is_bare(content):
        return tuple(lacking)
    if not content.asks:
        lacking.append(Missing.ASK)
    elif not any(ask.is_met for ask in content.asks):
        lacking.append(Missing.ANSWER)
    if not any(line.if_.strip() and line.then_we.strip() for line in content.if_thens):
        lacking.append(Missing.IF_THEN)
    if not content.leaving or not (content.leaving.latest or content.leaving.transport.strip()):
        lacking.append(Missing.LEAVING)
    return tuple(lacking)


def with_yes(content: Content, by: UUID) -> Content:
    """The content as it reads with this partner's yes: each ask they left open is answered *Yes, gladly*.

    A bare plan is agreed without its asks, so there silence stays silence.
    """
    if is_bare(content):
        return content
    open_asks = {ask.id: YES for ask in asks_to(content, by) if ask.answer is None}
    return plan_words.with_answers(content, open_asks)


def as_answered(version: Version) -> Content:
    """The version's content together with the answers that its yeses stand for."""
    content = version.content
    for person in version.yes:
        content = with_yes(content, person)
    return content


def asks_to(content: Content, person: UUID) -> tuple[Ask, ...]:
    """The asks that are this partner's to answer."""
    return tuple(ask for ask in content.asks if ask.by != person)


def propose(plan: Plan, *, by: UUID, content: Content, base: int, now: datetime) -> Version:
    """The next version, which carries the proposer's yes.

    `base` is the number of the version on the table that it was written on; 0 is none. Raises Stale,
    NotAllowed (something of the other was altered), UnansweredAsks, NothingSaid, AlreadyOver, NeedsPartner,
    NotFound, and what `plan_content.check` raises.
    """
    _refuse_unless_two(plan, by)
    _refuse_after(plan, now)
    table = version_on_the_table(plan)
    two_yeses.refuse_stale(plan.versions, plan.partners, base)
    check(content)
    if says_nothing(content):
        raise NothingSaid(missing=missing(content, plan.partners))
    _refuse_forgery(content, table, plan.partners, by)
    _refuse_open_asks(content, {}, by)
    return two_yeses.following(plan.versions, content, by=by)


def agree(
    plan: Plan, *, by: UUID, version: int, answers: Mapping[str, Answer], now: datetime
) -> Agreed | NextVersion:
    """A yes to this version, or, when an answer is anything but *Yes, gladly*, the next version.

    An answer that already stands in the version need not be given again. Agreeing twice is agreeing once.
    Raises Stale, UnansweredAsks, Incomplete (with what is missing), NotAllowed (an ask that is not theirs to
    answer), AlreadyOver, NeedsPartner, NotFound, and what `plan_content.check_answer` raises.
    """
    _refuse_unless_two(plan, by)
    table = version_on_the_table(plan)
    if table is None or version != table.number:
        raise Stale
    _refuse_after(plan, now)
    _refuse_wrong_answers(answers, table.content, by)
    shown = as_answered(table)
    _refuse_open_asks(shown, answers, by)
    if _answers_differ(table.content, answers, by):
        content = plan_words.with_answers(shown, answers)
        return NextVersion(two_yeses.following(plan.versions, content, by=by))
    if lacking := missing(with_yes(shown, by), plan.partners):
        raise Incomplete(missing=lacking)
    return Agreed(replace(table, yes=table.yes | {by}))


def take_back(plan: Plan, *, by: UUID, version: int, now: datetime) -> Version:
    """The version without this partner's yes; unchanged if they had given none.

    Raises AlreadyBegun from the moment the event begins, NotFound.
    """
    _refuse_outsider(plan, by)
    found = two_yeses.numbered(plan.versions, version)
    if now >= plan.starts_at:
        raise AlreadyBegun
    return two_yeses.without(found, by, plan.partners)


def _refuse_outsider(plan: Plan, by: UUID) -> None:
    if by not in plan.partners:
        raise NotFound


def _refuse_unless_two(plan: Plan, by: UUID) -> None:
    _refuse_outsider(plan, by)
    if len(plan.partners) < 2:
        raise NeedsPartner


def _refuse_after(plan: Plan, now: datetime) -> None:
    if now >= plan.ends_at:
        raise AlreadyOver


def _refuse_open_asks(content: Content, answers: Mapping[str, Answer], by: UUID) -> None:
    waiting = [ask.id for ask in asks_to(content, by) if ask.answer is None and ask.id not in answers]
    if waiting and not is_bare(content):
        raise UnansweredAsks(field="answers", missing=tuple(waiting))


def _refuse_wrong_answers(answers: Mapping[str, Answer], content: Content, by: UUID) -> None:
    if not answers.keys() <= {ask.id for ask in asks_to(content, by)}:
        raise NotAllowed(field="answers")
    for answer in answers.values():
        check_answer(answer)


def _refuse_forgery(content: Content, table: Version | None, partners: tuple[UUID, ...], by: UUID) -> None:
    """Only shared fields, one's own asks and line, and one's answers are one's own to write."""
    before = table.content if table else Content()
    named = {ask.by for ask in content.asks} | {person for person, _ in content.lines}
    if not named | {content.who_goes or by} <= set(partners):
        raise NotAllowed
    if plan_words.written_by_other(content, by) != plan_words.written_by_other(before, by):
        raise NotAllowed
    told = (before.asks, as_answered(table).asks) if table else ()
    if any(not plan_words.is_honest(ask, told) for ask in content.asks if ask.by == by):
        raise NotAllowed(field="asks")


def _answers_differ(content: Content, answers: Mapping[str, Answer], by: UUID) -> bool:
    """Whether these answers say something else than a yes to this content says by itself."""
    understood = with_yes(content, by)
    return plan_words.with_answers(understood, answers) != understood
