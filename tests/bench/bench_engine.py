"""The engine on PostgreSQL: how fast four workers claim, what an idle poll costs, at 10 k and 10 M reminders.

Beside it, in the same run, the same rows without the partial index, as a table with a plain due date has it.
Needs an empty database of its own; see tests/bench/__main__.py. Ten million rows take some minutes and 8 GB.
"""

import json
import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from statistics import median
from typing import Any

from django.db import connection, connections

from planner.actions import reminders
from planner.actions.engine import due
from planner.models import Person, Reminder

SIZES = (10_000, int(os.environ.get("ALONGSIDE_BENCH_ROWS", "10_000_000")))
WORKERS = 4
BATCHES = 100
POLLS = 200
CHANNEL = "email"
NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)
BEFORE = NOW - timedelta(days=365)
INDEX = "reminder_due"
TABLE = Reminder._meta.db_table
# In the order of random ids, so that what is due together lies apart, as it does in life.
_FILL = f"""
    INSERT INTO {TABLE}
        (id, state, reason, next_at, attempts, is_uncertain, created_at, person_id, uid, recurrence_id, step,
         channel, schedule_version, anchor_local, tzid, due_at, event_on, about)
    SELECT md5(n::text)::uuid, 'pending', '', due.at, 0, false, %(now)s, %(person)s, n::text, '', 'talk',
        'email', 1, '2026-11-02T18:00:00', 'Europe/Berlin', due.at, due.at::date, ''
    FROM generate_series(1, %(size)s) AS n,
        LATERAL (SELECT %(now)s + (n - %(due)s) * interval '1 second' AS at) AS due
    ORDER BY 1
"""
_NAIVE = f"""
    SELECT id FROM {TABLE} WHERE state = 'pending' AND channel = %s AND next_at <= %s
    ORDER BY next_at LIMIT 20
"""


@dataclass(frozen=True, slots=True)
class Measured:
    """Claims a second; an idle poll in ms and in buffers of 8 kB, these also before the burst was swept up; a
    poll without the index in ms."""

    rate: float
    idle_ms: float
    buffers: int
    busy_buffers: int
    naive_ms: float


def run() -> None:
    """Prints one line per size, and the ratios."""
    rows = [_measure(size) for size in SIZES]
    print(f"engine: {WORKERS} workers, batches of {due.BATCH}, medians of {POLLS} idle polls")
    print(f"{'rows':>12} {'claims/s':>10} {'idle poll ms':>13} {'buffers':>8} {'unswept':>8} {'no index':>9}")
    for size, one in zip(SIZES, rows, strict=True):
        idle = f"{one.idle_ms:>13.2f} {one.buffers:>8} {one.busy_buffers:>8}"
        print(f"{size:>12,} {one.rate:>10,.0f} {idle} {one.naive_ms:>9.2f}")
    small, big = rows
    idle = big.idle_ms / small.idle_ms
    print(f"large against small: claims × {big.rate / small.rate:.2f}, idle poll × {idle:.2f}")
    print(f"idle poll of the large against no index: × {big.naive_ms / big.idle_ms:,.0f} faster")


def _measure(size: int) -> Measured:
    _fill(size, due_count=min(WORKERS * BATCHES * due.BATCH, size))
    rate = _claim_rate()
    busy_buffers = _buffers()
    with connection.cursor() as cursor:
        cursor.execute(f"VACUUM {TABLE}")
    idle_ms, buffers = _median_ms(_poll, POLLS), _buffers()
    with _no_index():
        return Measured(rate, idle_ms, buffers, busy_buffers, _median_ms(_naive_poll, 5))


def _fill(size: int, *, due_count: int) -> None:
    """So many rows, the first of them due."""
    person = Person.objects.get_or_create(email="bench@example.org")[0].id
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {TABLE} CASCADE")
        definitions = _drop_indexes(cursor)
        cursor.execute(
            "SET session_replication_role = replica"
        )  # one person's foreign key, ten million times
        cursor.execute(_FILL, {"now": NOW, "person": person, "size": size, "due": due_count})
        cursor.execute("RESET session_replication_role")
        cursor.execute("SET maintenance_work_mem = '1GB'")
        for definition in definitions:
            cursor.execute(definition)
        cursor.execute(f"VACUUM ANALYZE {TABLE}")


def _drop_indexes(cursor: Any) -> list[str]:
    """Take away all but the primary key; how to make them again."""
    cursor.execute(
        "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = %s AND indexname NOT LIKE %s",
        [TABLE, "%_pkey"],
    )
    found = cursor.fetchall()
    for name, _ in found:
        cursor.execute(f"ALTER TABLE {TABLE} DROP CONSTRAINT IF EXISTS {connection.ops.quote_name(name)}")
        cursor.execute(f"DROP INDEX IF EXISTS {connection.ops.quote_name(name)}")
    return [definition for _, definition in found]


def _claim_rate() -> float:
    connections.close_all()
    with ProcessPoolExecutor(WORKERS) as pool:
        list(pool.map(_claim_nothing, range(WORKERS)))
        began = time.perf_counter()
        claimed = sum(pool.map(_claim_all, range(WORKERS)))
        took = time.perf_counter() - began
    return claimed / took


def _claim_nothing(worker: int) -> int:
    """A worker that is started and connected."""
    connections.close_all()
    return len(reminders.claim_due(CHANNEL, now=BEFORE))


def _claim_all(worker: int) -> int:
    count = 0
    while claimed := reminders.claim_due(CHANNEL, now=NOW):
        count += len(claimed)
    return count


def _poll() -> None:
    """What is due has been claimed: nothing is, until a lease ends."""
    assert not reminders.claim_due(CHANNEL, now=NOW)


def _buffers() -> int:
    """The pages that an idle poll touches, in memory or not. Fails unless it goes by the due index."""
    statements: list[tuple[str, Any]] = []

    def listen(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        statements.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(listen):
        _poll()
    ((sql, params),) = statements
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {sql}", params)
        explained = cursor.fetchone()[0]
    plan = (json.loads(explained) if isinstance(explained, str) else explained)[0]["Plan"]
    assert INDEX in json.dumps(plan), "the claim does not use the due index"
    return int(plan["Shared Hit Blocks"] + plan["Shared Read Blocks"])


def _naive_poll() -> None:
    with connection.cursor() as cursor:
        cursor.execute(_NAIVE, [CHANNEL, BEFORE])
        cursor.fetchall()


def _median_ms(poll: Callable[[], object], times: int) -> float:
    return median(_timed_ms(poll) for _ in range(times))


def _timed_ms(poll: Callable[[], object]) -> float:
    began = time.perf_counter()
    poll()
    return (time.perf_counter() - began) * 1000


@contextmanager
def _no_index() -> Iterator[None]:
    """The same table with the partial index taken away, and put back as it was."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = %s", [INDEX])
        definition = cursor.fetchone()[0]
        cursor.execute(f"DROP INDEX {INDEX}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(definition)
