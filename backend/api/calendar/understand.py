"""One line, read as the fields of a new event; nothing is kept."""

from django.utils import timezone
from django.utils.translation import get_language
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from backend import one_line
from backend.api.resources import Resource
from backend.api.shapes.calendar.understand import LineIn, UnderstoodOut
from planner.core.scopes import Area


class Understand(Resource):
    """What a line such as "Office party Fri 11 Dec 19:00–23:00 at Kolbe's" says."""

    area = Area.CALENDAR
    asks = {"list": LineIn}

    @extend_schema(operation_id="events_understand", parameters=[LineIn], responses=UnderstoodOut)
    def list(self, request: Request) -> Response:
        tzid = timezone.get_current_timezone_name()
        found = one_line.read(self.asked()["text"], now=self.now, language=get_language() or "en", tzid=tzid)
        return Response(UnderstoodOut(found, context={"tzid": tzid}).data)
