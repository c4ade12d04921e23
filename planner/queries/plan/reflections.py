"""What the two said back to each other about the versions of their plans. Both read all of it."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from uuid import UUID

from django.db.models import QuerySet

from planner.core.plan import reflecting
from planner.core.plan.reflecting import Heard, HeardAnswer
from planner.models import Reflection
from planner.queries.people.who import Who
from planner.queries.views import ReflectionView


def rows(plan_ids: Collection[UUID]) -> QuerySet[Reflection]:
    """The sentences about these plans with their answers, in the order in which they were said."""
    said = Reflection.objects.filter(version__plan_id__in=plan_ids).select_related("version", "answer")
    return said.order_by("version__number", "at", "sequence")


def values(plan_id: UUID) -> tuple[reflecting.Reflection, ...]:
    """The same of one plan, as the rules decide on them."""
    return tuple(value(row) for row in rows((plan_id,)))


def value(row: Reflection) -> reflecting.Reflection:
    """One of them."""
    return reflecting.Reflection(row.version.number, row.writer_id, row.text, _answer(row))


def of_plans(who: Who, plan_ids: Collection[UUID]) -> Mapping[UUID, tuple[ReflectionView, ...]]:
    """What was said back, by plan, for plans that this viewer sees."""
    found: defaultdict[UUID, list[ReflectionView]] = defaultdict(list)
    for row in rows(plan_ids):
        found[row.version.plan_id].append(_view(who, row))
    return {plan_id: tuple(said) for plan_id, said in found.items()}


def _view(who: Who, row: Reflection) -> ReflectionView:
    answer = _answer(row)
    return ReflectionView(
        id=row.id,
        number=row.version.number,
        by_me=row.writer_id == who.person_id,
        text=row.text,
        said_on=row.at.astimezone(who.zone).date(),
        reply=answer.reply if answer else None,
        reply_text=answer.text if answer else "",
    )


def _answer(row: Reflection) -> HeardAnswer | None:
    answer = getattr(row, "answer", None)
    if answer is None:
        return None
    return HeardAnswer(Heard.THAT_IS_IT if answer.is_it else Heard.ALMOST, answer.text)
