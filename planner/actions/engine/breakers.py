"""The breaker of each lane, in a row, so that all its callers rest together."""

from datetime import datetime

from django.db import transaction

from planner.core.reminding import breaker
from planner.core.reminding.breaker import Breaker
from planner.models import LaneRest


@transaction.atomic
def failed(lane: str, *, now: datetime) -> Breaker:
    """One more failure in a row; the breaker as it is now."""
    LaneRest.objects.get_or_create(lane=lane)
    row = LaneRest.objects.select_for_update().get(lane=lane)
    found = breaker.after_failure(Breaker(row.failures, row.rests_until), now=now)
    row.failures, row.rests_until = found.failures, found.rests_until
    row.save(update_fields=("failures", "rests_until"))
    return found


def works(lane: str) -> None:
    """It answered: what failed before is forgotten."""
    LaneRest.objects.filter(lane=lane).delete()
