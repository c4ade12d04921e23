"""Events as wholes, and how far their owners may change them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from planner import errors
from planner.core.calendar import recurrence, series, spans, zones
from planner.core.calendar.allowance import Allowance, Shared
from planner.core.calendar.events import Component, EventObject
from planner.core.calendar.series import Scope
from planner.core.visibility import Visibility
from planner.models import Calendar, Event
from planner.queries import wording
from planner.queries.calendar import calendar, talk_rows
from planner.queries.people import sight
from planner.queries.people import who as who_queries
from planner.queries.people.who import Who
from planner.queries.views import EventView


def event(actor: UUID, event_id: UUID, *, now: datetime) -> EventView:
    """One event as a whole. Raises `NotFound`."""
    who = who_queries.of(actor)
    return view(who, sight.one(who, event_id), now=now)


def event_on(actor: UUID, event_id: UUID, recurrence_id: str, *, now: datetime) -> EventView:
    """One event as it is on one of its dates: what a form about that date begins with. Raises `NotFound`."""
    who = who_queries.of(actor)
    row = sight.one(who, event_id)
    one = series.instance(sight.parsed(row), recurrence_id, home=who.zone)
    if one is None:
        raise errors.NotFound
    said, start = one.occurrence.component, one.start
    end = zones.later(one.end.wall, -spans.ONE_DAY) if start.is_date else zones.wall_in(one.end, start.tzid)
    return replace(
        view(who, row, now=now),
        title=said.summary,
        location=said.location,
        description=said.description,
        start=start.wall,
        end=max(start.wall, end),
        is_all_day=start.is_date,
        tzid=start.tzid,
    )


def events(
    actor: UUID,
    *,
    kind: str | None = None,
    is_mine: bool | None = None,
    ordering: str | None = None,
    now: datetime,
    limit: int,
    offset: int = 0,
) -> tuple[EventView, ...]:
    """A page of the events that the viewer sees in full, each UID once, by start or by "-start"."""
    who = who_queries.of(actor)
    rows = sight.once(who).select_related("calendar")
    if kind is not None:
        rows = rows.filter(kind=kind)
    if is_mine is not None:
        whose = Q(owner_id=actor)
        rows = rows.filter(whose if is_mine else ~whose)
    order = ("-first_start_at", "-id") if ordering == "-start" else ("first_start_at", "id")
    return tuple(views(who, rows.order_by(*order)[offset : offset + limit], now=now))


def is_kept_elsewhere(row: Event) -> bool:
    """Whether its source is the truth: what is edited here would be gone with the next refresh.

    A talk is moved and called off by what the two say to it, not by hand.
    """
    return row.calendar.source == Calendar.Source.SUBSCRIPTION or is_a_talk(row)


def is_a_talk(row: Event) -> bool:
    """Whether it is a booked quarter of an hour."""
    return talk_rows.of_event(row) is not None


def movable(actor: UUID, event_ids: Collection[UUID]) -> frozenset[UUID]:
    """Those of these events that the viewer may let take place at another time."""
    rows = Event.objects.filter(owner_id=actor, id__in=event_ids)
    ours = rows.exclude(calendar__source=Calendar.Source.SUBSCRIPTION).filter(talk__isnull=True)
    return frozenset(ours.values_list("id", flat=True))


def scopes(row: Event, parsed: EventObject) -> tuple[Scope, ...]:
    """How far its owner's edit of one of its occurrences can reach; nowhere if it is kept elsewhere."""
    return () if is_kept_elsewhere(row) else series.scopes(parsed)


def views(who: Who, rows: Iterable[Event], *, now: datetime) -> Iterator[EventView]:
    """Events in sight, each as a whole. What one owner's rules cost takes nothing from the other's events."""
    shared: defaultdict[UUID, Shared] = defaultdict(Shared)
    for row in rows:
        with shared[row.owner_id].of_one() as allowance:
            found = view(who, row, now=now, allowance=allowance)
        yield found


def view(who: Who, row: Event, *, now: datetime, allowance: Allowance | None = None) -> EventView:
    """An event in sight, as a whole; the row comes with its calendar, or each costs a query of its own."""
    parsed = sight.parsed(row)
    first = parsed.components[0]
    is_mine = row.owner_id == who.person_id
    coming = recurrence.next_from(parsed, now, home=who.zone, allowance=allowance)
    reach = scopes(row, parsed) if is_mine else ()
    return EventView(
        id=row.id,
        title=wording.title(first.summary),
        location=first.location,
        description=first.description,
        start=first.start.wall,
        end=last_wall(first),
        is_all_day=first.start.is_date,
        tzid=first.start.tzid,
        rrule=next(iter(first.rrules), ""),
        kind=row.kind,
        world=calendar.world_of(row, is_mine),
        visibility=Visibility(row.visibility) if is_mine else None,
        is_mine=is_mine,
        is_recurring=row.is_recurring,
        can_edit=Scope.ALL in reach,
        scopes=reach,
        has_exceptions=bool(parsed.overrides),
        is_subscribed=is_mine and row.calendar.source == Calendar.Source.SUBSCRIPTION,
        next=calendar.occurrence_view(who, row, coming) if coming else None,
    )


def last_wall(first: Component) -> datetime:
    """The end as an `EventForm` has it: the last day itself, or the wall time in the start's zone."""
    lasts = spans.length(first)
    if first.start.is_date:
        return zones.later(first.start.wall, lasts - spans.ONE_DAY)
    zone = zones.zone(first.start.tzid)
    if zone is None:
        return zones.later(first.start.wall, lasts)
    ends_at = zones.later(zones.instant(first.start.wall, zone), lasts)
    return max(first.start.wall, zones.wall_clock(ends_at, zone))
