"""A year later: what was said of an evening goes off the pages into its writer's archive. Lessons stay."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from planner.actions import views
from planner.models import CheckIn, Membership, RepairLine

AFTER = timedelta(days=365)
BATCH = 500


def archive(*, now: datetime) -> int:
    """Put away what is a year old, an evening at a time and for both at once; how many evenings."""
    count = 0
    while found := _year_old(now):
        for owner_id, uid, recurrence_id in found:
            _put_away(owner_id, uid, recurrence_id, now=now)
        count += len(found)
    return count


def _year_old(now: datetime) -> list[tuple[UUID, str, str]]:
    old = Q(archived_at=None, created_at__lte=now - AFTER)
    key = ("owner_id", "uid", "recurrence_id")
    answers = CheckIn.objects.filter(old).order_by(*key).values_list(*key)[:BATCH]
    lines = RepairLine.objects.filter(old).order_by(*key).values_list(*key).distinct()[:BATCH]
    return sorted({*answers, *lines})


@transaction.atomic
def _put_away(owner_id: UUID, uid: str, recurrence_id: str, *, now: datetime) -> None:
    """For both: an answer that stayed behind would stand as if the other had never spoken."""
    people = _together_with(owner_id)
    views.touch(*people, now=now)
    about = {"owner_id__in": people, "uid": uid, "recurrence_id": recurrence_id, "archived_at": None}
    CheckIn.objects.filter(**about).update(archived_at=now)
    RepairLine.objects.filter(**about).update(archived_at=now)


def _together_with(person_id: UUID) -> Collection[UUID]:
    members = Membership.objects.filter(couple__memberships__person_id=person_id)
    return {person_id, *members.values_list("person_id", flat=True)}
