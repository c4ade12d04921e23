"""What a draft may start from: lines to choose."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from backend.api.resources import Resource
from backend.api.shapes.beginnings import StartFromIn, StartsOut
from backend.api.shapes.plan.plans import PlanOut
from planner.actions.plan import beginnings as deeds
from planner.core.scopes import Area
from planner.queries.plan import beginnings, plans


class Beginnings(Resource):
    """Lines of the last time, of what you two hold to, of what helps you, and for this kind of event."""

    area = Area.PLANS

    @extend_schema(operation_id="plans_starts", responses=StartsOut)
    def retrieve(self, request: Request, plan_id: UUID) -> Response:
        return Response(StartsOut(beginnings.beginnings(self.actor, plan_id, now=self.now)).data)

    @extend_schema(operation_id="plans_start_from", request=StartFromIn, responses=PlanOut)
    def add(self, request: Request, plan_id: UUID) -> Response:
        """Puts the lines with these keys into your draft; nobody else sees it."""
        deeds.add(self.actor, plan_id, self.body(StartFromIn)["lines"], now=self.now)
        return self.reread()

    def reread(self, made: str = "") -> Response:
        """The plan whose draft the lines went into."""
        return Response(PlanOut(plans.plan(self.actor, self.kwargs["plan_id"], now=self.now)).data)
