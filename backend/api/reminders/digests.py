"""On which day and at what hour "our week" comes, if it does."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from backend.api.resources import Resource
from backend.api.shapes.reminders.log import DigestShape
from planner.actions.reminders import digests as deeds
from planner.core.reminding.digest import DIGEST
from planner.core.scopes import Area
from planner.queries.people import people
from planner.queries.reminders import reminders


class Digest(Resource):
    """Your weekly mail of what is coming and what is still open."""

    area = Area.REMINDERS
    tells_of_both = False

    @extend_schema(operation_id="digest_read", responses=DigestShape)
    def retrieve(self, request: Request) -> Response:
        me, stopped = people.me(self.actor), reminders.stopped(self.actor)
        stands = {"is_wanted": DIGEST not in stopped, "weekday": me.digest_weekday, "at": me.digest_at}
        return Response(DigestShape(stands).data)

    @extend_schema(operation_id="digest_choose", request=DigestShape, responses=DigestShape)
    def update(self, request: Request) -> Response:
        deeds.choose(self.actor, **self.body(DigestShape), now=self.now)
        return self.retrieve(request)
