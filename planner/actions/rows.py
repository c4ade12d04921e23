"""From an event's text to its row: the one place that fills `compiled` and the index columns."""

from datetime import datetime

from planner.core.calendar import events as core_events
from planner.core.calendar import recurrence
from planner.core.calendar.events import EventObject
from planner.models import Event, VisibilityChoice

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
)
SHOWN = ("visibility", "visibility_before", "changed_at")


def rebuild(event: Event, text: str, parsed: EventObject, *, now: datetime) -> Event:
    """The row with its text replaced and everything that is derived from it made anew; nothing is saved."""
    event.uid = parsed.uid
    event.ics = text
    event.compiled = core_events.to_json(parsed)
    event.fingerprint = core_events.fingerprint(text)
    event.first_start_at, event.last_end_at = recurrence.bounds(parsed)
    event.is_recurring = parsed.is_recurring
    event.changed_at = now
    return event


def show(event: Event, visibility: str, *, now: datetime) -> Event:
    """The row with another visibility, which its owner chose; nothing is saved."""
    event.visibility, event.visibility_before, event.changed_at = visibility, "", now
    return event


def glimpse(event: Event) -> object:
    """What the other partner sees of this row: equal before and after means that they notice nothing."""
    if event.visibility == VisibilityChoice.PRIVATE:
        return None
    parsed = core_events.from_json(event.compiled)
    if event.visibility == VisibilityChoice.BUSY:
        return [_times(one) for one in parsed.components]
    return (event.ics, event.kind, event.world)


def _times(one: core_events.Component) -> object:
    when = (one.start, one.end, one.duration, one.recurrence_id, one.this_and_future)
    return (*when, one.rrules, one.exrules, one.rdates, one.exdates, one.is_cancelled)
