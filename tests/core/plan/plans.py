"""Two partners, a stranger and an evening for the tests of the support plan."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from uuid import UUID

from planner.core.plan.plan_content import Answer, Ask, Content, How, IfThen, Leaving, Reply
from planner.core.plan.support_plan import Plan, agree, propose
from planner.core.plan.two_yeses import Version

ANA, BEN, STRANGER = UUID(int=1), UUID(int=2), UUID(int=3)
STARTS_AT = datetime(2026, 12, 12, 18, tzinfo=UTC)
ENDS_AT = STARTS_AT + timedelta(hours=4)
BEFORE = STARTS_AT - timedelta(days=3)
YES = Answer(Reply.YES)
OTHER = Answer(Reply.OTHER, "I will look for you every hour.")
NOT_THIS_TIME = Answer(Reply.NOT_THIS_TIME)
BARE = [Content(how=How.DECLINE), Content(how=How.ONE_OF_US, who_goes=ANA)]


def plan(*versions: Version, partners: tuple[UUID, ...] = (ANA, BEN)) -> Plan:
    return Plan(partners, versions, STARTS_AT, ENDS_AT)


def content(*asks: Ask) -> Content:
    """Everything that can be agreed without the asks."""
    return Content(
        asks=asks,
        if_thens=(IfThen("we get separated", "meet at the coats"),),
        leaving=Leaving(time(22, 30)),
    )


def ask(by: UUID = ANA, answer: Answer | None = None, *, id: str = "a1", text: str = "Stay near me.") -> Ask:
    return Ask(id, by, text, answer)


def proposed(*asks: Ask) -> Plan:
    """A plan with a first version by Ana."""
    return plan(propose(plan(), by=ANA, content=content(*asks or (ask(),)), base=0, now=BEFORE))


def with_version(before: Plan, version: Version) -> Plan:
    """The plan once this version is stored: in place of its own number, or behind the rest."""
    others = tuple(one for one in before.versions if one.number != version.number)
    return replace(before, versions=tuple(sorted((*others, version), key=lambda one: one.number)))


def agreed_plan() -> Plan:
    """The same with Ben's glad yes."""
    before = proposed()
    outcome = agree(before, by=BEN, version=1, answers={"a1": YES}, now=BEFORE)
    return with_version(before, outcome.version)
