"""The calendar as a viewer finds it: their own events, the other's shared ones, the other's busy times."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, F, Max, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from planner.core.calendar import fair, recurrence, spans, zones
from planner.core.calendar.events import Component, EventObject, Occurrence
from planner.core.visibility import Shown, Visibility, shown
from planner.models import Calendar, Event, Membership, VisibilityChoice
from planner.queries import sight
from planner.queries import who as who_queries
from planner.queries.views import CalendarView, EventView, OccurrenceView
from planner.queries.who import Who

# `first_start_at` of a floating time or a day lies up to this far before the moment a viewer reads in it.
EARLIEST = timedelta(hours=28)
HELD_BACK_PAGE = 200
MOST_SERIES = 1_000
"""Of one owner and one visibility, the oldest first: what a person adds later never hides what was there."""
_YOUR_WORLD = {"mine": "yours", "yours": "mine", "ours": "ours"}


def window(
    actor: UUID, start_at: datetime, end_at: datetime, *, with_busy: bool = True
) -> tuple[OccurrenceView, ...]:
    """What starts in the window, in order: each UID once, the viewer's own copy before the other's.

    The other's busy times are joined where they touch. Each kind of row has a budget (`fair`), so that
    neither of the two can flood the other's calendar.
    """
    who = who_queries.of(actor)
    groups: defaultdict[tuple[bool, str], list[Event]] = defaultdict(list)
    for row in _rows(who, start_at, end_at, with_busy=with_busy):
        is_mine = row.owner_id == who.person_id
        groups[is_mine, "" if is_mine else row.visibility].append(row)
    found: list[OccurrenceView] = []
    for (is_mine, visibility), rows in groups.items():
        events = ((row, sight.parsed(row)) for row in rows)
        dated = fair.occurrences(events, start_at, end_at, home=who.zone)
        views = sorted((occurrence_view(who, row, one) for row, one in dated), key=_order)
        found += views if is_mine or visibility == VisibilityChoice.SHARED else _joined(views)
    return tuple(sorted(found, key=_order))


def event(actor: UUID, event_id: UUID, *, now: datetime) -> EventView:
    """One event as a whole. Raises `NotFound`."""
    who = who_queries.of(actor)
    return event_view(who, sight.one(who, event_id), now=now)


def events(actor: UUID, *, now: datetime, limit: int, offset: int = 0) -> tuple[EventView, ...]:
    """A page of all the events that the viewer sees in full, each UID once, by start."""
    who = who_queries.of(actor)
    rows = sight.once(who).order_by("first_start_at", "id")[offset : offset + limit]
    return tuple(event_view(who, row, now=now) for row in rows)


def occurrence(actor: UUID, event_id: UUID, recurrence_id: str) -> OccurrenceView:
    """One dated instance. Raises `NotFound`."""
    who = who_queries.of(actor)
    row = sight.one(who, event_id)
    return occurrence_view(who, row, sight.occurrence(who, row, recurrence_id))


def calendars(actor: UUID) -> tuple[CalendarView, ...]:
    """The viewer's own calendars, the oldest first."""
    rows = Calendar.objects.filter(owner_id=actor).annotate(event_count=Count("events"))
    return tuple(
        CalendarView(row.id, row.name, row.source, Visibility(row.visibility), row.event_count)
        for row in rows.order_by("created_at", "id")
    )


def held_back(actor: UUID, *, now: datetime) -> tuple[EventView, ...]:
    """The viewer's own from before the two joined, still ahead and private until released, by start."""
    who = who_queries.of(actor)
    if who.partner_id is None:
        return ()
    places = Membership.objects.filter(couple_id=who.couple_id)
    still_on = Q(last_end_at__isnull=True) | Q(last_end_at__gte=now)
    rows = Event.objects.filter(
        still_on,
        owner_id=actor,
        visibility=VisibilityChoice.PRIVATE,
        created_at__lt=places.aggregate(at=Max("joined_at"))["at"],
    )
    return tuple(
        event_view(who, row, now=now) for row in rows.order_by("first_start_at", "id")[:HELD_BACK_PAGE]
    )


def is_editable(parsed: EventObject) -> bool:
    """Whether one form can hold it: a single master that repeats by one rule at most."""
    return len(parsed.masters) == 1 and len(parsed.masters[0].rrules) <= 1


def occurrence_view(who: Who, row: Event, one: Occurrence) -> OccurrenceView:
    """An occurrence as far as this viewer is shown it; the row must be theirs or not private."""
    is_mine = row.owner_id == who.person_id
    visibility = Visibility(row.visibility)
    how = shown(visibility, is_owner=is_mine, together=row.owner_id == who.partner_id)
    is_full = how == Shown.FULL
    return OccurrenceView(
        event_id=row.id if is_full else None,
        recurrence_id=one.recurrence_id if is_full else "",
        title=one.component.summary if is_full else "",
        location=one.component.location if is_full else "",
        starts_at=one.starts_at,
        ends_at=one.ends_at,
        start_local=zones.wall_clock(one.starts_at, who.zone),
        end_local=zones.wall_clock(one.ends_at, who.zone),
        is_all_day=one.is_all_day,
        event_tzid=one.start.tzid if is_full else "",
        world=_world(row, is_mine) if is_full else "yours",
        kind=row.kind if is_full else "other",
        is_mine=is_mine,
        is_recurring=row.is_recurring and is_full,
        shown=how,
        visibility=visibility if is_mine else None,
    )


def event_view(who: Who, row: Event, *, now: datetime) -> EventView:
    """An event in sight, as a whole."""
    parsed = sight.parsed(row)
    first = parsed.components[0]
    is_mine = row.owner_id == who.person_id
    coming = recurrence.next_from(parsed, now, home=who.zone)
    return EventView(
        id=row.id,
        title=first.summary,
        location=first.location,
        description=first.description,
        start=first.start.wall,
        end=_last_wall(first),
        is_all_day=first.start.is_date,
        tzid=first.start.tzid,
        rrule=next(iter(first.rrules), ""),
        kind=row.kind,
        world=_world(row, is_mine),
        visibility=Visibility(row.visibility) if is_mine else None,
        is_mine=is_mine,
        is_recurring=row.is_recurring,
        can_edit=is_mine and is_editable(parsed),
        next=occurrence_view(who, row, coming) if coming else None,
    )


def _rows(who: Who, start_at: datetime, end_at: datetime, *, with_busy: bool) -> Iterator[Event]:
    """Rows that may have an occurrence in the window: two queries, an index for each."""
    # A busy block never gives way to a copy of the viewer's own: that would tell what it is.
    busy = sight.when_the_other_is_busy(who) if with_busy else Q(pk__in=())
    rows = Event.objects.filter(sight.is_first_of_its_uid(who) | busy, first_start_at__lt=end_at)
    rows = rows.defer("ics")
    once = rows.filter(is_recurring=False, first_start_at__gte=start_at - EARLIEST)
    yield from _first_of_each(once, fair.budget(start_at, end_at), "first_start_at", "id")
    still_on = Q(last_end_at__isnull=True) | Q(last_end_at__gte=start_at)
    yield from _first_of_each(rows.filter(still_on, is_recurring=True), MOST_SERIES, "created_at", "id")


def _first_of_each(rows: QuerySet[Event], most: int, *order: str) -> QuerySet[Event]:
    """Of each owner and visibility so many, in this order."""
    place = Window(RowNumber(), partition_by=[F("owner_id"), F("visibility")], order_by=order)
    return rows.annotate(place=place).filter(place__lte=most)


def _joined(blocks: Iterable[OccurrenceView]) -> list[OccurrenceView]:
    """Busy times in order, made one where they touch or overlap: how many there were is nobody's business."""
    joined: list[OccurrenceView] = []
    for block in blocks:
        last = joined[-1] if joined else None
        if last is None or block.starts_at > last.ends_at or block.is_all_day != last.is_all_day:
            joined.append(block)
        elif block.ends_at > last.ends_at:
            joined[-1] = replace(last, ends_at=block.ends_at, end_local=block.end_local)
    return joined


def _order(view: OccurrenceView) -> tuple[datetime, datetime, str, str]:
    return view.starts_at, view.ends_at, view.title, str(view.event_id)


def _world(row: Event, is_mine: bool) -> str:
    """Whose world, from where this viewer stands."""
    return row.world if is_mine else _YOUR_WORLD[row.world]


def _last_wall(first: Component) -> datetime:
    """The end as an `EventForm` has it: the last day itself, or the wall time in the start's zone."""
    lasts = spans.length(first)
    if first.start.is_date:
        return zones.later(first.start.wall, lasts - spans.ONE_DAY)
    zone = zones.zone(first.start.tzid)
    if zone is None:
        return zones.later(first.start.wall, lasts)
    ends_at = zones.later(zones.instant(first.start.wall, zone), lasts)
    return max(first.start.wall, zones.wall_clock(ends_at, zone))
