"""The engine on PostgreSQL: how fast four workers claim, and what an idle poll costs, at 10 k and 1 M rows.

Beside it, in the same run, the same rows without the partial index, as a table with a plain due date has it.
Needs an empty database of its own; see tests/bench/__main__.py.
"""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from statistics import median

from django.db import connection, connections

from planner.actions import due
from planner.models import OutboxMail

SIZES = (10_000, 1_000_000)
WORKERS = 4
BATCHES = 100
POLLS = 50
NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)
INDEX = "outboxmail_due"
_FILL = """
    INSERT INTO planner_outboxmail
        (id, state, reason, next_at, attempts, is_uncertain, created_at, kind, "to", subject, text, html)
    SELECT gen_random_uuid(), 'pending', '', %s + (n - %s) * interval '1 second', 0, false, %s, 'bench',
        '', '', '', ''
    FROM generate_series(1, %s) AS n
"""
_NAIVE = (
    "SELECT id FROM planner_outboxmail WHERE state = 'pending' AND next_at <= %s ORDER BY next_at LIMIT 20"
)


def run() -> None:
    """Prints one line per size, and the ratios."""
    rows = [_measure(size) for size in SIZES]
    print(f"engine: {WORKERS} workers, batches of {due.BATCH}, medians of {POLLS} polls")
    print(f"{'rows':>12} {'claims/s':>10} {'idle poll ms':>13} {'without the index ms':>21}")
    for size, (rate, idle_ms, naive_ms) in zip(SIZES, rows, strict=True):
        print(f"{size:>12,} {rate:>10,.0f} {idle_ms:>13.2f} {naive_ms:>21.2f}")
    (rate, idle, _), (big_rate, big_idle, big_naive) = rows
    print(f"1 M against 10 k: claims × {big_rate / rate:.2f}, idle poll × {big_idle / idle:.2f}")
    print(f"idle poll at 1 M against no index: × {big_naive / big_idle:,.0f} faster")


def _measure(size: int) -> tuple[float, float, float]:
    """Claims a second, an idle poll, and the same poll without the index, both in ms."""
    due_now = WORKERS * BATCHES * due.BATCH
    _fill(size, due_count=min(due_now, size))
    rate = _claim_rate()
    idle_ms = _median_ms(lambda: due.claim(OutboxMail, now=NOW))
    with _no_index():
        naive_ms = _median_ms(_naive_poll)
    return rate, idle_ms, naive_ms


def _fill(size: int, *, due_count: int) -> None:
    """So many rows, the first of them due."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE planner_outboxmail CASCADE")
        cursor.execute(_FILL, [NOW, due_count, NOW, size])
        cursor.execute("VACUUM ANALYZE planner_outboxmail")


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
    return len(due.claim(OutboxMail, now=NOW - timedelta(days=365)))


def _claim_all(worker: int) -> int:
    count = 0
    while claimed := due.claim(OutboxMail, now=NOW):
        count += len(claimed)
    return count


def _naive_poll() -> None:
    with connection.cursor() as cursor:
        cursor.execute(_NAIVE, [NOW])
        cursor.fetchall()


def _median_ms(poll: Callable[[], object]) -> float:
    return median(_timed_ms(poll) for _ in range(POLLS))


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
