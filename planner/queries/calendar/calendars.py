"""The calendars that somebody keeps, and what in them waits to be released."""

from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q

from planner import errors
from planner.core.visibility import Visibility
from planner.models import Calendar, Event
from planner.queries.calendar import event_views
from planner.queries.people import who as who_queries
from planner.queries.people.who import Who
from planner.queries.views import CalendarView, EventView

HELD_BACK_PAGE = 200


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
    return held_back_of(who_queries.of(actor), now=now)


def held_back_of(who: Who, *, now: datetime) -> tuple[EventView, ...]:
    """The same, for a query that knows who is asking."""
    if who.partner_id is None:
        return ()
    still_on = Q(last_end_at__isnull=True) | Q(last_end_at__gte=now)
    rows = Event.objects.filter(still_on, owner_id=who.person_id).exclude(visibility_before="")
    in_order = rows.select_related("calendar").order_by("first_start_at", "id")[:HELD_BACK_PAGE]
    return tuple(event_views.views(who, in_order, now=now))
