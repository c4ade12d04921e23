"""What a viewer keeps to themselves. No query here ever asks for anybody else's."""

from uuid import UUID

from planner.core.calendar import recurrence
from planner.models import Event, OwnLines
from planner.queries.people import sight
from planner.queries.people import who as who_queries
from planner.queries.people.who import Actor, Who
from planner.queries.views import OwnLinesView


def of(actor: UUID, event_id: UUID, recurrence_id: str) -> OwnLinesView | None:
    """What the viewer keeps for an occurrence that they see. Raises `NotFound`."""
    who = who_queries.of(actor)
    return said_of(who, sight.one(who, event_id), recurrence_id)


def said_of(who: Who, event: Event, recurrence_id: str) -> OwnLinesView | None:
    """The same of a row in sight, for a query that knows who is asking."""
    row = OwnLines.objects.filter(person_id=who.person_id, uid=event.uid, recurrence_id=recurrence_id).first()
    return _view(who, row, event) if row else None


def mine(actor: Actor) -> tuple[OwnLinesView, ...]:
    """All that the viewer keeps, the newest first, also for events that are gone ("Only me")."""
    who = who_queries.of(actor)
    rows = list(OwnLines.objects.filter(person_id=who.person_id).order_by("-changed_at", "id"))
    events = {event.uid: event for event in sight.once(who).filter(uid__in={row.uid for row in rows})}
    return tuple(_view(who, row, events.get(row.uid)) for row in rows)


def _view(who: Who, row: OwnLines, event: Event | None) -> OwnLinesView:
    if event and recurrence.find(sight.parsed(event), row.recurrence_id, home=who.zone) is None:
        event = None
    return OwnLinesView(
        id=row.id,
        event_id=event.id if event else None,
        recurrence_id=row.recurrence_id,
        title=sight.parsed(event).summary if event else "",
        coping=row.coping,
        quiet_helps=row.quiet_helps,
    )
