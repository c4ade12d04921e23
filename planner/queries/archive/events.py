"""One person's own events, in batches: no archive is larger than the memory."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from planner.ical import stream
from planner.ical.write_lines import stamp
from planner.models import Calendar, Event

BATCH = 200
AS_TEXT = ("ics", "created_at")
WHOLE = (
    *("uid", "calendar_id", "ics", "compiled", "kind", "world", "visibility"),
    *("is_recurring", "created_at", "changed_at"),
)
Source = Calendar.Source


@dataclass(frozen=True, slots=True)
class Key:
    """A row, before it is opened."""

    id: UUID
    uid: str
    calendar_id: UUID
    source: str


def keys(owner_id: UUID, *, with_subscriptions: bool) -> tuple[Key, ...]:
    """The person's events by start; what subscriptions hold only if it is wanted."""
    rows = Event.objects.filter(owner_id=owner_id)
    if not with_subscriptions:
        rows = rows.exclude(calendar__source=Source.SUBSCRIPTION)
    found = rows.order_by("first_start_at", "id").values_list("id", "uid", "calendar_id", "calendar__source")
    return tuple(Key(*row) for row in found)


def once(found: Collection[Key]) -> tuple[Key, ...]:
    """Of each UID one, in the same order: the copy that lives here, else an imported or a subscribed one."""
    rank = {Source.OWN: 0, Source.IMPORT: 1, Source.SUBSCRIPTION: 2}
    first: dict[str, Key] = {}
    for key in found:
        known = first.get(key.uid)
        if known is None or rank[Source(key.source)] < rank[Source(known.source)]:
            first[key.uid] = key
    return tuple(key for key in found if first[key.uid] is key)


def rows(found: Sequence[Key], columns: Iterable[str]) -> Iterator[list[Event]]:
    """The rows of these keys with these columns, in order; one that has gone meanwhile is left out."""
    for at in range(0, len(found), BATCH):
        ids = [key.id for key in found[at : at + BATCH]]
        by_id = Event.objects.only(*columns).in_bulk(ids)
        yield [by_id[one] for one in ids if one in by_id]


def text(row: Event) -> str:
    """The VEVENTs of a row as any calendar program reads them, with all that they say."""
    return stream.whole(row.ics, dtstamp=stamp(row.created_at))
