"""Events as the calendar's questions need them: few columns, and a text that is opened and parsed once.

A month asks for some two hundred rows; to make model instances of them and to decrypt and parse each anew
would be most of what it costs.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

from django.db.models import BinaryField, ExpressionWrapper, F, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from planner.core.calendar import events as core_events
from planner.core.calendar import fair
from planner.core.calendar.events import EventObject
from planner.models import Event
from planner.queries import sight
from planner.queries.who import Who

# `first_start_at` of a floating time or a day lies up to this far before the moment a viewer reads in it.
EARLIEST = timedelta(hours=28)
MOST_SERIES = 1_000
"""Of one owner and one visibility, the oldest first: what a person adds later never hides what was there."""
KEPT, KEPT_MAX_BYTES = 4_096, 4_096
"""Parsed events that a process keeps, and how long the text of one may be: some tens of MB at most."""

_COMPILED = Event._meta.get_field("compiled")
_SEALED = ExpressionWrapper(F("compiled"), output_field=BinaryField())
_COLUMNS = ("id", "owner_id", "uid", "visibility", "world", "kind", "is_recurring")


class EventRow(NamedTuple):
    """What a viewer's calendar needs of a row; `sealed` is `compiled` as it is stored."""

    id: UUID
    owner_id: UUID
    uid: str
    visibility: str
    world: str
    kind: str
    is_recurring: bool
    sealed: bytes


def of(rows: QuerySet[Event]) -> Iterator[EventRow]:
    """These rows, in their order."""
    return map(EventRow._make, rows.values_list(*_COLUMNS, _SEALED))


def in_window(who: Who, start_at: datetime, end_at: datetime, *, with_busy: bool) -> Iterator[EventRow]:
    """Rows that may have an occurrence in the window: two queries, an index for each."""
    # A busy block never gives way to a copy of the viewer's own: that would tell what it is.
    busy = sight.when_the_other_is_busy(who) if with_busy else Q(pk__in=())
    # Who owns a row is said by both of these as well, but in an OR, from which no index can start.
    whose = Q(owner_id__in=who.couple_ids)
    rows = Event.objects.filter(sight.is_first_of_its_uid(who) | busy, whose, first_start_at__lt=end_at)
    once = rows.filter(is_recurring=False, first_start_at__gte=start_at - EARLIEST)
    yield from of(_first_of_each(once, fair.budget(start_at, end_at), "first_start_at", "id"))
    still_on = Q(last_end_at__isnull=True) | Q(last_end_at__gte=start_at)
    yield from of(_first_of_each(rows.filter(still_on, is_recurring=True), MOST_SERIES, "created_at", "id"))


def text(row: EventRow) -> str:
    """The event's values as `events.from_json` reads them."""
    return str(_COMPILED.from_db_value(bytes(row.sealed), None, None))


def parsed(row: EventRow) -> EventObject:
    """The event as values.

    Kept by the encrypted bytes themselves, which no two writes make alike: what is kept can be neither stale
    nor somebody else's, and whoever has not been handed the row has no key to it.
    """
    if len(row.sealed) > KEPT_MAX_BYTES:
        return core_events.from_json(text(row))
    return _parsed(bytes(row.sealed))


@lru_cache(maxsize=KEPT)
def _parsed(sealed: bytes) -> EventObject:
    return core_events.from_json(_COMPILED.from_db_value(sealed, None, None))


def _first_of_each(rows: QuerySet[Event], most: int, *order: str) -> QuerySet[Event]:
    """Of each owner and visibility so many, in this order."""
    place = Window(RowNumber(), partition_by=[F("owner_id"), F("visibility")], order_by=order)
    return rows.annotate(place=place).filter(place__lte=most)
