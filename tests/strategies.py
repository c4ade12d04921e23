"""Hypothesis strategies for calendars: rules, events and windows such as people and programs make them."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from planner.core.calendar import zones
from planner.core.calendar.events import Component, EventObject, Period, When, event_object

Window = tuple[datetime, datetime, datetime]
ZONES = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Chatham", "Antarctica/Troll")
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")

# The nights on which the clocks of these zones jump in 2026.
JUMPS = tuple(
    datetime(2026, month, day, 2)
    for month, day in ((3, 8), (3, 29), (4, 5), (9, 27), (10, 4), (10, 25), (11, 1))
)

_any_walls = st.datetimes(datetime(2019, 1, 1), datetime(2027, 1, 1)).map(
    lambda at: at.replace(second=0, microsecond=0)
)
_near_a_jump = st.builds(
    lambda jump, minutes: jump + timedelta(minutes=minutes), st.sampled_from(JUMPS), st.integers(-1500, 1500)
)
walls = st.one_of(_any_walls, _near_a_jump)
lengths = st.integers(0, 60 * 30).map(lambda minutes: timedelta(minutes=minutes))
texts = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=60)


@st.composite
def whens(draw: st.DrawFn, wall: st.SearchStrategy[datetime] = walls) -> When:
    """A DATE, floating, UTC or zoned."""
    tzid = draw(st.sampled_from(("", "UTC", *ZONES)))
    if not tzid and draw(st.booleans()):
        return When(draw(wall).replace(hour=0, minute=0), is_date=True)
    return When(draw(wall), tzid)


def _numbers(low: int, high: int) -> st.SearchStrategy[str]:
    number = st.integers(low, high).flatmap(lambda size: st.sampled_from((size, -size)))
    return st.lists(number, min_size=1, max_size=4, unique=True).map(lambda all_: ",".join(map(str, all_)))


def _plain(low: int, high: int) -> st.SearchStrategy[str]:
    numbers = st.lists(st.integers(low, high), min_size=1, max_size=4, unique=True)
    return numbers.map(lambda all_: ",".join(map(str, all_)))


def _byday(numbered: bool) -> st.SearchStrategy[str]:
    number = st.integers(1, 5).flatmap(lambda size: st.sampled_from((size, -size))).map(str)
    day = st.tuples(number if numbered else st.just(""), st.sampled_from(DAYS)).map("".join)
    return st.lists(day, min_size=1, max_size=3, unique=True).map(",".join)


@st.composite
def rules(draw: st.DrawFn) -> str:
    """An RRULE from HOURLY up to YEARLY, of parts that RFC 5545 allows together."""
    freq = draw(st.sampled_from(("YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY")))
    parts = {"INTERVAL": st.integers(1, 5).map(str), "BYMONTH": _plain(1, 12), "WKST": st.sampled_from(DAYS)}
    parts["BYDAY"] = _byday(numbered=freq in ("YEARLY", "MONTHLY") and draw(st.booleans()))
    if freq != "WEEKLY":
        parts["BYMONTHDAY"] = _numbers(1, 31)
    if freq != "HOURLY":
        parts["BYHOUR"] = _plain(0, 23)
        parts["BYMINUTE"] = _plain(0, 59)
    chosen = draw(st.lists(st.sampled_from(sorted(parts)), max_size=3, unique=True))
    stated = [f"{name}={draw(parts[name])}" for name in chosen]
    if any(part.startswith("BY") for part in stated) and draw(st.booleans()):
        stated.append(f"BYSETPOS={draw(_numbers(1, 4))}")
    return ";".join([f"FREQ={freq}", *stated, *draw(_ends())])


def _ends() -> st.SearchStrategy[list[str]]:
    count = st.integers(1, 40).map(lambda number: [f"COUNT={number}"])
    until = walls.map(lambda wall: [f"UNTIL={wall:%Y%m%dT%H%M%S}Z"])
    return st.one_of(st.just([]), count, until)


@st.composite
def events(draw: st.DrawFn) -> EventObject:
    """One UID: a master, perhaps recurring, perhaps with moved, cancelled and future overrides."""
    start = draw(whens())
    master = Component(
        uid="event@example.com",
        start=start,
        duration=draw(lengths),
        rrules=tuple(draw(st.lists(rules(), max_size=2))),
        rdates=tuple(_rdate(draw, start, wall) for wall in draw(st.lists(walls, max_size=2))),
        exdates=tuple(_exdate(draw, start, wall) for wall in draw(st.lists(walls, max_size=2))),
        exrules=tuple(draw(st.lists(rules(), max_size=1))),
        summary=draw(texts),
    )
    named = draw(st.lists(st.integers(0, 30), max_size=3, unique=True)) if master.is_recurring else []
    return event_object(master.uid, [master, *(_override(draw, start, days) for days in named)])


def _like(start: When, wall: datetime) -> When:
    return When(datetime.combine(wall.date(), start.wall.time()), start.tzid, start.is_date)


def _rdate(draw: st.DrawFn, start: When, wall: datetime) -> When | Period:
    when = _like(start, wall)
    return Period(when, duration=draw(lengths)) if not start.is_date and draw(st.booleans()) else when


def _exdate(draw: st.DrawFn, start: When, wall: datetime) -> When:
    """In the series' own form, as a DATE, or in UTC."""
    when = _like(start, wall)
    day = When(datetime.combine(wall.date(), datetime.min.time()), is_date=True)
    tz = zones.zone(start.tzid)
    moment = When(zones.instant(when.wall, tz).replace(tzinfo=None), "UTC") if tz else when
    return draw(st.sampled_from((when, day, moment)))


def _override(draw: st.DrawFn, start: When, days: int) -> Component:
    wall = start.wall + timedelta(days=days)
    moved = wall + timedelta(hours=draw(st.integers(-30, 30)))
    elsewhere = When(moved, draw(st.sampled_from(ZONES))) if start.tzid else _like(start, moved)
    return Component(
        uid="event@example.com",
        start=draw(st.sampled_from((_like(start, moved), elsewhere))),
        duration=draw(lengths),
        recurrence_id=_like(start, wall),
        this_and_future=draw(st.booleans()),
        status=draw(st.sampled_from(("", "CONFIRMED", "CANCELLED"))),
        summary=draw(texts),
    )


@st.composite
def windows(draw: st.DrawFn, begin: st.SearchStrategy[datetime] = walls) -> Window:
    """A window and a moment inside it, aware UTC."""
    first, second = sorted(draw(st.tuples(st.integers(0, 60 * 24 * 120), st.integers(0, 60 * 24 * 120))))
    begin_at = draw(begin).replace(tzinfo=UTC)
    return begin_at, begin_at + timedelta(minutes=first), begin_at + timedelta(minutes=second)


@st.composite
def cases(draw: st.DrawFn) -> tuple[EventObject, Window]:
    """An event, and a window in which it is likely to have occurrences."""
    event = draw(events())
    start = event.components[0].start.wall
    near = st.integers(-60 * 24 * 60, 300 * 24 * 60).map(lambda minutes: start + timedelta(minutes=minutes))
    return event, draw(windows(st.one_of(near, st.just(start - timedelta(days=2)))))
