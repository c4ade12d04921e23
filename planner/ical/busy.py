"""An event as a busy block in a feed: written anew from its times, so that nothing else can come along."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from planner.core.calendar import rrules, spans, told, zones
from planner.core.calendar.events import UTC_TZID, Component, EventObject, Period, When
from planner.ical.lines import escape, folded
from planner.ical.write import stamp, when_line, when_text

_UTC = ZoneInfo(UTC_TZID)
_NAMES = "\0"  # stands for the lines that depend on the reader; no text of ours holds a NUL


def text(event: EventObject, *, uid: str, summary: str, dtstamp: datetime) -> str:
    """The VEVENTs of what takes place, all under the same few words; "" if nothing does."""
    return named(times(event, dtstamp=dtstamp).encode(), uid=uid, summary=summary).decode()


def times(event: EventObject, *, dtstamp: datetime) -> str:
    """The VEVENTs of what takes place, still without names; "" if nothing does."""
    event = told.by_times(event)
    recurrence_ids = [one.recurrence_id for one in event.overrides if one.is_cancelled]
    gone = [when_line("EXDATE", when) for when in recurrence_ids if when]
    lines: list[str] = []
    for one in event.components:
        if not one.is_cancelled:
            exdates = gone if one.recurrence_id is None else []
            dated = _dated(one) if event.is_recurring else _in_utc(one)
            lines += ["BEGIN:VEVENT", _NAMES, f"DTSTAMP:{stamp(dtstamp)}", *dated, *exdates, "END:VEVENT"]
    return folded(lines)


def named(nameless: bytes, *, uid: str, summary: str) -> bytes:
    """What `times` made, each VEVENT under this name and this summary."""
    names = folded([f"UID:{uid}", f"SUMMARY:{escape(summary)}"])
    return nameless.replace(folded([_NAMES]).encode(), names.encode())


def _in_utc(one: Component) -> Iterator[str]:
    """A one-off needs no zone, which may tell where it is; a day and a floating time stay what they are."""
    tz = zones.zone(one.start.tzid)
    start = one.start
    if tz is not None:
        start = When(zones.wall_clock(zones.instant(start.wall, tz), _UTC), UTC_TZID)
    return span(start, spans.length(one))


def _dated(one: Component) -> Iterator[str]:
    """A series and its overrides: the clocks they follow are part of their time."""
    yield from span(one.start, spans.length(one))
    if one.recurrence_id:
        name = "RECURRENCE-ID;RANGE=THISANDFUTURE" if one.this_and_future else "RECURRENCE-ID"
        yield when_line(name, one.recurrence_id)
    yield from (f"RRULE:{rrules.plain(rule)}" for rule in one.rrules)
    yield from (f"EXRULE:{rrules.plain(rule)}" for rule in one.exrules)
    yield from map(_rdate, one.rdates)
    yield from (when_line("EXDATE", each) for each in one.exdates)


def span(start: When, lasts: timedelta) -> Iterator[str]:
    """The lines that say from when until when."""
    yield when_line("DTSTART", start)
    yield when_line("DTEND", _end(start, lasts))


def _end(start: When, lasts: timedelta) -> When:
    tz = zones.zone(start.tzid)
    if tz is None:
        return When(zones.later(start.wall, lasts), start.tzid, start.is_date)
    ends_at = zones.later(zones.instant(start.wall, tz), lasts)
    return When(zones.wall_clock(ends_at, tz), start.tzid)


def _rdate(rdate: When | Period) -> str:
    if isinstance(rdate, When):
        return when_line("RDATE", rdate)
    lasts = spans.between(rdate.start, rdate.end) if rdate.end else rdate.duration or spans.NO_TIME
    end = _end(rdate.start, max(spans.NO_TIME, lasts))
    return f"{when_line('RDATE;VALUE=PERIOD', rdate.start)}/{when_text(end)}"
