"""A year later: what was said of an evening goes off the pages into its writer's archive. Lessons stay."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from planner import errors
from planner.actions.engine import views
from planner.models import CheckIn, RepairLine
from planner.queries.afterwards import check_ins
from planner.queries.people import who as who_queries

AFTER = timedelta(days=365)
BATCH = 500


def archive(*, now: datetime) -> int:
    """Put away what is a year old, an evening at a time; how many evenings, as each saw them."""
    count = 0
    while found := _year_old(now):
        for owner_id, uid, recurrence_id in found:
            _put_away(owner_id, uid, recurrence_id, now=now)
        count += len(found)
    return count


@transaction.atomic
def throw_away(actor: UUID, archived_id: UUID, *, now: datetime) -> None:
    """Throw away what the actor said of one evening in their archive. Raises `NotFound`.

    That they said something stays, without a word of it: else the other would see that the evening was not
    looked back on after all.
    """
    mine = {"owner_id": actor, "archived_at__isnull": False}
    key = _evening(CheckIn.objects.filter(**mine, felt__isnull=False), archived_id) or _evening(
        RepairLine.objects.filter(**mine), archived_id
    )
    if key is None:
        raise errors.NotFound
    about = mine | {"uid": key[0], "recurrence_id": key[1]}
    CheckIn.objects.filter(**about).update(felt=None, helped=None, line="", changed_at=now)
    RepairLine.objects.filter(**about).delete()
    views.touch(actor, now=now)


def _evening(rows: QuerySet[Any], archived_id: UUID) -> tuple[str, str] | None:
    return rows.filter(id=archived_id).values_list("uid", "recurrence_id").first()


def _year_old(now: datetime) -> list[tuple[UUID, str, str]]:
    old = Q(archived_at=None, created_at__lte=now - AFTER)
    key = ("owner_id", "uid", "recurrence_id")
    answers = CheckIn.objects.filter(old).order_by(*key).values_list(*key)[:BATCH]
    lines = RepairLine.objects.filter(old).order_by(*key).values_list(*key).distinct()[:BATCH]
    return sorted({*answers, *lines})


@transaction.atomic
def _put_away(owner_id: UUID, uid: str, recurrence_id: str, *, now: datetime) -> None:
    """For both, if they told each other: an answer that stayed behind would stand as if they had not.

    Else by itself, for the other must not learn from their own when there was one that is kept.
    """
    who = who_queries.of(owner_id)
    is_mutual = check_ins.said_of(who, uid, recurrence_id).is_mutual
    is_told = who.partner_id and check_ins.said_of(who_queries.of(who.partner_id), uid, recurrence_id).theirs
    views.touch(owner_id, who.partner_id if is_told else None, now=now)
    owners = who.couple_ids if is_mutual else (owner_id,)
    about = {"owner_id__in": owners, "uid": uid, "recurrence_id": recurrence_id, "archived_at": None}
    CheckIn.objects.filter(**about).update(archived_at=now)
    RepairLine.objects.filter(**about).update(archived_at=now)
