"""What of an event is told to somebody who may know its times and nothing else."""

from planner.core.calendar import masters, series, spans, zones
from planner.core.calendar.events import Component, EventObject


def by_times(event: EventObject) -> EventObject:
    """The event without those overrides that change no time: nothing else of it is told."""
    if not event.overrides or len(event.masters) != 1 or any(one.this_and_future for one in event.overrides):
        return event
    own = masters.series_of(event, event.masters[0], zones.UTC_ZONE)
    kept = (one for one in event.components if one.recurrence_id is None or _is_moved(event, one, own))
    return EventObject(event.uid, tuple(kept))


def _is_moved(event: EventObject, one: Component, own: masters.Series) -> bool:
    """Whether an override takes place at another time than its instance would, or not at all."""
    master, wall = own.master, masters.named_wall(own.master, one)
    if one.is_cancelled or one.start.is_date != master.start.is_date or wall in own.exwalls:
        return True
    if not series.recurs_at(event, master, wall):
        return True
    is_elsewhere = zones.wall_in(one.start, master.start.tzid) != wall
    return is_elsewhere or spans.length(one) != own.rdates.get(wall, own.length)
