"""Sends what is due, once or for ever. Needs neither broker nor beat."""

import logging
import signal
from argparse import ArgumentParser
from collections.abc import Callable
from functools import partial
from threading import Event, Thread
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections, connections

from planner.queries.engine import lanes
from tasks import exports, imports, subscriptions, upkeep
from tasks.lanes import (
    account_mail,
    account_texts,
    push_tests,
    reminders,
    sending,
    times_to_go,
    webhooks,
)

logger = logging.getLogger(__name__)

Job = Callable[[], object]

LANES: dict[str, tuple[Job, float]] = {
    **{f"reminders by {one}": (partial(reminders.tick, one), 1) for one in reminders.OPEN},
    **{lanes.going(one): (partial(times_to_go.tick, one), 1) for one in reminders.OPEN},
    "account mail": (account_mail.tick, 1),
    "account texts": (account_texts.tick, 1),
    "push tests": (push_tests.tick, 1),
    "webhooks": (webhooks.tick, 1),
    "imports": (imports.tick, 1),
    "subscriptions": (subscriptions.tick, 2),
    "exports": (exports.tick, 1),
    "upkeep": (upkeep.heal_when_due, 60),
}
"""What runs, and how many seconds it rests between two runs."""


class Command(BaseCommand):
    help = "Send what is due: once, or until stopped (--watch)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        how = parser.add_mutually_exclusive_group()
        how.add_argument("--once", action="store_true", help="do what is due now and end (the default)")
        how.add_argument("--watch", action="store_true", help="keep doing it until SIGTERM or Ctrl-C")

    def handle(self, *args: Any, watch: bool = False, **options: Any) -> None:
        if watch:
            _watch()
            return
        upkeep.heal_when_due()
        for job, _ in LANES.values():
            job()


def _watch() -> None:
    """Every lane in a thread of its own: a mail server that hangs must not hold up an import."""
    stopping = Event()
    for signum in (signal.SIGTERM, signal.SIGINT):
        signal.signal(signum, lambda *_: stopping.set())
    threads = [
        Thread(target=_repeat, args=(name, job, pause_s, stopping), name=name, daemon=True)
        for name, (job, pause_s) in LANES.items()
    ]
    # Looking through everybody's plans takes minutes where there are many: what is due goes meanwhile.
    threads.append(Thread(target=_once, args=("upkeep", upkeep.heal), name="first upkeep", daemon=True))
    for thread in threads:
        thread.start()
    logger.info("clock started")
    stopping.wait()
    # What is being sent is finished first; a lane that hangs is cut off, and its lease ends by itself.
    for thread in threads:
        thread.join(timeout=3)
    logger.info("clock stopped")


def _repeat(name: str, job: Job, pause_s: float, stopping: Event) -> None:
    while not stopping.wait(pause_s):
        _guarded(name, job)
    connections.close_all()


def _once(name: str, job: Job) -> None:
    _guarded(name, job)
    connections.close_all()


def _guarded(name: str, job: Job) -> None:
    """Run it; a database that is away for a moment ends one run, not the clock."""
    try:
        job()
    except Exception as error:
        sending.log_error(name, error)
    finally:
        close_old_connections()
