"""A person's own ladders of reminders, by kind of event."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from backend.api.resources import Resource
from backend.api.shapes.reminders.ladders import LadderIn, LadderOut, rungs
from planner.actions.reminders import ladder_sets as deeds
from planner.core.scopes import Area
from planner.queries.reminders import ladder_sets


class Ladders(Resource):
    """Which reminders you want, and how long before: for each kind of event, and as `all` for the others."""

    area = Area.REMINDERS
    tells_of_both = False
    lookup_url_kwarg = "kind"
    lookup_value_converter = "str"

    @extend_schema(operation_id="ladders_list", responses=LadderOut(many=True))
    def list(self, request: Request) -> Response:
        return self.piece(LadderOut, ladder_sets.all(self.actor))

    @extend_schema(operation_id="ladders_read", responses=LadderOut)
    def retrieve(self, request: Request, kind: str) -> Response:
        return self._ladder(kind)

    @extend_schema(operation_id="ladders_save", request=LadderIn, responses=LadderOut)
    def update(self, request: Request, kind: str) -> Response:
        deeds.save(self.actor, kind, rungs(self.body(LadderIn)), now=self.now)
        return self._ladder(kind)

    @extend_schema(operation_id="ladders_reset", responses={204: None})
    def destroy(self, request: Request, kind: str) -> Response:
        deeds.reset(self.actor, kind, now=self.now)
        return Response(status=204)

    def _ladder(self, kind: str) -> Response:
        return Response(LadderOut(ladder_sets.one(self.actor, kind)).data)
