"""Four readers that share no code with us: each says what takes place in a window of a feed.

All speak alike: zoned times in UTC, floating ones on the wall clock, days as days.
"""

import json
import os
import subprocess
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any

import icalendar
import recurring_ical_events
import vobject
from ical.calendar_stream import IcsCalendarStream

from tests.services import NODE_MODULES

Found = list[tuple[str, str, str]]
SCRIPT = Path(__file__).with_name("occurrences.cjs")
SPARE = timedelta(days=60)


def by_icalendar(feed: bytes, start: datetime, end: datetime) -> Found:
    """With recurring-ical-events."""
    read = icalendar.Calendar.from_ical(feed)
    events = recurring_ical_events.of(read).between(start - SPARE, end)
    spans = ((str(one["UID"]), one["DTSTART"].dt, one["DTEND"].dt) for one in events)
    return _inside(spans, start, end)


def by_ical(feed: bytes, start: datetime, end: datetime) -> Found:
    """allenporter/ical, as Home Assistant reads calendars."""
    read = IcsCalendarStream.calendar_from_ics(feed.decode())
    events = read.timeline_tz(UTC).overlapping(start - SPARE, end)
    return _inside(((str(one.uid), one.start, one.end) for one in events), start, end)


def by_vobject(feed: bytes, start: datetime, end: datetime) -> Found:
    """With dateutil's rules and the zones as our VTIMEZONEs describe them."""
    read = vobject.readOne(feed.decode())
    by_uid: dict[str, list[Any]] = {}
    for one in read.vevent_list:
        by_uid.setdefault(one.uid.value, []).append(one)
    spans = (span for uid, group in by_uid.items() for span in _expanded(uid, group, end))
    return _inside(spans, start, end)


def by_ical_js(feed: bytes, start: datetime, end: datetime) -> Found:
    """As Thunderbird and Nextcloud read calendars."""
    window = [str(int(moment.timestamp())) for moment in (start, end)]
    done = subprocess.run(
        ["node", str(SCRIPT), *window],
        input=feed,
        env={"PATH": os.environ["PATH"], "NODE_PATH": str(NODE_MODULES), "TZ": "UTC"},
        capture_output=True,
        timeout=60,
        check=True,
    )
    return sorted(tuple(one) for one in json.loads(done.stdout))


READERS: Mapping[str, Callable[[bytes, datetime, datetime], Found]] = {
    "icalendar": by_icalendar,
    "ical": by_ical,
    "vobject": by_vobject,
}


def _expanded(uid: str, group: list[Any], end: datetime) -> Iterator[tuple[str, date, date]]:
    overrides = {one.recurrence_id.value for one in group if hasattr(one, "recurrence_id")}
    for one in group:
        begins, lasts = one.dtstart.value, _length(one)
        # Only without a rule: it would take DTSTART for one of the COUNT.
        rules = None if hasattr(one, "recurrence_id") else one.getrruleset(addRDate=not hasattr(one, "rrule"))
        if rules is None:
            yield uid, begins, begins + lasts
            continue
        for at in _until(rules, end):
            day = at.date() if not isinstance(begins, datetime) else at
            if day not in overrides:
                yield uid, day, _later(day, lasts)


def _until(rules: Any, end: datetime) -> Iterator[datetime]:
    for at in rules:
        if at.replace(tzinfo=at.tzinfo or UTC) >= end + SPARE:
            return
        yield at


def _length(one: Any) -> timedelta:
    if hasattr(one, "duration"):
        return one.duration.value  # type: ignore[no-any-return]
    if not hasattr(one, "dtend"):
        return timedelta(days=not isinstance(one.dtstart.value, datetime))
    start, end = one.dtstart.value, one.dtend.value
    if isinstance(start, datetime) and start.tzinfo:
        return end.astimezone(UTC) - start.astimezone(UTC)  # type: ignore[no-any-return]
    return end - start  # type: ignore[no-any-return]


def _later(at: date, lasts: timedelta) -> date:
    """Exact time, as the clocks of the zone then show it."""
    if not isinstance(at, datetime) or at.tzinfo is None:
        return at + lasts
    return at.astimezone(UTC) + lasts


def _inside(spans: Any, start: datetime, end: datetime) -> Found:
    found = ((uid, at, until) for uid, at, until in spans if start <= _moment(at, UTC) < end)
    return sorted((uid, _text(at), _text(until)) for uid, at, until in found)


def _moment(at: date, home: tzinfo) -> datetime:
    if not isinstance(at, datetime):
        return datetime(at.year, at.month, at.day, tzinfo=home)
    return at if at.tzinfo else at.replace(tzinfo=home)


def _text(at: date) -> str:
    if not isinstance(at, datetime):
        return f"{at:%Y%m%d}"
    return f"{at.astimezone(UTC) if at.tzinfo else at:%Y%m%dT%H%M%S}"
