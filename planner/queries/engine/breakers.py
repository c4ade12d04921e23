"""Which lanes rest because nobody answers at their other end."""

from planner.core.reminding.breaker import CLOSED, Breaker
from planner.models import LaneRest


def one(lane: str) -> Breaker:
    """The breaker of this lane."""
    row = LaneRest.objects.filter(lane=lane).first()
    return Breaker(row.failures, row.rests_until) if row else CLOSED


def away() -> tuple[str, ...]:
    """The lanes that have not been answered lately, in alphabetical order."""
    return tuple(
        LaneRest.objects.filter(rests_until__isnull=False).order_by("lane").values_list("lane", flat=True)
    )
