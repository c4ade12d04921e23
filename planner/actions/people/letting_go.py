"""Deleting one's copy of what was agreed before a parting, which blanks one's lines in the other's.

What two agreed is one row for both (decision 0007), so a copy that goes is a note that it went.
"""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef

from planner import errors
from planner.actions.engine import views
from planner.actions.exchange import exports
from planner.core.plan import plan_merge
from planner.models import Agreement, LetGo, Plan, PlanVersion, Reflection, ReflectionAnswer
from planner.queries.people import who as who_queries
from planner.queries.plan import plan_rows


@transaction.atomic
def let_go(actor: UUID, plan_id: UUID, *, now: datetime) -> None:
    """Delete the actor's copy of a plan that was agreed before a parting, for good. Raises `NotFound`."""
    mine = plan_rows.visible(who_queries.of(actor)).filter(id=plan_id, closed_at__isnull=False)
    plan = Plan.objects.select_for_update().filter(id__in=mine.values("id")).first()
    if plan is None:
        raise errors.NotFound
    LetGo.objects.create(plan=plan, person_id=actor, at=now)
    tell(take_out_words([plan.id], actor), now=now)
    views.touch(actor, now=now)
    delete_what_nobody_keeps([plan.id])


def take_out_words(plan_ids: Collection[UUID], whose: UUID) -> set[UUID]:
    """Blank this person's lines in these plans; who else keeps a copy of them."""
    for version in PlanVersion.objects.select_for_update().filter(plan_id__in=plan_ids).order_by("id"):
        blanked = plan_merge.blanked(plan_rows.content(version.content), whose=whose)
        version.content = plan_rows.text_of(blanked)
        version.save(update_fields=("content",))
    Reflection.objects.filter(version__plan_id__in=plan_ids, writer_id=whose).delete()
    ReflectionAnswer.objects.filter(reflection__version__plan_id__in=plan_ids, person_id=whose).delete()
    others = Agreement.objects.filter(version__plan_id__in=plan_ids).exclude(person_id=whose)
    return set(others.values_list("person_id", flat=True))


def tell(person_ids: Collection[UUID], *, now: datetime) -> None:
    """Their copy reads otherwise now, and a file that waits for them still holds what was taken out."""
    exports.delete_all(person_ids)
    views.touch(*person_ids, now=now)


def delete_what_nobody_keeps(plan_ids: Collection[UUID]) -> None:
    """Those of these plans that nobody who is still here has a copy of."""
    gone = LetGo.objects.filter(plan=OuterRef("version__plan"), person=OuterRef("person"))
    keeping = Agreement.objects.filter(~Exists(gone), version__plan_id__in=plan_ids, person__gone_at=None)
    kept = keeping.values("version__plan_id")
    Plan.objects.filter(id__in=plan_ids, closed_at__isnull=False).exclude(id__in=kept).delete()
