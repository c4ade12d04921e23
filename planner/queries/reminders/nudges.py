"""Whether one may nudge the other about an event, and when one last did: what the sender knows alone."""

from datetime import datetime, timedelta

from django.db.models import OuterRef, Subquery

from planner.models import Nudge
from planner.queries.people.who import Who
from planner.queries.reminders.ladders import Seen

AT_MOST_EVERY = timedelta(hours=72)


def nudged_at(who: Who, *, now: datetime) -> Subquery:
    """When this viewer nudged about a row of events, while they cannot do so again; asked with the row."""
    rows = Nudge.objects.filter(sender_id=who.person_id, uid=OuterRef("uid"))
    return Subquery(rows.filter(nudged_at__gt=now - AT_MOST_EVERY).values("nudged_at")[:1])


def is_open(seen: Seen | None, *, now: datetime) -> bool:
    """Whether there is something for both of them to look at, before it begins."""
    if seen is None or seen.is_only_mine or seen.facts.is_agreed or seen.facts.is_cancelled:
        return False
    return seen.occurrence.starts_at > now
