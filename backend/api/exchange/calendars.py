"""The calendars that somebody keeps: their own, one for files, one for each subscription."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from backend.api.resources import Resource
from backend.api.shapes.exchange.imports import CalendarOut
from planner.actions.exchange import imports as deeds
from planner.core.scopes import Area
from planner.queries.calendar import calendars


class Calendars(Resource):
    """What your events lie in. `source`: own, import or subscription."""

    lookup_url_kwarg = "calendar_id"
    area = Area.CALENDAR
    tells_of_both = False

    @extend_schema(operation_id="calendars_list", responses=CalendarOut(many=True))
    def list(self, request: Request) -> Response:
        return self.piece(CalendarOut, calendars.calendars(self.actor))

    @extend_schema(operation_id="calendars_take_out", responses={204: None})
    def destroy(self, request: Request, calendar_id: UUID) -> Response:
        """Takes all that files brought out again; of another calendar it is 404."""
        deeds.take_out(self.actor, calendar_id, now=self.now)
        return Response(status=204)
