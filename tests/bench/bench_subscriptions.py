"""A source of 10,000 events that is read again, beside icalendar parsing the same bytes.

Same process, taking turns; bytes in memory, as they are once they were fetched. Prints medians and ratios.
"""

import gc
import random
import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from uuid import uuid4

import icalendar

from planner.ical import held, pieces, refresh
from planner.ical.refresh import Trust
from planner.queries.exchange.subscriptions import Work
from tasks import subscriptions
from tasks.net.http import Answer

COUNT = 10_000
TURNS = 5
NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
TRUST = Trust()
HEAD = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//bench//EN
X-WR-CALNAME:Work
BEGIN:VTIMEZONE
TZID:Europe/Berlin
BEGIN:STANDARD
DTSTART:19701025T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19700329T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
END:VTIMEZONE
"""
EVENT = """BEGIN:VEVENT
DTSTART;TZID=Europe/Berlin:{start:%Y%m%dT%H%M%S}
DTEND;TZID=Europe/Berlin:{end:%Y%m%dT%H%M%S}
DTSTAMP:{stamp:%Y%m%dT%H%M%SZ}
UID:{number:x}-{seed}@bench.example
CREATED:20250101T080000Z
DESCRIPTION:What it is about\\, where to come in\\, and a line that is long
  enough to be folded
LAST-MODIFIED:20250201T080000Z
LOCATION:Room {number}
SEQUENCE:1
STATUS:CONFIRMED
SUMMARY:Meeting {number}
TRANSP:OPAQUE
{more}END:VEVENT
"""
ALARM = "BEGIN:VALARM\nACTION:DISPLAY\nDESCRIPTION:Soon\nTRIGGER:-PT15M\nEND:VALARM\n"
RULE = "RRULE:FREQ=WEEKLY;COUNT=20\n"


def run() -> None:
    """Print the figures."""
    first = source(NOW)
    again = source(NOW + timedelta(hours=1), shuffled=True)
    changed = again.replace(b"SUMMARY:Meeting 77\r\n", b"SUMMARY:Another meeting\r\n")
    renewed = source(NOW, seed="b")
    known = _known(first)
    figures = _medians(
        {
            "icalendar parses it": lambda: icalendar.Calendar.from_ical(again),
            "a hash of its bytes": lambda: blake2b(first, digest_size=32).hexdigest(),
            "the same bytes": lambda: _look(known, first, subscriptions.Same),
            "other stamps and order": lambda: _look(known, again, subscriptions.Same),
            "the same, one event changed": lambda: _look(known, changed, subscriptions.New),
            "all UIDs renewed": lambda: _look(known, renewed, subscriptions.New),
        }
    )
    print(f"source of {COUNT:,} events, {len(first):,} bytes, read again (medians, taking turns)")
    peer = figures["icalendar parses it"]
    for name, seconds in figures.items():
        print(f"  {name:<30}{seconds * 1000:>10.1f} ms {peer / seconds:>9.1f} × as fast as icalendar")
    print(f"  the same bytes cost {figures['the same bytes'] / figures['a hash of its bytes']:.2f} × a hash")


def source(stamp: datetime, *, seed: str = "a", shuffled: bool = False) -> bytes:
    """The calendar as fetched at this moment."""
    numbers = list(range(COUNT))
    if shuffled:
        random.Random(4711).shuffle(numbers)
    events = "".join(_event(number, stamp, seed) for number in numbers)
    return f"{HEAD}{events}END:VCALENDAR\n".replace("\n", "\r\n").encode()


def _event(number: int, stamp: datetime, seed: str) -> str:
    start = datetime(2026, 1, 1, 8) + timedelta(hours=number)
    more = RULE if number % 100 == 0 else ALARM if number % 3 == 0 else ""
    end = start + timedelta(hours=1)
    return EVENT.format(number=number, seed=seed, start=start, end=end, stamp=stamp, more=more)


def _known(data: bytes) -> Work:
    """A subscription that has read this."""
    found = pieces.split(data)
    assert found
    kept = refresh.compare(found, {}, TRUST).held
    return Work(
        id=uuid4(),
        url="",
        username="",
        password="",
        etag="",
        last_modified="",
        body_hash=blake2b(data, digest_size=32).hexdigest(),
        content_hash=found.digest,
        held=held.dump(kept),
        trust=TRUST,
    )


def _look(known: Work, data: bytes, expected: type) -> None:
    outcome = subscriptions.compared(known, Answer(200, data))
    assert isinstance(outcome, expected), outcome


def _medians(tasks: dict[str, Callable[[], object]]) -> dict[str, float]:
    """Seconds for each, the tasks taking turns so that a busy moment hits all alike."""
    times: dict[str, list[float]] = {name: [] for name in tasks}
    for _ in range(TURNS):
        for name, task in tasks.items():
            gc.collect()
            began = time.perf_counter()
            task()
            times[name].append(time.perf_counter() - began)
    return {name: statistics.median(taken) for name, taken in times.items()}
