"""One reminder by mail, from due to sent: the processor time and the questions that it takes of ours.

Couples with an event flagged for tomorrow, a mail server on this machine, one process that sends.
"""

import logging
import time
from datetime import UTC, datetime
from uuid import UUID

from django.db import connection
from django.test.utils import CaptureQueriesContext, override_settings

from backend import email_url
from planner.models import Person, Reminder
from tasks.lanes import reminders
from tests.actions.reminders.engine import overdue_reminder
from tests.factories import join, person
from tests.sinks.smtp import Server, running

COUNTED, TIMED = 20, 100
_BRACKETS = ("BEGIN", "COMMIT")


def run() -> None:
    """Prints one line."""
    logging.disable(logging.INFO)
    with running() as server:
        options = email_url.read(server.url).smtp
        with override_settings(MAILBOX=False, SMTP_OPTIONS=options):
            queries = _counted(server)
            cpu_ms, wall_ms = _timed(server)
    print(
        f"one of ours from due to sent on {connection.vendor}: {cpu_ms:.1f} ms of processor,"
        f" {wall_ms:.1f} ms on the clock, {queries:.0f} queries"
    )


def _counted(server: Server) -> float:
    """The questions that each takes, but for what opens and closes a transaction."""
    _fill("counted", COUNTED)
    with CaptureQueriesContext(connection) as asked:
        reminders.tick("email")
    assert len(server.messages) == COUNTED
    return sum(one["sql"].split()[0] not in _BRACKETS for one in asked.captured_queries) / COUNTED


def _timed(server: Server) -> tuple[float, float]:
    """Of this thread alone, for the mail server runs beside it; and on the clock. Each in ms."""
    _fill("timed", TIMED)
    before, wall, cpu = len(server.messages), time.perf_counter(), time.thread_time()
    while reminders.tick("email"):
        pass
    cpu, wall = time.thread_time() - cpu, time.perf_counter() - wall
    assert len(server.messages) - before == TIMED
    return cpu / TIMED * 1_000, wall / TIMED * 1_000


def _fill(name: str, count: int) -> None:
    """So many people, two by two, each with one reminder that is due."""
    due = [row for number in range(count // 2) for row in _couple(f"{name}-{number}")]
    Reminder.objects.filter(state="pending").exclude(id__in=due).delete()


def _couple(name: str) -> list[UUID]:
    both = [person(f"{who}-{name}", now=datetime.now(UTC)) for who in ("ada", "ben")]
    join(*both, now=datetime.now(UTC))
    Person.objects.filter(id__in=both).update(quiet_from=None, quiet_until=None)
    return [overdue_reminder(one).id for one in both]
