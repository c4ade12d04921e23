"""Events as the calendar's questions need them: few columns, and a text that is opened and parsed once.

A month asks for some two hundred rows; to make model instances of them and to decrypt and parse each anew
would be most of what it costs.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache, partial
from typing import Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import BinaryField, ExpressionWrapper, F, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from planner.core.calendar import events as core_events
from planner.core.calendar import fair, recurrence, zones
from planner.core.calendar.events import EventObject, Occurrence
from planner.models import Event
from planner.queries.engine import compiled
from planner.queries.engine.compiled import Statement
from planner.queries.people import sight
from planner.queries.people.who import Who

# `first_start_at` of a floating time or a day lies up to this far before the moment a viewer reads in it.
EARLIEST = timedelta(hours=28)
MOST_SERIES = 1_000
"""Of one owner and one visibility, the oldest first: what a person adds later never hides what was there."""
KEPT, KEPT_MAX_BYTES = 4_096, 4_096
"""Parsed events that a process keeps, and how long the text of one may be: some tens of MB at most."""

_STAND_INS = {
    "me": UUID(int=1),
    "other": UUID(int=2),
    "start_at": datetime(1971, 1, 1, tzinfo=UTC),
    "early_at": datetime(1972, 1, 1, tzinfo=UTC),
    "end_at": datetime(1973, 1, 1, tzinfo=UTC),
    "most": 1_999_999_999,
}
_A_MOMENT = timedelta(seconds=1)
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
    return map(EventRow._make, _values(rows))


def in_window(who: Who, start_at: datetime, end_at: datetime, *, with_busy: bool) -> Iterator[EventRow]:
    """Rows that may have an occurrence in the window, in one query: what happens once, then what repeats."""
    given = {
        "me": who.person_id,
        "other": who.partner_id,
        "start_at": start_at,
        "early_at": start_at - EARLIEST,
        "end_at": end_at,
        "most": fair.budget(start_at, end_at),
    }
    asked = _statement(connection.vendor, who.partner_id is None, with_busy)
    for event_id, owner_id, uid, visibility, world, kind, is_recurring, sealed in asked.rows(given):
        ids = compiled.uuid(event_id), compiled.uuid(owner_id)
        yield EventRow(*ids, uid, visibility, world, kind, bool(is_recurring), sealed)


@cache
def _statement(vendor: str, is_alone: bool, with_busy: bool) -> Statement:
    """Both questions in one, each with an index of its own, for somebody alone or with a partner."""
    asked = partial(_asked, is_alone=is_alone, with_busy=with_busy)
    once, series = (compiled.statement(partial(asked, is_recurring=one), _STAND_INS) for one in (False, True))
    return once.and_all_of(series)


def _asked(
    *,
    me: UUID,
    other: UUID,
    start_at: datetime,
    early_at: datetime,
    end_at: datetime,
    most: int,
    is_alone: bool,
    with_busy: bool,
    is_recurring: bool,
) -> QuerySet[Event, tuple[Any, ...]]:
    who = Who(me, me, None if is_alone else other, zones.UTC_ZONE)
    # A busy block never gives way to a copy of the viewer's own: that would tell what it is.
    busy = sight.when_the_other_is_busy(who) if with_busy else Q(pk__in=())
    # Who owns a row is said by both of these as well, but in an OR, from which no index can start.
    whose = Q(owner_id__in=who.couple_ids)
    rows = Event.objects.filter(sight.is_first_of_its_uid(who) | busy, whose, first_start_at__lt=end_at)
    if is_recurring:
        still_on = Q(last_end_at__isnull=True) | Q(last_end_at__gte=start_at)
        series = rows.filter(still_on, is_recurring=True)
        return _values(_first_of_each(series, MOST_SERIES, "created_at", "id"))
    once = rows.filter(is_recurring=False, first_start_at__gte=early_at)
    return _values(_first_of_each(once, most, "first_start_at", "id"))


def _values(rows: QuerySet[Event]) -> QuerySet[Event, tuple[Any, ...]]:
    return rows.values_list(*_COLUMNS, _SEALED)


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


def dated(
    rows: Iterable[EventRow], start_at: datetime, end_at: datetime, *, home: ZoneInfo
) -> Iterator[tuple[EventRow, Occurrence]]:
    """What of one owner's rows starts in the window.

    What happens once is worked out once, whatever the window, and bounded by the question to the database;
    what repeats is bounded by `fair`.
    """
    repeating = []
    for row in rows:
        if row.is_recurring or len(row.sealed) > KEPT_MAX_BYTES:
            repeating.append((row, parsed(row)))
        else:
            for one in _once(bytes(row.sealed), home):
                if start_at <= one.starts_at < end_at:
                    yield row, one
    yield from fair.occurrences(repeating, start_at, end_at, home=home)


@lru_cache(maxsize=KEPT)
def _once(sealed: bytes, home: ZoneInfo) -> tuple[Occurrence, ...]:
    """All occurrences of what does not repeat: one for each of its masters."""
    event, ever = _parsed(sealed), (zones.FIRST_INSTANT, zones.LAST_INSTANT + _A_MOMENT)
    return tuple(recurrence.occurrences(event, *ever, home=home))


@lru_cache(maxsize=KEPT)
def _parsed(sealed: bytes) -> EventObject:
    return core_events.from_json(_COMPILED.from_db_value(sealed, None, None))


def _first_of_each(rows: QuerySet[Event], most: int, *order: str) -> QuerySet[Event]:
    """Of each owner and visibility so many, in this order."""
    place = Window(RowNumber(), partition_by=[F("owner_id"), F("visibility")], order_by=order)
    return rows.annotate(place=place).filter(place__lte=most)
