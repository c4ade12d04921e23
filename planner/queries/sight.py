"""The one gate between rows and viewers: which events a person sees in full.

Everything that hands out or acts on an event comes through here: pages, plans, flags, messages, feeds.
"""

from uuid import UUID

from django.db.models import Case, IntegerField, Q, QuerySet, When

from planner import errors
from planner.core import events as core_events
from planner.core import recurrence
from planner.models import Event, VisibilityChoice
from planner.queries.who import Who


def events(who: Who) -> QuerySet[Event]:
    """The viewer's own events and those that the other shares, each row as it is."""
    return Event.objects.filter(Q(owner_id=who.person_id) | shared_by_the_other(who))


def shared_by_the_other(who: Who) -> Q:
    """What picks the other's shared events; nothing for somebody who is alone."""
    return Q(owner_id=who.partner_id, owner__isnull=False, visibility=VisibilityChoice.SHARED)


def one(who: Who, event_id: UUID) -> Event:
    """An event that the viewer sees in full. Raises `NotFound`."""
    event = events(who).filter(id=event_id).first()
    if event is None:
        raise errors.NotFound
    return event


def own(who: Who, event_id: UUID) -> Event:
    """An event of the viewer's own. Raises `NotFound`, for the other's too."""
    event = Event.objects.filter(id=event_id, owner_id=who.person_id).first()
    if event is None:
        raise errors.NotFound
    return event


def for_uid(who: Who, uid: str) -> Event | None:
    """The row that stands for a UID before this viewer: their own first, then the other's shared one."""
    return own_first(who, events(who).filter(uid=uid)).first()


def own_first(who: Who, rows: QuerySet[Event]) -> QuerySet[Event]:
    """The viewer's own rows before the other's, the older before the newer."""
    theirs = Case(When(owner_id=who.person_id, then=0), default=1, output_field=IntegerField())
    return rows.order_by(theirs, "created_at", "id")


def occurrence(who: Who, event: Event, recurrence_id: str) -> core_events.Occurrence:
    """One dated instance, floating and all-day times read in the viewer's zone. Raises `NotFound`."""
    found = recurrence.find(parsed(event), recurrence_id, home=who.zone)
    if found is None:
        raise errors.NotFound
    return found


def parsed(event: Event) -> core_events.EventObject:
    """The event as values."""
    return core_events.from_json(event.compiled)
