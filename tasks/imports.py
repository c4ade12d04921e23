"""A calendar file arrives: it is read in a child process, compared, and once somebody said so written.

No transaction is open while it is read, and none for longer than one piece takes to write.
"""

import logging

from celery import shared_task

from planner.actions import imports_work as work
from planner.actions.due import Claimed
from planner.errors import Hostile
from tasks import clock, sandbox, sending

logger = logging.getLogger(__name__)
AT_ONCE = 1
"""A reading may take half a minute, and a lease two."""


@shared_task(name="tasks.imports.tick")
def tick() -> int:
    """Read the files that wait and write those that were confirmed; how many that were."""
    count = 0
    while claimed := work.claim_due(now=clock.now(), limit=AT_ONCE):
        for each in claimed:
            _guarded(each)
        count += len(claimed)
    return count


def _guarded(claimed: Claimed) -> None:
    """One file that goes wrong never stops the others: its lease ends, and it is tried once more."""
    try:
        _go_on(claimed)
    except Exception as error:
        sending.log_error(f"import {claimed.id}", error)


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
