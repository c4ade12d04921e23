"""One date of an event, and as many of its series as one says; and taking back what was done to an event."""

from datetime import date, datetime
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from backend.api.calendar.events import as_written, form, undoable
from backend.api.resources import Resource
from backend.api.shapes.calendar.events import EventIn, EventOut, MoveIn, OccurrenceOut, ScopeIn
from planner import errors
from planner.actions.calendar import events
from planner.actions.calendar import undo as undoing
from planner.actions.calendar.event_writes import Done
from planner.actions.plan import held
from planner.core.calendar.series import Scope
from planner.core.scopes import Area
from planner.queries.calendar import calendar, event_views
from planner.queries.views import EventView

_ANSWERS = {200: OccurrenceOut, 204: None}


class OneDate(Resource):
    """An occurrence by its `recurrence_id`. A deed answers where it is found now, or 204 if it is gone."""

    area = Area.CALENDAR
    asks = dict.fromkeys(("update", "partial_update", "move", "destroy"), ScopeIn)
    tells_of_both = False

    @extend_schema(operation_id="event_occurrence_read", responses=EventOut)
    def retrieve(self, request: Request, event_id: UUID, recurrence_id: str) -> Response:
        """The event as it is on that date."""
        return Response(EventOut(self._stands(event_id, recurrence_id)).data)

    @extend_schema(
        operation_id="event_occurrence_replace", parameters=[ScopeIn], request=EventIn, responses=_ANSWERS
    )
    def update(self, request: Request, event_id: UUID, recurrence_id: str) -> Response:
        wanted = form(self.body(EventIn))
        done = events.edit(
            self.actor, event_id, wanted, recurrence_id=recurrence_id, scope=self._scope, now=self.now
        )
        return self._where(done)

    @extend_schema(
        operation_id="event_occurrence_edit", parameters=[ScopeIn], request=EventIn, responses=_ANSWERS
    )
    def partial_update(self, request: Request, event_id: UUID, recurrence_id: str) -> Response:
        stands = self._stands(event_id, recurrence_id)
        if not stands.scopes:
            raise errors.NotAllowed
        wanted = form(as_written(stands) | self.body(EventIn, partial=True))
        done = events.edit(
            self.actor, event_id, wanted, recurrence_id=recurrence_id, scope=self._scope, now=self.now
        )
        return self._where(done)

    @extend_schema(
        operation_id="event_occurrence_move", parameters=[ScopeIn], request=MoveIn, responses=_ANSWERS
    )
    def move(self, request: Request, event_id: UUID, recurrence_id: str) -> Response:
        """Let it begin at another time; it lasts as long as before."""
        wall: datetime = self.body(MoveIn)["start"]
        is_all_day = self._stands(event_id, recurrence_id).is_all_day
        start: datetime | date = wall.date() if is_all_day else wall
        done = events.move(self.actor, event_id, recurrence_id, start, scope=self._scope, now=self.now)
        return self._where(done)

    @extend_schema(operation_id="event_occurrence_delete", parameters=[ScopeIn], responses={204: None})
    def destroy(self, request: Request, event_id: UUID, recurrence_id: str) -> Response:
        done = events.delete(
            self.actor, event_id, recurrence_id=recurrence_id, scope=self._scope, now=self.now
        )
        return undoable(Response(status=204), done)

    def hold(self) -> None:
        held.event(self.actor, self.kwargs["event_id"])

    @property
    def _scope(self) -> Scope:
        return Scope(self.asked()["scope"])

    def _stands(self, event_id: UUID, recurrence_id: str) -> EventView:
        return event_views.event_on(self.actor, event_id, recurrence_id, now=self.now)

    def _where(self, done: Done) -> Response:
        if done.event_id is None:
            return undoable(Response(status=204), done)
        try:
            found = calendar.occurrence(self.actor, done.event_id, done.recurrence_id)
        except errors.NotFound:
            return undoable(Response(status=204), done)
        return undoable(Response(OccurrenceOut(found).data), done)


class Undo(Resource):
    """Taking back your last deed on an event, within the hour and if nothing came after it."""

    area = Area.CALENDAR
    tells_of_both = False

    @extend_schema(operation_id="undo", request=None, responses=EventOut)
    def create(self, request: Request, undo_id: UUID) -> Response:
        """The event as it is again."""
        event_id = undoing.undo(self.actor, undo_id, now=self.now)
        return Response(EventOut(event_views.event(self.actor, event_id, now=self.now)).data)
