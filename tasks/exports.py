"""What people take away is made part by part, outside any transaction."""

import logging

from celery import shared_task

from planner.actions.engine.due import Claimed
from planner.actions.exchange import exports
from planner.queries.archive import facts, pack
from tasks import clock, one_by_one

logger = logging.getLogger(__name__)


@shared_task(name="tasks.exports.tick")
def tick() -> int:
    """Make the files that were asked for; how many that were."""
    return one_by_one.run("export", exports.claim_due, _make)


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
