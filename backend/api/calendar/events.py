"""Events: list, read, add, edit, show to the other, delete; and the occurrences in a window."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from backend.api.paging import Pieces
from backend.api.resources import Resource
from backend.api.rules import asked
from backend.api.shapes.asked import EventsAsked, OccurrencesAsked
from backend.api.shapes.calendar.events import EventIn, EventOut, OccurrenceOut, ShowIn
from planner import errors
from planner.actions.calendar import events
from planner.actions.calendar.event_writes import Done
from planner.actions.plan import held
from planner.core.calendar.event_form import FIRST_YEAR, LAST_YEAR, EventForm
from planner.core.scopes import Area
from planner.core.visibility import Visibility
from planner.queries.calendar import calendar, event_views, search
from planner.queries.views import EventView

LONGEST_WINDOW = timedelta(days=400)
WRITTEN = tuple(one.name for one in fields(EventForm))


class Events(Resource):
    """What is in your calendar, and what your partner shares with you."""

    area = Area.CALENDAR
    asks = {"list": EventsAsked}
    tells_of_both = False
    lookup_url_kwarg = "event_id"

    @extend_schema(operation_id="events_list", parameters=[EventsAsked], responses=EventOut(many=True))
    def list(self, request: Request) -> Response:
        """All of them by their start; with `search`, those that hold its words, what is to come first."""
        given, pieces = self.asked(), Pieces()
        limit, offset = pieces.asked(request)
        piece: dict[str, Any] = {"now": self.now, "limit": limit + 1, "offset": offset}
        if words := given.pop("search"):
            if any(value is not None for value in given.values()):
                raise errors.Invalid("A search goes with nothing else.", field="search")
            found = search.events(self.actor, words, **piece)
        else:
            found = event_views.events(self.actor, **given, **piece)
        return pieces.answer(found, EventOut, request)

    @extend_schema(operation_id="events_read", responses=EventOut)
    def retrieve(self, request: Request, event_id: UUID) -> Response:
        return self._event(event_id)

    @extend_schema(operation_id="events_add", request=EventIn, responses={201: EventOut})
    def create(self, request: Request) -> Response:
        event_id = events.add(self.actor, form(self.body(EventIn)), now=self.now)
        return self._event(event_id, status=201)

    @extend_schema(operation_id="events_replace", request=EventIn, responses=EventOut)
    def update(self, request: Request, event_id: UUID) -> Response:
        done = events.edit(self.actor, event_id, form(self.body(EventIn)), now=self.now)
        return undoable(self._event(event_id), done)

    @extend_schema(operation_id="events_edit", request=EventIn, responses=EventOut)
    def partial_update(self, request: Request, event_id: UUID) -> Response:
        stands = event_views.event(self.actor, event_id, now=self.now)
        if not stands.can_edit:
            raise errors.NotAllowed
        wanted = form(as_written(stands) | self.body(EventIn, partial=True))
        done = events.edit(self.actor, event_id, wanted, now=self.now)
        return undoable(self._event(event_id), done)

    @extend_schema(operation_id="events_delete", responses={204: None})
    def destroy(self, request: Request, event_id: UUID) -> Response:
        return undoable(Response(status=204), events.delete(self.actor, event_id, now=self.now))

    @extend_schema(operation_id="events_show", request=ShowIn, responses=EventOut)
    @action(detail=True, methods=["put"])
    def visibility(self, request: Request, event_id: UUID) -> Response:
        """What the other sees of it: also for an event that came from a file."""
        wanted = Visibility(self.body(ShowIn)["visibility"])
        events.show(self.actor, event_id, wanted, now=self.now)
        return self._event(event_id)

    def hold(self) -> None:
        held.event(self.actor, self.kwargs["event_id"])

    def _event(self, event_id: UUID, *, status: int = 200) -> Response:
        found = event_views.event(self.actor, event_id, now=self.now)
        return Response(EventOut(found).data, status=status)


class Occurrences(Resource):
    """Dated instances, yours and theirs, in order of their start."""

    area = Area.CALENDAR
    asks = {"list": OccurrencesAsked}

    @extend_schema(
        operation_id="occurrences_list", parameters=[OccurrencesAsked], responses=OccurrenceOut(many=True)
    )
    def list(self, request: Request) -> Response:
        given = self.asked()
        start_at, end_at = given.pop("start"), given.pop("end")
        if not start_at < end_at <= start_at + LONGEST_WINDOW:
            raise errors.Invalid("Ask for a window that ends after it starts, 400 days at most.", field="end")
        if not FIRST_YEAR <= start_at.year <= LAST_YEAR:
            raise errors.Invalid("This year is too far away.", field="start")
        return self.piece(OccurrenceOut, asked.narrowed(calendar.window(self.actor, start_at, end_at), given))


def undoable(response: Response, done: Done) -> Response:
    """The response with the address that takes the deed back."""
    address = reverse("api:undo", args=[done.undo_id])
    response["Link"] = f'<{address}>; rel="undo"'
    return response


def form(given: Mapping[str, Any]) -> EventForm:
    return EventForm(**{**given, "visibility": Visibility(given["visibility"])})


def as_written(event: EventView) -> dict[str, Any]:
    """The event as a body that would change nothing."""
    return {name: getattr(event, name) for name in WRITTEN}
