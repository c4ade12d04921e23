"""Reading a stranger's file of 10,000 plain events, ours beside icalendar's parser, in one process."""

import statistics
import time
from collections.abc import Callable

import icalendar

from planner.ical.read import read
from tests.data.make import calendar, event

EVENTS, ROUNDS = 10_000, 3


def run() -> None:
    """Prints the median CPU seconds of each, and how many times faster ours is."""
    data = calendar(*map(_plain, range(EVENTS))).encode()
    assert len(read(data).objects) == EVENTS
    pairs = [
        (_cpu_s(lambda: read(data)), _cpu_s(lambda: icalendar.Calendar.from_ical(data)))
        for _ in range(ROUNDS)
    ]
    ours, theirs = (statistics.median(each) for each in zip(*pairs, strict=True))
    print(f"read {EVENTS:,} plain events with their texts: {ours:.2f} s; icalendar {theirs:.2f} s")
    print(f"ours is {theirs / ours:.1f} times faster ({EVENTS / ours:,.0f} events/s)")


def _plain(number: int) -> str:
    day = f"2026{1 + number % 12:02d}{1 + number % 28:02d}"
    return event(
        f"DTSTART;TZID=Europe/Berlin:{day}T120000",
        f"DTEND;TZID=Europe/Berlin:{day}T130000",
        f"SUMMARY:Dinner number {number}",
        "DESCRIPTION:Longer than one line may be\\, so that it was folded in the file\r\n  as others do it",
        "LOCATION:Café",
        "SEQUENCE:1",
        "STATUS:CONFIRMED",
        uid=f"{number}@example.com",
    )


def _cpu_s(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun
