"""Whether one may nudge the other about an event, and when one last did: what the sender knows alone."""

from datetime import datetime, timedelta

from planner.core.calendar import zones
from planner.models import Nudge
from planner.queries.ladders import Seen
from planner.queries.who import Who

AT_MOST_EVERY = timedelta(hours=72)


def lately(who: Who, uid: str, *, now: datetime) -> datetime | None:
    """When this viewer nudged about an event, on their clock, as long as they cannot do so again."""
    rows = Nudge.objects.filter(sender_id=who.person_id, uid=uid, nudged_at__gt=now - AT_MOST_EVERY)
    nudged_at = rows.values_list("nudged_at", flat=True).first()
    return zones.wall_clock(nudged_at, who.zone) if nudged_at else None


def is_open(seen: Seen | None, *, now: datetime) -> bool:
    """Whether there is something for both of them to look at, before it begins."""
    if seen is None or seen.is_only_mine or seen.facts.is_agreed or seen.facts.is_cancelled:
        return False
    return seen.occurrence.starts_at > now
