"""The horizon moves on, what was missed is mended, and what is over is thrown away."""

from datetime import timedelta

from celery import shared_task

from planner.actions import exports, heartbeat, imports, reminders, undo
from planner.queries import health, ladders
from tasks import clock, sending

EVERY = timedelta(hours=1)


@shared_task(name="tasks.upkeep.heal")
def heal() -> int:
    """Plan everybody's reminders again, a person at a time; how many people that were."""
    heartbeat.beat(health.HEAL, now=clock.now())
    undo.sweep(now=clock.now())
    exports.sweep(now=clock.now())
    imports.sweep(now=clock.now())
    count = 0
    batch = ladders.concerned()
    while batch:
        for person_id in batch:
            try:
                reminders.reschedule_everything((person_id,), now=clock.now())
            except Exception as error:
                sending.log_error(f"upkeep of {person_id}", error)
        count += len(batch)
        batch = ladders.concerned(after=batch[-1])
    return count


def heal_when_due() -> None:
    """Heal, unless somebody did within the hour."""
    if not health.has_beaten(health.HEAL, within=EVERY, now=clock.now()):
        heal()
