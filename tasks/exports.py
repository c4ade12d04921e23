"""What people take away is made part by part, outside any transaction."""

import logging

from celery import shared_task

from planner.actions import exports
from planner.actions.due import Claimed
from planner.queries.archive import facts, pack
from tasks import clock, sending

logger = logging.getLogger(__name__)
AT_ONCE = 1


@shared_task(name="tasks.exports.tick")
def tick() -> int:
    """Make the files that were asked for; how many that were."""
    count = 0
    while claimed := exports.claim_due(now=clock.now(), limit=AT_ONCE):
        for each in claimed:
            _guarded(each)
        count += len(claimed)
    return count


def _guarded(claimed: Claimed) -> None:
    """One file that goes wrong never stops the others: its lease ends, and it is tried once more."""
    try:
        _make(claimed)
    except Exception as error:
        sending.log_error(f"export {claimed.id}", error)


def _make(claimed: Claimed) -> None:
    if not exports.begin(claimed, now=clock.now()):
        return
    # What others share is read before it is written down: whatever is taken back meanwhile tells on the file.
    given = pack.facts_of(claimed.id, now=clock.now())
    digest = facts.others_digest(given)
    for part in pack.parts(claimed.id, given):
        if not exports.keep(claimed, part, now=clock.now()):
            return
    exports.finish(claimed, digest, now=clock.now())
    logger.info("export %s made", claimed.id)
