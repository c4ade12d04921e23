"""How long a year of recurring events takes to expand, beside recurring-ical-events and bare dateutil.

All three begin with what they keep between two questions: ours with its `EventObject`s, the peer with
icalendar's components, dateutil with finished rule sets. They take turns, and their starts must be the same.
Prints the fastest of each, which a busy machine spoils least.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from random import Random
from zoneinfo import ZoneInfo

import icalendar
import recurring_ical_events
from dateutil.rrule import rruleset, rrulestr

from planner.core.calendar.events import EventObject, from_json, to_json
from planner.core.calendar.recurrence import occurrences
from planner.ical import read
from tests.data.make import calendar, event

EVENTS = 1_000
YEAR = (datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC))
MONTH = (datetime(2026, 6, 1, tzinfo=UTC), datetime(2026, 7, 1, tzinfo=UTC))
HOME = ZoneInfo("Europe/Berlin")
TZIDS = ("Europe/Berlin", "America/New_York")
FORM = "%Y%m%dT%H%M%S"
RUNS, MONTHS = 5, 25
RULES = {  # with how many of a hundred follow it
    "FREQ=WEEKLY": 30,
    "FREQ=WEEKLY;BYDAY={days}": 4,
    "FREQ=WEEKLY;INTERVAL=2;BYDAY={days}": 8,
    "FREQ=DAILY": 2,
    "FREQ=DAILY;INTERVAL=3": 2,
    "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR": 1,
    "FREQ=MONTHLY;BYDAY={nth}{day}": 14,
    "FREQ=MONTHLY": 10,
    "FREQ=MONTHLY;BYMONTHDAY=-1": 2,
    "FREQ=YEARLY": 25,
    "FREQ=YEARLY;BYMONTH={month};BYDAY={nth}{day}": 2,
}


def run() -> None:
    """Print the figures; AssertionError if the three disagree about a single start."""
    text = calendar(*_events(Random(7)))
    ours = [one.event for one in read.read(text.encode()).objects]
    theirs = icalendar.Calendar.from_ical(text)
    sets = [(_ruleset(one), ZoneInfo(one.components[0].start.tzid)) for one in ours]
    deeds = {
        "ours": lambda: _ours(ours, *YEAR),
        "dateutil, localised": lambda: _dateutil(sets),
        "recurring-ical-events": lambda: _peer(theirs),
    }
    starts = {name: Counter(deed()) for name, deed in deeds.items()}
    assert starts["ours"] == starts["dateutil, localised"] == starts["recurring-ical-events"]
    took = _fastest(deeds, RUNS)
    print(f"{len(ours):,} recurring events over a year, {starts['ours'].total():,} occurrences (fastest run)")
    for name, took_s in took.items():
        print(f"  {name:<26}{took_s * 1000:>10.1f} ms {took_s / took['ours']:>8.2f} × ours")
    print(f"  {'ours against dateutil':<26}{took['ours'] / took['dateutil, localised']:>13.2f} ×")
    _print_month(ours)


def _print_month(events: list[EventObject]) -> None:
    """Each event by itself and the sum of them: what takes microseconds finds a quiet moment."""
    kept = [to_json(one) for one in events[:: EVENTS // 100]]
    read_back = [from_json(one) for one in kept]
    took = {
        "from the column": sum(_fastest({"": partial(from_json, one)}, MONTHS)[""] for one in kept),
        "expanded": sum(_fastest({"": partial(_ours, [one], *MONTH)}, MONTHS)[""] for one in read_back),
    }
    print(f"{len(kept)} of them over a month, {len(_ours(read_back, *MONTH)):,} occurrences (fastest run)")
    for name, took_s in (took | {"together": sum(took.values())}).items():
        print(f"  {name:<26}{took_s * 1000:>10.2f} ms")


def _ours(events: Iterable[EventObject], start_at: datetime, end_at: datetime) -> list[datetime]:
    return [one.starts_at for each in events for one in occurrences(each, start_at, end_at, home=HOME)]


def _peer(theirs: icalendar.Calendar) -> list[datetime]:
    found = recurring_ical_events.of(theirs).between(*YEAR)
    starts = (one["DTSTART"].dt.astimezone(UTC) for one in found)
    return [start for start in starts if start >= YEAR[0]]


def _dateutil(sets: list[tuple[rruleset, ZoneInfo]]) -> list[datetime]:
    begin, end = (edge.replace(tzinfo=None) for edge in YEAR)
    day, found = timedelta(days=1), []
    for each, tz in sets:
        for wall in each.between(begin - day, end + day):
            starts_at = wall.replace(tzinfo=tz).astimezone(UTC)
            if YEAR[0] <= starts_at < YEAR[1]:
                found.append(starts_at)
    return found


def _ruleset(one: EventObject) -> rruleset:
    """The event as dateutil has it: UNTIL on the wall clock, an override as EXDATE and RDATE."""
    master, found = one.components[0], rruleset()
    found.rrule(rrulestr(_local(master.rrules[0], master.start.tzid), dtstart=master.start.wall))
    for when in (*master.exdates, *(each.recurrence_id for each in one.overrides if each.recurrence_id)):
        found.exdate(when.wall)
    for each in one.overrides:
        found.rdate(each.start.wall)
    return found


def _local(rule: str, tzid: str) -> str:
    head, _, until = rule.partition("UNTIL=")
    if not until:
        return rule
    last = datetime.strptime(until, f"{FORM}Z").replace(tzinfo=UTC).astimezone(ZoneInfo(tzid))
    return f"{head}UNTIL={last:{FORM}}"


def _fastest(deeds: dict[str, Callable[[], object]], times: int) -> dict[str, float]:
    """Seconds by name; the deeds take turns, so that a busy machine slows all of them alike."""
    took: dict[str, list[float]] = {name: [] for name in deeds}
    for _ in range(times):
        for name, deed in deeds.items():
            began = time.perf_counter()
            deed()
            took[name].append(time.perf_counter() - began)
    return {name: min(runs) for name, runs in took.items()}


def _events(luck: Random) -> Iterator[str]:
    """VEVENTs such as people have: by day and by evening, in two zones; some end, some dates move."""
    for number, rule in enumerate(luck.choices(list(RULES), list(RULES.values()), k=EVENTS)):
        yield from _series(luck, f"{number}@example.org", rule)


def _series(luck: Random, uid: str, form: str) -> Iterator[str]:
    rule, start = _filled(luck, form)
    tzid, ends = luck.choice(TZIDS), luck.random()
    if ends < 0.08:
        rule += f";COUNT={luck.randint(20, 200)}"
    elif ends < 0.2:
        last = start + timedelta(days=luck.randint(600, 1_000))
        rule += f";UNTIL={last.replace(tzinfo=ZoneInfo(tzid)).astimezone(UTC):{FORM}}Z"
    dates = list(rrulestr(_local(rule, tzid), dtstart=start).xafter(datetime(2026, 1, 2), count=40))
    taken = luck.sample(dates, min(len(dates), luck.choice((0, 0, 0, 0, 1, 3, 5))))
    out, moved = taken[1:], taken[:1]
    lines = [f"EXDATE;TZID={tzid}:{','.join(f'{one:{FORM}}' for one in out)}"] if out else []
    yield event(_at("DTSTART", tzid, start), "DURATION:PT1H", f"RRULE:{rule}", *lines, uid=uid)
    for one in moved:
        times = (_at("RECURRENCE-ID", tzid, one), _at("DTSTART", tzid, one + timedelta(hours=3)))
        yield event(*times, "DURATION:PT2H", uid=uid)


def _filled(luck: Random, form: str) -> tuple[str, datetime]:
    """A rule with its blanks filled, and a start that follows it."""
    days = sorted(luck.sample(range(7), 2))
    names = [("MO", "TU", "WE", "TH", "FR", "SA", "SU")[day] for day in days]
    blanks = {
        "days": ",".join(names),
        "day": names[0],
        "nth": luck.choice((1, 2, 3, -1)),
        "month": luck.randint(1, 12),
    }
    begin = datetime(2024, 1, 1) + timedelta(days=luck.randint(0, 830), hours=luck.randint(7, 22))
    rule = form.format(**blanks)
    return rule, rrulestr(rule, dtstart=begin.replace(minute=luck.choice((0, 15, 30))))[0]


def _at(name: str, tzid: str, wall: datetime) -> str:
    return f"{name};TZID={tzid}:{wall:{FORM}}"
