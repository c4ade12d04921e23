"""A calendar file arrives: it is read in a child process, compared, and once somebody said so written.

No transaction is open while it is read, and none for longer than one piece takes to write.
"""

import logging

from celery import shared_task

from planner.actions.engine.due import Claimed
from planner.actions.exchange import imports_work as work
from planner.errors import Hostile
from tasks import clock, one_by_one, sandbox

logger = logging.getLogger(__name__)


@shared_task(name="tasks.imports.tick")
def tick() -> int:
    """Read the files that wait and write those that were confirmed; how many that were."""
    return one_by_one.run("import", work.claim_due, _go_on)


def _go_on(claimed: Claimed) -> None:
    begun = work.begin(claimed, now=clock.now())
    if begun is None:
        return
    if begun.stage == work.Stage.APPLYING:
        _write(claimed)
    elif begun.stage == work.Stage.COMPARING or _read(claimed, begun.data):
        work.compare(claimed, now=clock.now())


def _read(claimed: Claimed, data: bytes) -> bool:
    """Whether there is something to compare."""
    try:
        answer = sandbox.read_calendar(data)
    except sandbox.ReadingDied as death:
        logger.warning("import %s: the reading ended with %s", claimed.id, death)
        work.refuse(claimed, Hostile.code, now=clock.now())
        return False
    logger.info("import %s read", claimed.id)
    return work.keep(claimed, answer, now=clock.now())


def _write(claimed: Claimed) -> None:
    for batch in work.plan(claimed, now=clock.now()):
        if not work.write(claimed, batch, now=clock.now()):
            return
    work.done(claimed, now=clock.now())
    logger.info("import %s written", claimed.id)
