"""From an event's text to its row: the one place that fills all that is derived."""

from dataclasses import replace
from datetime import datetime

from planner.core.calendar import events as core_events
from planner.core.calendar import recurrence, told
from planner.core.calendar.events import EventObject
from planner.ical import ready
from planner.ical.parsed import Handed, Incoming
from planner.models import Event, VisibilityChoice

FOR_FEEDS = ("is_plain", "own_text", "other_text")
# What `rebuild` fills, for writes in bulk.
COLUMNS = (
    "uid",
    "ics",
    "compiled",
    "fingerprint",
    "first_start_at",
    "last_end_at",
    "is_recurring",
    "changed_at",
    *FOR_FEEDS,
)
SHOWN = ("visibility", "visibility_before", "changed_at", "other_text")


def rebuild(event: Event, text: str, parsed: EventObject, *, now: datetime) -> Event:
    """The row with its text replaced and everything that is derived from it made anew; nothing is saved."""
    values, fingerprint = core_events.to_json(parsed), core_events.fingerprint(text)
    return _filled(event, Handed(parsed.uid, values, text, fingerprint), parsed, now=now)


def receive(event: Event, one: Incoming, *, now: datetime) -> Event:
    """The same with what was read from outside, which brings its values and its fingerprint along."""
    return _filled(event, one, one.event, now=now)


def _filled(event: Event, one: Incoming, parsed: EventObject, *, now: datetime) -> Event:
    said = event.other_text
    event.uid, event.ics, event.compiled, event.fingerprint = one.uid, one.text, one.compiled, one.fingerprint
    event.first_start_at, event.last_end_at = recurrence.bounds(parsed)
    event.is_recurring = parsed.is_recurring
    event.changed_at = now
    own = ready.own(one.text, parsed, created_at=event.created_at)
    event.is_plain = ready.is_plain(one.text, own)
    event.own_text = b"" if event.is_plain else own.encode()
    return _told(event, parsed, said)


def show(event: Event, visibility: str, *, now: datetime) -> Event:
    """The row with another visibility, which its owner chose; nothing is saved."""
    event.visibility, event.visibility_before, event.changed_at = visibility, "", now
    return retell(event)


def retell(event: Event, *, said: bytes = b"") -> Event:
    """The row with what the other's feeds may say of it; nothing is saved.

    As it was `said` if no more is said now: a stamp of its own would tell of a change that they do not see.
    """
    if event.visibility == VisibilityChoice.PRIVATE or not event.compiled:
        event.other_text = b""
        return event
    return _told(event, core_events.from_json(event.compiled), said)


def _told(event: Event, parsed: EventObject, said: bytes) -> Event:
    told = _for_the_other(event, parsed)
    event.other_text = said if said and ready.unstamped(told) == ready.unstamped(said) else told
    return event


def glimpse(event: Event) -> object:
    """What the other partner sees of this row: equal before and after means that they notice nothing."""
    if event.visibility == VisibilityChoice.PRIVATE:
        return None
    parsed = core_events.from_json(event.compiled)
    if event.visibility == VisibilityChoice.BUSY:
        return [_times(one) for one in told.by_times(parsed).components]
    seen = [_seen(one) for one in parsed.components]
    return (seen, ready.unstamped(event.other_text), event.kind, event.world)


def _for_the_other(event: Event, parsed: EventObject) -> bytes:
    if event.visibility == VisibilityChoice.PRIVATE:
        return b""
    if event.visibility == VisibilityChoice.BUSY:
        return ready.when_busy(parsed, first_start_at=event.first_start_at)
    return ready.shared(event.ics, parsed, changed_at=event.changed_at)


def _seen(one: core_events.Component) -> core_events.Component:
    return replace(one, url="", sequence=0, dtstamp=None, last_modified=None, created=None)


def _times(one: core_events.Component) -> object:
    when = (one.start, one.end, one.duration, one.recurrence_id, one.this_and_future)
    return (*when, one.rrules, one.exrules, one.rdates, one.exdates, one.is_cancelled)
