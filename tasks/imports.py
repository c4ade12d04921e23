"""A calendar file arrives: it is read in a child process, outside any transaction, and becomes a preview."""

import logging

from celery import shared_task

from planner.actions import imports
from planner.actions.due import Claimed
from planner.errors import Hostile
from tasks import clock, sandbox, sending

logger = logging.getLogger(__name__)
AT_ONCE = 1
"""A reading may take half a minute, and a lease two."""


@shared_task(name="tasks.imports.tick")
def tick() -> int:
    """Read the files that wait; how many that were."""
    count = 0
    while claimed := imports.claim_due(now=clock.now(), limit=AT_ONCE):
        for each in claimed:
            _guarded(each)
        count += len(claimed)
    return count


def _guarded(claimed: Claimed) -> None:
    """One file that goes wrong never stops the others: its lease ends, and it is read once more."""
    try:
        _read(claimed)
    except Exception as error:
        sending.log_error(f"import {claimed.id}", error)


def _read(claimed: Claimed) -> None:
    data = imports.begin(claimed, now=clock.now())
    if data is None:
        return
    try:
        answer = sandbox.read_calendar(data)
    except sandbox.ReadingDied as death:
        logger.warning("import %s: the reading ended with %s", claimed.id, death)
        imports.refuse(claimed, Hostile.code, now=clock.now())
        return
    imports.finish(claimed, answer, now=clock.now())
    logger.info("import %s read", claimed.id)
