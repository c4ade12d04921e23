"""The same reminders three ways, in one run: rows of ours, Celery's ETA tasks, one PeriodicTask each.

How fast they are taken on and what each weighs, at rest; then a few hundred that fall due while a process
that matters to that way is killed: copies, losses, lateness. PostgreSQL, Redis and a mail server for all.
"""

import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import quantiles
from typing import TypeVar

from django.db import connection

from planner.actions.engine import due
from planner.models import Person, Reminder
from tests.bench.rivals import runs
from tests.bench.rivals.runs import Arrived, Rival
from tests.chaos import channels, place
from tests.chaos.herd import Herd
from tests.flows.waiting import until

AT_REST = 20_000
PERIODIC_AT_REST = 2_000
"""More of them would take beat minutes."""
DUE = 300
DUE_OVER_S = 20
IN_A_MINUTE = 1_000
AHEAD_S = 45
TAKES_WITHIN_S = 600
FAR_AHEAD = timedelta(days=30)


def run() -> None:
    """Prints both tables and the ratios."""
    at_rest()
    delivered()


def at_rest() -> None:
    rate, weight = _ours_at_rest()
    eta_rate, eta_weight, loaded_bytes, loaded_s = _in_folder(_eta_at_rest)
    periodic_rate, periodic_weight, still_s = _in_folder(_periodic_at_rest)
    print(f"reminders at rest: {AT_REST:,} of ours and of ETA tasks, {PERIODIC_AT_REST:,} PeriodicTasks")
    print(f"{'':<14} {'taken on/s':>11} {'bytes each':>11}")
    print(f"{'ours':<14} {rate:>11,.0f} {weight:>11,.0f}   rows, indexes and all; workers hold none")
    loaded = f"a worker loads them in {loaded_s:.0f} s and holds {loaded_bytes:,.0f} bytes each"
    print(f"{'ETA tasks':<14} {eta_rate:>11,.0f} {eta_weight:>11,.0f}   in Redis; {loaded}")
    still = f"each edit halts beat for {still_s:.2f} s"
    print(f"{'PeriodicTasks':<14} {periodic_rate:>11,.0f} {periodic_weight:>11,.0f}   rows; {still}")
    print(
        f"ours against ETA tasks × {rate / eta_rate:.1f}, against PeriodicTasks × {rate / periodic_rate:.0f}"
    )


def delivered() -> None:
    print(f"{DUE} due over {DUE_OVER_S} s while one is killed; lateness in s")
    print(f"{'':<14} {'copies':>7} {'lost':>6} {'p50':>7} {'p99':>7}")
    ways: dict[str, Callable[[Path], Arrived]] = {
        "ours": lambda folder: _ours(folder, DUE, DUE_OVER_S, kills=1),
        "ETA tasks": _eta,
        "PeriodicTasks": _periodic,
    }
    for name, way in ways.items():
        _line(name, _in_folder(way))
    print(f"ours, {IN_A_MINUTE:,} due over a minute, nobody killed")
    _line("ours", _in_folder(lambda folder: _ours(folder, IN_A_MINUTE, 60, kills=0)))


def _line(name: str, one: Arrived) -> None:
    print(
        f"{name:<14} {one.copies:>7} {one.lost:>6} {one.late_p50_s:>7.1f} {one.late_p99_s:>7.1f}", flush=True
    )


def _ours_at_rest() -> tuple[float, float]:
    """Rows a second, and bytes of each with its part of every index."""
    now = datetime.now(UTC)
    person = Person.objects.create(email="bench@example.org")
    before = _table_bytes()
    began = time.perf_counter()
    for first in range(0, AT_REST, due.BATCH):
        Reminder.objects.bulk_create(_row(person, n, now) for n in range(first, first + due.BATCH))
    rate = AT_REST / (time.perf_counter() - began)
    return rate, (_table_bytes() - before) / AT_REST


def _row(person: Person, number: int, now: datetime) -> Reminder:
    due_at = now + FAR_AHEAD
    return Reminder(
        person=person,
        uid=f"{number}@bench",
        step="talk",
        channel="email",
        schedule_version=1,
        anchor_local=due_at.replace(tzinfo=None).isoformat(),
        tzid="UTC",
        due_at=due_at,
        next_at=due_at,
        event_on=due_at.date(),
        created_at=now,
    )


def _table_bytes() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_total_relation_size(%s)", [Reminder._meta.db_table])
        return int(cursor.fetchone()[0])


def _eta_at_rest(folder: Path) -> tuple[float, float, float, float]:
    """Tasks a second, bytes of each in Redis and in a worker, and how long a worker loads them."""
    with runs.rival(folder) as rival:
        idle_bytes, _ = _loaded(rival, 0)
        empty = rival.broker.info("memory")["used_memory"]
        far = (datetime.now(UTC) + FAR_AHEAD).timestamp()
        rate = rival.inside("eta", str(AT_REST), str(far), "1")
        weight = (rival.broker.info("memory")["used_memory"] - empty) / AT_REST
        full_bytes, took = _loaded(rival, AT_REST)
        return rate, weight, (full_bytes - idle_bytes) / AT_REST, took


def _loaded(rival: Rival, count: int) -> tuple[float, float]:
    """What one worker holds with so many tasks to come, and how long it takes to load them."""
    herd = rival.herd()
    herd.commands = {"one": herd.commands["one"]}
    began = time.perf_counter()
    with herd:
        herd.start()
        until(lambda: _has_taken(rival, count), "the worker to take them all", within_s=TAKES_WITHIN_S)
        return runs.resident_bytes(herd.pids()), time.perf_counter() - began


def _has_taken(rival: Rival, count: int) -> bool:
    return bool(rival.broker.exists("_kombu.binding.celery.pidbox")) and rival.broker.hlen("unacked") >= count


def _periodic_at_rest(folder: Path) -> tuple[float, float, float]:
    """Tasks a second, bytes of each, and how long beat stands still after an edit."""
    with runs.rival(folder) as rival:
        far = (datetime.now(UTC) + FAR_AHEAD).timestamp()
        rate = rival.inside("periodic", str(PERIODIC_AT_REST), str(far), "1")
        return rate, rival.inside("size") / PERIODIC_AT_REST, rival.inside("edit")


def _ours(folder: Path, count: int, over_s: int, *, kills: int) -> Arrived:
    far, kept = channels.FAR["email"], folder / "kept"
    with channels.sink(far, kept) as url, place.postgresql(folder, far.settings(url)) as where:
        first_in_s = where.fill("email", count, over_s)
        commands = {name: one for name, one in where.commands.items() if name != "waker"}
        with Herd(where.environment, commands, folder) as herd:
            herd.start()
            time.sleep(max(0.0, first_in_s) + over_s / 2)
            for _ in range(kills):
                herd.kill_parent()
            herd.mend()
            time.sleep(over_s / 2)
            rows = where.settled("email")
    arrived = far.arrived(kept)
    late_s = [row.late_s for row in rows.values()]
    percentiles = quantiles(late_s, n=100)
    lost = sum(1 for id_ in rows if not arrived[id_])
    return Arrived(len(rows), arrived.total() - len(arrived), lost, percentiles[49], percentiles[98])


def _eta(folder: Path) -> Arrived:
    with runs.rival(folder) as rival, rival.herd() as herd:
        herd.start()
        first_at = time.time() + AHEAD_S
        rival.inside("eta", str(DUE), str(first_at), str(DUE_OVER_S))
        _kill_at(herd, "one", first_at + DUE_OVER_S / 2)
        return rival.arrived(DUE)


def _periodic(folder: Path) -> Arrived:
    with runs.rival(folder) as rival:
        first_at = time.time() + AHEAD_S
        rival.inside("periodic", str(DUE), str(first_at), str(DUE_OVER_S))
        with rival.herd(has_beat=True) as herd:
            herd.start()
            _kill_at(herd, "beat", first_at + DUE_OVER_S / 2)
            return rival.arrived(DUE)


def _kill_at(herd: Herd, name: str, at: float) -> None:
    """The process dies then, and its supervisor starts it again."""
    time.sleep(max(0.0, at - time.time()))
    herd.kill(name)
    time.sleep(1)
    herd.mend()


T = TypeVar("T")


def _in_folder(deed: Callable[[Path], T]) -> T:
    with tempfile.TemporaryDirectory(prefix="alongside-bench-") as folder:
        return deed(Path(folder))
