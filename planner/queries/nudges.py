"""Whether there is anything to nudge the other about, from what the sender knows alone."""

from datetime import datetime, timedelta

from planner.queries.ladders import Seen

AT_MOST_EVERY = timedelta(hours=72)


def is_open(seen: Seen | None, *, now: datetime) -> bool:
    """Whether there is something for both of them to look at, before it begins."""
    if seen is None or seen.is_only_mine or seen.facts.is_agreed or seen.facts.is_cancelled:
        return False
    return seen.occurrence.starts_at > now
