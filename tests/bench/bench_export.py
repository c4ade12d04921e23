"""What it costs to take a calendar out and to bring it in, beside icalendar writing the same."""

import statistics
import time
from collections.abc import Callable

import icalendar

from planner.actions.exchange import exports, imports
from planner.actions.exchange import imports_work as work
from planner.ical import __main__ as ical_process
from planner.ical.parsed import Source
from planner.queries.archive import pack
from tests.bench.bench_feeds import NOW, _person_with, _scratch_database

SIZE = 10_000
TIMES = 3


def run() -> None:
    """Print the figures."""
    with _scratch_database():
        owner, _ = _person_with(SIZE)
        data, took = _taken_out(owner)
        theirs, _ = _median(icalendar.Calendar.from_ical(data).to_ical)
        print(f"calendar file of {SIZE:,} events, {len(data):,} bytes (median of {TIMES})")
        print(f"  ours, from rows to bytes {took * 1000:>10.0f} ms")
        print(f"  icalendar, to_ical alone {theirs * 1000:>10.0f} ms {theirs / took:>8.1f} × ours")
        _bring_in(data)


def _taken_out(owner: object) -> tuple[bytes, float]:
    export_id = exports.ask(owner, kind="calendar", now=NOW)  # type: ignore[arg-type]
    given = pack.facts_of(export_id, now=NOW)
    took, data = _median(lambda: b"".join(part.data for part in pack.parts(export_id, given)))
    return data, took


def _bring_in(data: bytes) -> None:
    """The same file into another calendar; the longest transaction is what others may have to wait for."""
    other, _ = _person_with(1)
    import_id = imports.receive(other, filename="a.ics", data=data, apply=True, now=NOW)
    (claimed,) = work.claim_due(now=NOW)
    begun = work.begin(claimed, now=NOW)
    assert begun
    began, began_working = time.perf_counter(), time.process_time()
    work.keep(claimed, ical_process.answer(begun.data, Source.UPLOAD), now=NOW)
    work.compare(claimed, now=NOW)
    read, read_work = time.perf_counter() - began, time.process_time() - began_working
    (claimed,) = work.claim_due(now=NOW)
    work.begin(claimed, now=NOW)
    held = []
    for batch in work.plan(claimed, now=NOW):
        at = time.perf_counter()
        work.write(claimed, batch, now=NOW)
        held.append(time.perf_counter() - at)
    work.done(claimed, now=NOW)
    written, write_work = time.perf_counter() - began - read, time.process_time() - began_working - read_work
    print(f"the same file brought in: {import_id and len(held)} transactions")
    print(f"  read and compared        {read * 1000:>10.0f} ms {read_work * 1000:>8.0f} ms of CPU")
    print(f"  worked out and written   {written * 1000:>10.0f} ms {write_work * 1000:>8.0f} ms of CPU")
    print(f"  longest transaction      {max(held) * 1000:>10.0f} ms")


def _median(deed: Callable[[], bytes]) -> tuple[float, bytes]:
    took, made = [], b""
    for _ in range(TIMES):
        began = time.perf_counter()
        made = deed()
        took.append(time.perf_counter() - began)
    return statistics.median(took), made
