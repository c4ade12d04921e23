"""A month in the query layer, for couples with 1,000 and 10,000 events over ten years, 100 of them series.

Beside it, in the same run, what a program would pick instead: icalendar and recurring-ical-events over the
same calendar, read anew and already in memory. On a SQLite file and on PostgreSQL: tests/bench/__main__.py.
"""

import statistics
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import icalendar
import recurring_ical_events
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext

from planner.actions.calendar import rows
from planner.actions.feelings import flags
from planner.actions.feelings.flags import ReasonForm
from planner.actions.people import people
from planner.core.calendar.events import When
from planner.ical import read, write
from planner.ical.write import EventDraft
from planner.models import Calendar, Event, OutboxMail
from planner.queries.calendar import calendar, search, slots
from planner.queries.feelings import flags as flag_queries
from planner.queries.feelings import hard_weeks
from planner.queries.pages import look_ahead, occurrences

SIZES = (1_000, 10_000)
SERIES = 100
FLAGGED = 50
YEARS = 10
TURNS = 40
NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)
MONTH = datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=UTC)
TZID = "Europe/Berlin"
RULES = ("FREQ=WEEKLY;BYDAY=MO,WE", "FREQ=MONTHLY;BYDAY=2TU", "FREQ=WEEKLY;INTERVAL=2", "FREQ=YEARLY")
SEEN = ("shared", "shared", "busy", "private")
Deeds = dict[str, Callable[[], object]]
Times = list[tuple[float, float]]


def run() -> None:
    """Prints the figures and ratios."""
    couples = {size: _couple(size) for size in SIZES}
    settle()
    print(f"month of a couple, {SERIES} series, on {connection.vendor}, {TURNS} times; ms")
    print(f"  {'':<38}{'median':>9}{'best':>9}{'CPU':>9}")
    months = {size: _month(owner) for size, (owner, _) in couples.items()}
    took = _timed({f"{size:,} events": month for size, month in months.items()})
    for month, (name, times) in zip(months.values(), took.items(), strict=True):
        _line(name, times, f"{_queries(month)}, {len(month())} occurrences")
    small, large = (_median(times) for times in took.values())
    print(f"  {'ten times the events':<38}{large / small:>8.2f} × as long")
    owner, text = couples[SIZES[-1]]
    others = _others(owner)
    for name, times in _timed(others, turns=9).items():
        _line(name, times, _queries(others[name]))
    for name, times in _peers(text).items():
        _line(name, times, f"{_median(times) / large:>10,.0f} × our month")


def _month(owner: UUID) -> Callable[[], tuple[object, ...]]:
    return lambda: calendar.window(owner, *MONTH)


def _queries(deed: Callable[[], object]) -> str:
    with CaptureQueriesContext(connection) as queries:
        deed()
    return f"{len(queries):>5} SQL queries"


def _others(owner: UUID) -> Deeds:
    flagged = next(one.event_id for one in flag_queries.mine(owner) if one.event_id)
    return {
        "the hard weeks of a year": lambda: hard_weeks.hard_weeks(owner, NOW.date()),
        "one occurrence with all about it": lambda: occurrences.page(owner, flagged, "", now=NOW),
        "look ahead, twelve weeks": lambda: look_ahead.look_ahead(owner, now=NOW),
        "search for a word that is rare": lambda: search.search(owner, "umbrella 9998", now=NOW),
        "search for a word that all have": lambda: search.search(owner, "umbrella", now=NOW),
        "eight free slots": lambda: slots.slots(owner, now=NOW),
    }


def _peers(text: bytes) -> dict[str, Times]:
    in_memory = icalendar.Calendar.from_ical(text)
    return _timed({"recurring-ical-events, in memory": lambda: _occurrences(in_memory)}, turns=3) | _timed(
        {"the same with reading by icalendar": lambda: _occurrences(icalendar.Calendar.from_ical(text))},
        turns=1,
    )


def _occurrences(parsed: icalendar.Calendar) -> list[object]:
    return list(recurring_ical_events.of(parsed).between(*MONTH))


def _timed(deeds: Deeds, turns: int = TURNS) -> dict[str, Times]:
    """Seconds by name, on the clock and of the CPU; in turns, so that a busy machine slows all alike."""
    took: dict[str, Times] = {name: [] for name in deeds}
    for _ in range(turns):
        for name, deed in deeds.items():
            began, began_working = time.perf_counter(), time.process_time()
            deed()
            took[name].append((time.perf_counter() - began, time.process_time() - began_working))
    return took


def _line(name: str, times: Times, more: str = "") -> None:
    worked = statistics.median(work for _, work in times)
    figures = (_median(times), min(took for took, _ in times), worked)
    print(f"  {name:<38}{''.join(f'{figure * 1000:>9.1f}' for figure in figures)}  {more}")


def _median(times: Times) -> float:
    return statistics.median(took for took, _ in times)


def _couple(size: int) -> tuple[UUID, bytes]:
    """One of two partners with so many events between them, and all of these as one calendar file."""
    owners = [_person(f"{name}-{size}@example.org") for name in ("ada", "ben")]
    people.invite(owners[0], email=f"ben-{size}@example.org", now=NOW)
    mails = {mail.to: mail.text for mail in OutboxMail.objects.filter(kind="invitation")}
    people.accept(owners[1], mails[f"ben-{size}@example.org"], now=NOW)
    made = list(events_of(owners, size))
    Event.objects.bulk_create(made, batch_size=500)
    _flag(owners[0], made)
    return owners[0], _file(made)


def _flag(owner: UUID, events: list[Event]) -> None:
    """Some of what happens once is hard for its owner, for a reason that they share."""
    mine = [one for one in events if one.owner_id == owner and not one.is_recurring]
    for one in mine[:: len(mine) // FLAGGED]:
        reasons = [ReasonForm("noise", share=True)]
        flags.flag(owner, one.id, "", level=2, reasons=reasons, share_level=True, now=NOW)


def _person(email: str) -> UUID:
    person = get_user_model().objects.create_user(email)
    people.register(person.pk, name=email[:3].title(), tzid=TZID, now=NOW)
    return UUID(str(person.pk))


def events_of(owners: list[UUID], size: int) -> Iterator[Event]:
    """So many events of two people, not kept yet: spread over the years, in every visibility."""
    calendars = [Calendar.objects.get(owner_id=owner, source=Calendar.Source.OWN) for owner in owners]
    first = datetime(NOW.year - YEARS // 2, 1, 1, 8)
    for number in range(size):
        start = first + timedelta(days=number * 7_919 % (YEARS * 365), hours=number % 10)
        draft = EventDraft(
            uid=f"{uuid4()}@example.org",
            summary=f"Event {number}, with the people from next door",
            start=When(start, TZID),
            end=When(start + timedelta(hours=2), TZID),
            rrule=RULES[number // 2 % len(RULES)] if number < SERIES else "",
            location="By the canal",
            description=f"Bring something to drink, and umbrella {number}.",
            dtstamp=NOW,
        )
        text = write.event_text(draft)
        kept = calendars[number % 2]
        visibility = SEEN[number // 2 % len(SEEN)]
        row = Event(calendar=kept, owner_id=kept.owner_id, visibility=visibility, created_at=NOW)
        yield rows.rebuild(row, text, read.read_text(text), now=NOW)


def _file(events: list[Event]) -> bytes:
    lines = "".join(event.ics for event in events)
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//bench//EN\r\n{lines}END:VCALENDAR\r\n".encode()


def settle() -> None:
    """The database has counted its rows, as it does by itself in time."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
