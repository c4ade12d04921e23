"""One VEVENT's lines to its values; what cannot be read is noted, and only a missing start is fatal."""

from collections.abc import Callable
from datetime import timedelta

from planner.core.calendar.event_form import FIRST_YEAR, LAST_YEAR
from planner.core.calendar.events import Component, EventObject, Period, When
from planner.core.calendar.masters import is_followable, is_over_before_it_begins, series_of
from planner.core.calendar.spans import between
from planner.core.calendar.zones import UTC_ZONE
from planner.ical import quirks, values
from planner.ical.lines import Line, unescape

Resolve = Callable[[str], str]
_LISTED = frozenset(("RRULE", "EXRULE", "RDATE", "EXDATE"))
Notes = list[tuple[str, str]]  # (code, message)

MESSAGES = {
    "unreadable_start": "The start could not be read, so this event was left out.",
    "unreadable_end": "The end could not be read; the event has no length.",
    "unreadable_duration": "The length could not be read; the event has no length.",
    "end_before_start": "The end was before the start; the event ends when it begins.",
    "over_before_it_begins": "The repetition ends before it begins, so it has no dates.",
    "unreadable_rule": "The repetition could not be read; only the first date is shown.",
    "unreadable_date": "A date that is added to or left out of the repetition could not be read.",
    "unreadable_recurrence_id": "It could not be read which date of the series this changes.",
    "unknown_zone": "The time zone “{tzid}” is unknown; the times are shown as they were written.",
    "nearest_zone": "The time zone “{tzid}” is unknown; {name} was used, whose clocks are nearest to it.",
    "too_far": "It lies before 1900 or after 2200, where the calendar does not reach; it is kept as it is.",
    "no_uid": "The event had no identifier; one was made from its content.",
    "duplicate": "The event was in the file more than once; the newest was read.",
    "too_many_parts": "It is in the file {count} times, more than can be read; {left} of them were left out.",
    "truncated": "The file ends in the middle; what came before was read.",
    "skipped": "Tasks, journals, polls and free/busy times were left out ({count}); only events are read.",
    "no_events": "There are no events in this calendar.",
    "too_often": "It repeats so often that not all of its dates are listed.",
    "unreadable_event": "This event could not be read.",
}


class Unreadable(Exception):
    """The event has no start, and so no place in a calendar."""


def read(uid: str, lines: list[Line], resolve: Resolve, notes: Notes) -> Component:
    """The values of one VEVENT; what had to be left out is added to `notes`. Raises Unreadable."""
    first = {line.name: line for line in reversed(lines)}
    listed = [line for line in lines if line.name in _LISTED]
    start = _when(first.get("DTSTART"), resolve, notes, "unreadable_start")
    if start is None:
        raise Unreadable
    end = _when(first.get("DTEND"), resolve, notes, "unreadable_end")
    duration = _duration(first.get("DURATION"), notes) if end is None else None
    _note_order(start, end, duration, notes)
    _note_far(start, listed, notes)
    named = first.get("RECURRENCE-ID")
    found = Component(
        uid=uid,
        start=start,
        end=end,
        duration=duration,
        recurrence_id=_when(named, resolve, notes, "unreadable_recurrence_id"),
        this_and_future=named is not None and named.params.get("RANGE", "").upper() == "THISANDFUTURE",
        rrules=_rules("RRULE", listed, notes, "unreadable_rule"),
        exrules=_rules("EXRULE", listed, notes, "unreadable_date"),
        rdates=tuple(_dates("RDATE", listed, resolve, notes)),
        exdates=tuple(one for one in _dates("EXDATE", listed, resolve, notes) if isinstance(one, When)),
        summary=_text(first, "SUMMARY"),
        location=_text(first, "LOCATION"),
        description=_text(first, "DESCRIPTION"),
        url=first["URL"].value.strip() if "URL" in first else "",
        status=_text(first, "STATUS").strip().upper(),
        transp=_text(first, "TRANSP").strip().upper(),
        sequence=values.whole_number(first.get("SEQUENCE")),
        dtstamp=values.moment(first.get("DTSTAMP")),
        last_modified=values.moment(first.get("LAST-MODIFIED")),
        created=values.moment(first.get("CREATED")),
    )
    _note_over(found, notes)
    return found


def _text(first: dict[str, Line], name: str) -> str:
    return unescape(first[name].value) if name in first else ""


def _note(notes: Notes, code: str) -> None:
    notes.append((code, MESSAGES[code]))


def _when(line: Line | None, resolve: Resolve, notes: Notes, code: str) -> When | None:
    if line is None:
        return None
    try:
        return values.when(line, resolve)
    except ValueError:
        _note(notes, code)
        return None


def _duration(line: Line | None, notes: Notes) -> timedelta | None:
    if line is None:
        return None
    try:
        return values.duration(line.value)
    except (ValueError, OverflowError):
        _note(notes, "unreadable_duration")
        return None


def _note_order(start: When, end: When | None, duration: timedelta | None, notes: Notes) -> None:
    lasts = between(start, end) if end else duration or timedelta()
    if lasts < timedelta():
        _note(notes, "end_before_start")


def _note_far(start: When, lines: list[Line], notes: Notes) -> None:
    """A series may well begin in 1604, as the birthdays of Apple's contacts do."""
    repeats = any(line.name in ("RRULE", "RDATE") for line in lines)
    if start.wall.year > LAST_YEAR or (start.wall.year < FIRST_YEAR and not repeats):
        _note(notes, "too_far")


def _note_over(found: Component, notes: Notes) -> None:
    """Google and Exchange leave a series that was deleted from its first date on with an UNTIL before it."""
    if not any("UNTIL=" in rule for rule in found.rrules) or found.rdates:
        return
    if is_over_before_it_begins(series_of(EventObject(found.uid, (found,)), found, UTC_ZONE)):
        _note(notes, "over_before_it_begins")


def _rules(name: str, lines: list[Line], notes: Notes, code: str) -> tuple[str, ...]:
    rules = [quirks.rule(line.value) for line in lines if line.name == name]
    followable = tuple(rule for rule in rules if is_followable(rule))
    if len(followable) < len(rules):
        _note(notes, code)
    return followable


def _dates(name: str, lines: list[Line], resolve: Resolve, notes: Notes) -> list[When | Period]:
    read = values.period_or_when if name == "RDATE" else values.when_of
    found: list[When | Period] = []
    for line in lines:
        if line.name != name:
            continue
        for text in filter(str.strip, line.value.split(",")):
            try:
                found.append(read(text.strip(), line, resolve))
            except (ValueError, OverflowError):
                _note(notes, "unreadable_date")
    return found
