"""The calendar as a viewer finds it: their own events, the other's shared ones, the other's busy times."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q

from planner import errors
from planner.core.calendar import recurrence, series, spans, zones
from planner.core.calendar.allowance import Allowance, Shared
from planner.core.calendar.events import Component, EventObject, Occurrence
from planner.core.calendar.series import Scope
from planner.core.visibility import Shown, Visibility, shown
from planner.models import Calendar, Event
from planner.queries import event_rows, sight, talk_rows
from planner.queries import who as who_queries
from planner.queries.event_rows import EventRow
from planner.queries.views import CalendarView, EventView, OccurrenceView
from planner.queries.who import Who

HELD_BACK_PAGE = 200
_YOUR_WORLD = {"mine": "yours", "yours": "mine", "ours": "ours"}


def window(
    actor: UUID, start_at: datetime, end_at: datetime, *, with_busy: bool = True
) -> tuple[OccurrenceView, ...]:
    """What starts in the window, in order: each UID once, the viewer's own copy before the other's.

    The other's busy times are joined where they touch. Each kind of row has a budget (`fair`), so that
    neither of the two can flood the other's calendar.
    """
    return window_for(who_queries.of(actor), start_at, end_at, with_busy=with_busy)


def window_for(
    who: Who, start_at: datetime, end_at: datetime, *, with_busy: bool = True
) -> tuple[OccurrenceView, ...]:
    """The same, for a query that knows who is asking."""
    found: list[OccurrenceView] = []
    for how, group in groups(who, start_at, end_at, with_busy=with_busy):
        shown_to = {row.id: _shown_to(who, row, how) for row in group}
        dated = event_rows.dated(group, start_at, end_at, home=who.zone)
        views = [shown_to[row.id](one) for row, one in dated]
        found += _joined(sorted(views, key=_order)) if how is Shown.BUSY else views
    return tuple(sorted(found, key=_order))


def in_full(who: Who, start_at: datetime, end_at: datetime) -> list[tuple[str, OccurrenceView]]:
    """What of the window this viewer sees in full, each with its UID, in the same order."""
    found: list[tuple[str, OccurrenceView]] = []
    for how, group in groups(who, start_at, end_at, with_busy=False):
        if how is Shown.FULL:
            shown_to = {row.id: _shown_to(who, row, how) for row in group}
            dated = event_rows.dated(group, start_at, end_at, home=who.zone)
            found += [(row.uid, shown_to[row.id](one)) for row, one in dated]
    return sorted(found, key=lambda pair: _order(pair[1]))


def groups(
    who: Who, start_at: datetime, end_at: datetime, *, with_busy: bool = True
) -> Iterable[tuple[Shown, list[EventRow]]]:
    """Rows that may have an occurrence in the window, by owner and how much of them is shown."""
    found: defaultdict[tuple[UUID, Shown], list[EventRow]] = defaultdict(list)
    for row in event_rows.in_window(who, start_at, end_at, with_busy=with_busy):
        found[row.owner_id, _how(who, row)].append(row)
    return ((how, group) for (_, how), group in found.items())


def event(actor: UUID, event_id: UUID, *, now: datetime) -> EventView:
    """One event as a whole. Raises `NotFound`."""
    who = who_queries.of(actor)
    return event_view(who, sight.one(who, event_id), now=now)


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
        event_view(who, row, now=now),
        title=said.summary,
        location=said.location,
        description=said.description,
        start=start.wall,
        end=max(start.wall, end),
        is_all_day=start.is_date,
        tzid=start.tzid,
    )


def events(actor: UUID, *, now: datetime, limit: int, offset: int = 0) -> tuple[EventView, ...]:
    """A page of all the events that the viewer sees in full, each UID once, by start."""
    who = who_queries.of(actor)
    rows = (
        sight.once(who).select_related("calendar").order_by("first_start_at", "id")[offset : offset + limit]
    )
    return tuple(event_views(who, rows, now=now))


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


def imported(actor: UUID, calendar_id: UUID) -> CalendarView:
    """A calendar of the viewer's own into which files were brought. Raises `NotFound`."""
    found = (one for one in calendars(actor) if one.id == calendar_id)
    one = next(found, None)
    if one is None or one.source != Calendar.Source.IMPORT:
        raise errors.NotFound
    return one


def held_back(actor: UUID, *, now: datetime) -> tuple[EventView, ...]:
    """The viewer's own that joining made private, still ahead and not released, by start.

    What they kept private before they joined is none of them.
    """
    who = who_queries.of(actor)
    if who.partner_id is None:
        return ()
    still_on = Q(last_end_at__isnull=True) | Q(last_end_at__gte=now)
    rows = Event.objects.filter(still_on, owner_id=actor).exclude(visibility_before="")
    in_order = rows.select_related("calendar").order_by("first_start_at", "id")[:HELD_BACK_PAGE]
    return tuple(event_views(who, in_order, now=now))


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


def occurrence_view(who: Who, row: Event | EventRow, one: Occurrence) -> OccurrenceView:
    """An occurrence as far as this viewer is shown it; the row must be theirs or not private."""
    return _shown_to(who, row, _how(who, row))(one)


def event_views(who: Who, rows: Iterable[Event], *, now: datetime) -> Iterator[EventView]:
    """Events in sight, each as a whole. What one owner's rules cost takes nothing from the other's events."""
    shared: defaultdict[UUID, Shared] = defaultdict(Shared)
    for row in rows:
        with shared[row.owner_id].of_one() as allowance:
            found = event_view(who, row, now=now, allowance=allowance)
        yield found


def event_view(who: Who, row: Event, *, now: datetime, allowance: Allowance | None = None) -> EventView:
    """An event in sight, as a whole; the row comes with its calendar, or each costs a query of its own."""
    parsed = sight.parsed(row)
    first = parsed.components[0]
    is_mine = row.owner_id == who.person_id
    coming = recurrence.next_from(parsed, now, home=who.zone, allowance=allowance)
    reach = scopes(row, parsed) if is_mine else ()
    return EventView(
        id=row.id,
        title=first.summary,
        location=first.location,
        description=first.description,
        start=first.start.wall,
        end=last_wall(first),
        is_all_day=first.start.is_date,
        tzid=first.start.tzid,
        rrule=next(iter(first.rrules), ""),
        kind=row.kind,
        world=world_of(row, is_mine),
        visibility=Visibility(row.visibility) if is_mine else None,
        is_mine=is_mine,
        is_recurring=row.is_recurring,
        can_edit=Scope.ALL in reach,
        scopes=reach,
        has_exceptions=bool(parsed.overrides),
        is_subscribed=is_mine and row.calendar.source == Calendar.Source.SUBSCRIPTION,
        next=occurrence_view(who, row, coming) if coming else None,
    )


def _shown_to(who: Who, row: Event | EventRow, how: Shown) -> Callable[[Occurrence], OccurrenceView]:
    """What makes views of this row's occurrences: all of them, or their times."""
    if how is not Shown.FULL:
        return lambda one: _hidden(who, one, how)
    is_mine = row.owner_id == who.person_id
    world, visibility, partner_tzid = world_of(row, is_mine), Visibility(row.visibility), who.other_tzid

    def view(one: Occurrence) -> OccurrenceView:
        component, tzid = one.component, one.start.tzid
        return OccurrenceView(
            event_id=row.id,
            recurrence_id=one.recurrence_id,
            title=component.summary,
            location=component.location,
            starts_at=one.starts_at,
            ends_at=one.ends_at,
            start_local=zones.wall_clock(one.starts_at, who.zone),
            end_local=zones.wall_clock(one.ends_at, who.zone),
            is_all_day=one.is_all_day,
            event_tzid=tzid,
            world=world,
            kind=row.kind,
            is_mine=is_mine,
            is_recurring=row.is_recurring,
            shown=how,
            visibility=visibility if is_mine else None,
            # A day and a floating time are the same on everybody's clock.
            partner_tzid=partner_tzid if tzid else "",
        )

    return view


def _how(who: Who, row: Event | EventRow) -> Shown:
    """How much of the row this viewer is shown."""
    is_mine = row.owner_id == who.person_id
    return shown(Visibility(row.visibility), is_owner=is_mine, together=row.owner_id == who.partner_id)


def _hidden(who: Who, one: Occurrence, how: Shown) -> OccurrenceView:
    """No more than when it is."""
    return OccurrenceView(
        event_id=None,
        recurrence_id="",
        title="",
        location="",
        starts_at=one.starts_at,
        ends_at=one.ends_at,
        start_local=zones.wall_clock(one.starts_at, who.zone),
        end_local=zones.wall_clock(one.ends_at, who.zone),
        is_all_day=one.is_all_day,
        event_tzid="",
        world="yours",
        kind="other",
        is_mine=False,
        is_recurring=False,
        shown=how,
        visibility=None,
    )


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


def _order(view: OccurrenceView) -> tuple[datetime, datetime, str, int]:
    return view.starts_at, view.ends_at, view.title, view.event_id.int if view.event_id else 0


def world_of(row: Event | EventRow, is_mine: bool) -> str:
    """Whose world, from where this viewer stands."""
    return row.world if is_mine else _YOUR_WORLD[row.world]


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
