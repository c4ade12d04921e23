"""View versions: raised in the transaction of every change, for exactly those who can see it."""

from datetime import datetime
from uuid import UUID

from django.db.models import F

from planner.models import ViewVersion


def touch(*person_ids: UUID | None, now: datetime) -> None:
    """Raise the view version of each of these people; None stands for a partner who is not there.

    One update per person, in one order everywhere: two partners who write at once cannot deadlock.
    """
    for person_id in sorted(one for one in set(person_ids) if one is not None):
        ViewVersion.objects.filter(person_id=person_id).update(version=F("version") + 1, changed_at=now)
