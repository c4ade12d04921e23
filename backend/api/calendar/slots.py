"""When both are free."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from backend.api.resources import Resource
from backend.api.shapes.calendar.slots import SlotOut, SlotsIn
from planner.core.scopes import Area
from planner.queries.calendar import slots


class Slots(Resource):
    """Quarters of an hour in the next three weeks that both of you have free, the nearest first.

    Your partner's private events never narrow what you are offered.
    """

    area = Area.CALENDAR
    asks = {"list": SlotsIn}

    @extend_schema(operation_id="slots_list", parameters=[SlotsIn], responses=SlotOut(many=True))
    def list(self, request: Request) -> Response:
        before = self.asked().get("before")
        found = slots.slots(self.actor, now=self.now, before=before, count=slots.MOST)
        return self.piece(SlotOut, found)
