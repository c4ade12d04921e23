"""The calendar as a viewer finds it: their own events, the other's shared ones, the other's busy times."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from planner.core.calendar import zones
from planner.core.calendar.events import Occurrence
from planner.core.visibility import Shown, Visibility, shown
from planner.models import Event
from planner.queries import wording
from planner.queries.calendar import event_rows
from planner.queries.calendar.event_rows import EventRow
from planner.queries.people import sight
from planner.queries.people import who as who_queries
from planner.queries.people.who import Actor, Who
from planner.queries.views import OccurrenceView

_YOUR_WORLD = {"mine": "yours", "yours": "mine", "ours": "ours"}


def window(
    actor: Actor, start_at: datetime, end_at: datetime, *, with_busy: bool = True
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
    return _window(who, groups(who, start_at, end_at, with_busy=with_busy), start_at, end_at)


def own_windows(who: Who, spans: Collection[tuple[datetime, datetime]]) -> list[tuple[OccurrenceView, ...]]:
    """Of each window what is the viewer's own, in as many queries for many windows as for one."""
    if not spans:
        return []
    rows = groups(who, min(start for start, _ in spans), max(end for _, end in spans), with_busy=False)
    mine = [(how, group) for how, group in rows if group[0].owner_id == who.person_id]
    return [_window(who, mine, start_at, end_at) for start_at, end_at in spans]


def _window(
    who: Who, found_rows: Iterable[tuple[Shown, list[EventRow]]], start_at: datetime, end_at: datetime
) -> tuple[OccurrenceView, ...]:
    found: list[OccurrenceView] = []
    for how, group in found_rows:
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


def occurrence(actor: Actor, event_id: UUID, recurrence_id: str) -> OccurrenceView:
    """One dated instance. Raises `NotFound`."""
    who = who_queries.of(actor)
    row = sight.one(who, event_id)
    return occurrence_view(who, row, sight.occurrence(who, row, recurrence_id))


def occurrence_view(who: Who, row: Event | EventRow, one: Occurrence) -> OccurrenceView:
    """An occurrence as far as this viewer is shown it; the row must be theirs or not private."""
    return _shown_to(who, row, _how(who, row))(one)


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
            title=wording.title(component.summary),
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
