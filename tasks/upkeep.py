"""The horizon moves on, what was missed is mended, and what is over is thrown away."""

from datetime import timedelta
from functools import partial

from celery import shared_task

from planner.actions import exports, heartbeat, imports, reminders, retention, texts, undo
from planner.queries import health, ladders
from tasks import clock, one_by_one

EVERY = timedelta(hours=1)
SWEPT = {
    "undo": undo.sweep,
    "exports": exports.sweep,
    "imports": imports.sweep,
    "texts": texts.sweep,
    "past reminders": retention.archive,
    "past messages": retention.forget,
}


@shared_task(name="tasks.upkeep.heal")
def heal() -> int:
    """Plan everybody's reminders again, a person at a time, and sweep; how many people that were."""
    heartbeat.beat(health.HEAL, now=clock.now())
    count = 0
    batch = ladders.concerned()
    while batch:
        for person_id in batch:
            plan = partial(reminders.reschedule_everything, (person_id,), now=clock.now())
            one_by_one.guarded(f"upkeep of {person_id}", plan)
        count += len(batch)
        batch = ladders.concerned(after=batch[-1])
    for name, sweep in SWEPT.items():
        one_by_one.guarded(f"sweep of {name}", partial(sweep, now=clock.now()))
    return count


def heal_when_due() -> None:
    """Heal, unless somebody did within the hour."""
    if not health.has_beaten(health.HEAL, within=EVERY, now=clock.now()):
        heal()
