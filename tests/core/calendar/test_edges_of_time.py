"""At the first and the last days that a datetime can hold, nothing overflows."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from planner.core.calendar import zones
from planner.core.calendar.events import Component, EventObject, When
from planner.core.calendar.recurrence import bounds, find, next_from, occurrences
from planner.core.reminding import nights
from tests import strategies

ZONES = ("", "UTC", "Pacific/Kiritimati", "Etc/GMT+12", "Europe/Berlin")
edges = st.one_of(
    st.datetimes(datetime.min, datetime(1, 1, 5)), st.datetimes(datetime(9999, 12, 27), datetime.max)
).map(lambda at: at.replace(microsecond=0))


@st.composite
def events(draw: st.DrawFn) -> EventObject:
    """An event at an edge, of any length, with an override that moves all that follows to any edge."""
    wall, tzid = draw(edges), draw(st.sampled_from(ZONES))
    is_date = draw(st.booleans()) and not tzid
    start = When(datetime.combine(wall, datetime.min.time()) if is_date else wall, tzid, is_date)
    lasts = draw(st.sampled_from((timedelta(), timedelta(hours=2), timedelta(days=400), timedelta.max)))
    rules = draw(st.sampled_from(((), ("FREQ=YEARLY",), ("FREQ=DAILY;COUNT=9",), ("FREQ=MINUTELY",))))
    master = Component("x", start, duration=lasts, rrules=rules)
    moved = Component(
        "x", When(draw(edges), tzid), duration=lasts, recurrence_id=start, this_and_future=draw(st.booleans())
    )
    return EventObject("x", (master, moved) if draw(st.booleans()) else (master,))


@given(events(), st.sampled_from(ZONES[1:]))
def test_nothing_overflows(event: EventObject, home_name: str) -> None:
    home = ZoneInfo(home_name)
    first, last = bounds(event)
    found = occurrences(event, first, zones.LAST_INSTANT, home=home, limit=20, per_day=3)

    for one in [*found, next_from(event, first, home=home), find(event, "", home=home)]:
        if one is not None:
            local = [zones.wall_clock(moment, home) for moment in (one.starts_at, one.ends_at)]
            assert first <= one.starts_at <= one.ends_at <= zones.LAST_INSTANT
            assert [
                moment.astimezone(ZoneInfo(name)) for moment in (first, one.ends_at) for name in ZONES[1:]
            ]
            assert nights.count(*local, is_all_day=one.is_all_day) >= 0
    assert last is None or first <= last


@given(edges, st.sampled_from(ZONES[1:]), strategies.lengths)
def test_every_zone_can_show_every_moment(wall: datetime, tzid: str, by: timedelta) -> None:
    moment = zones.instant(wall, ZoneInfo(tzid))

    for one in (moment, zones.later(moment, by), zones.later(moment, -by)):
        assert {one.astimezone(ZoneInfo(name)) for name in ZONES[1:]} == {one}
