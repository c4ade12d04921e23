"""The horizon moves on, what differs from the plan is mended, and what is over is thrown away."""

import logging
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from uuid import UUID

from celery import shared_task

from planner.actions.calendar import undo
from planner.actions.channels import security, texts
from planner.actions.engine import heartbeat, retention
from planner.actions.exchange import exports, imports, webhooks_work
from planner.actions.feelings import putting_away
from planner.actions.people import demo_visits
from planner.actions.plan import times_to_go
from planner.actions.reminders import digests, upkeep
from planner.core.calendar import zone_rules
from planner.queries.engine import health
from planner.queries.reminders import horizons
from planner.queries.reminders.horizons import Together
from tasks import clock, one_by_one

logger = logging.getLogger(__name__)

EVERY = timedelta(hours=1)
AGAIN_AFTER = timedelta(minutes=15)
"""One that began and has not said that it is through by then has died on the way."""
SWEPT = {
    "digests": digests.sweep,
    "undo": undo.sweep,
    "exports": exports.sweep,
    "imports": imports.sweep,
    "texts": texts.sweep,
    "demo visits": demo_visits.sweep,
    "times to go": times_to_go.sweep,
    "webhooks": webhooks_work.sweep,
    "past reminders": retention.archive,
    "past messages": retention.forget,
    "past evenings": putting_away.archive,
    "security log": security.sweep,
}


@shared_task(name="tasks.upkeep.heal")
def heal() -> int:
    """Bring the plans of all up to now, a couple at a time, and sweep; how many couples were looked at."""
    heartbeat.beat(health.HEALING, now=clock.now())
    rules = zone_rules.fingerprint()
    for couple in _all(partial(horizons.unplanned, rules)):
        _guarded(couple, partial(_begin, couple, rules))
    _advance()
    count = 0
    for couple in _all(partial(horizons.planned, rules)):
        _guarded(couple, partial(_heal, couple))
        count += 1
    for name, sweep in SWEPT.items():
        one_by_one.guarded(f"sweep of {name}", partial(sweep, now=clock.now()))
    # Only now: what broke off on the way is not done for an hour.
    heartbeat.beat(health.HEAL, now=clock.now())
    return count


def heal_when_due() -> None:
    """Heal, unless somebody did within the hour or has just begun to."""
    now = clock.now()
    is_done = health.has_beaten(health.HEAL, within=EVERY, now=now)
    if not is_done and not health.has_beaten(health.HEALING, within=AGAIN_AFTER, now=now):
        heal()


def _begin(couple: Together, rules: str) -> None:
    upkeep.begin(couple, zone_rules=rules, now=clock.now())
    logger.info("upkeep of %s planned anew", couple.couple_id)


def _advance() -> None:
    """Which series concern a batch of couples is asked for all of them at once."""
    batch = horizons.behind(now=clock.now())
    while batch:
        series = horizons.series(batch)
        for couple in batch:
            uids = series.get(couple.couple_id, set())
            _guarded(couple, partial(upkeep.advance, couple, uids, now=clock.now()))
        batch = horizons.behind(now=clock.now(), after=batch[-1].couple_id)


def _heal(couple: Together) -> None:
    healed = upkeep.heal(couple, now=clock.now())
    if healed:
        logger.warning(
            "upkeep of %s healed: missing %s, wrong %s, obsolete %s",
            *(couple.couple_id, _ids(healed.missing), _ids(healed.wrong), _ids(healed.obsolete)),
        )


def _all(following: Callable[..., list[Together]]) -> Iterator[Together]:
    batch = following()
    while batch:
        yield from batch
        batch = following(after=batch[-1].couple_id)


def _guarded(couple: Together, do: Callable[[], object]) -> None:
    one_by_one.guarded(f"upkeep of {couple.couple_id}", do)


def _ids(found: tuple[UUID, ...]) -> str:
    return " ".join(map(str, found)) or "none"
