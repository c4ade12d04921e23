"""Hypothesis strategies for calendars: rules, events and windows such as people and programs make them."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from planner.core.calendar.events import Component, EventObject, When, event_object

ZONES = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Chatham", "Antarctica/Troll")
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")

walls = st.datetimes(datetime(2019, 1, 1), datetime(2027, 1, 1)).map(
    lambda at: at.replace(second=0, microsecond=0)
)
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
        rdates=tuple(_like(start, wall) for wall in draw(st.lists(walls, max_size=2))),
        exdates=tuple(_like(start, wall) for wall in draw(st.lists(walls, max_size=2))),
        summary=draw(texts),
    )
    named = draw(st.lists(st.integers(0, 30), max_size=3, unique=True)) if master.is_recurring else []
    return event_object(master.uid, [master, *(_override(draw, start, days) for days in named)])


def _like(start: When, wall: datetime) -> When:
    return When(datetime.combine(wall.date(), start.wall.time()), start.tzid, start.is_date)


def _override(draw: st.DrawFn, start: When, days: int) -> Component:
    wall = start.wall + timedelta(days=days)
    moved = wall + timedelta(hours=draw(st.integers(-30, 30)))
    return Component(
        uid="event@example.com",
        start=_like(start, moved),
        duration=draw(lengths),
        recurrence_id=_like(start, wall),
        this_and_future=draw(st.booleans()),
        status=draw(st.sampled_from(("", "CONFIRMED", "CANCELLED"))),
        summary=draw(texts),
    )


@st.composite
def windows(draw: st.DrawFn) -> tuple[datetime, datetime, datetime]:
    """A window and a moment inside it, aware UTC."""
    begin = draw(walls).replace(tzinfo=UTC)
    first, second = sorted(draw(st.tuples(st.integers(0, 60 * 24 * 120), st.integers(0, 60 * 24 * 120))))
    return begin, begin + timedelta(minutes=first), begin + timedelta(minutes=second)
