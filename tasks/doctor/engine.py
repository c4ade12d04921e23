"""Whether reminders move: who comes by, what waits, and what has ended without arriving."""

from collections.abc import Iterator
from datetime import timedelta

from planner.queries.engine import health, metrics, undelivered
from tasks import clock
from tasks.doctor.findings import Finding, look, well, wrong

LATELY = timedelta(days=7)


def heartbeats() -> Iterator[Finding]:
    """Of each lane, when somebody last came by."""
    ages = metrics.figures(now=clock.now()).beat_age_s
    for name in health.TICKS:
        age_s = ages.get(name)
        if age_s is None or age_s > health.BEAT_WITHIN.total_seconds():
            said = "nobody has ever come by" if age_s is None else f"nobody has come by for {age_s:,.0f} s"
            yield wrong(name, said, "Start a worker and beat, or `manage.py remind --watch`.")
        else:
            yield well(name, f"somebody came by {age_s:.0f} s ago")


def waiting() -> Iterator[Finding]:
    """What has been due for too long, and whose channel does not answer."""
    figures = metrics.figures(now=clock.now())
    for lane, due in figures.due.items():
        if lane in figures.resting:
            yield look(lane, f"rests, for nobody answers; {due.count} wait", "See what its provider says.")
        elif due.age_s > health.DUE_WITHIN.total_seconds():
            said = f"{due.count} are due, the oldest for {due.age_s:,.0f} s"
            yield wrong(lane, said, "Read the log of whoever serves it.")


def dead_letters() -> Iterator[Finding]:
    """What was given up in the last days; its people read so on their own pages."""
    counts = undelivered.counts(since=clock.now() - LATELY)
    for (lane, state), count in counts.items():
        do = "Find their ids and reasons in the log: outcome=" + state
        yield look(lane, f"{count} ended {state} in the last {LATELY.days} days", do)
    if not counts:
        yield well("given up", f"nothing in the last {LATELY.days} days")
