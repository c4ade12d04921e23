"""Time to go: tell your partner at once, say that you are coming, choose the words."""

from uuid import UUID, uuid4

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from backend.api.resources import Resource
from backend.api.shapes.plan.times_to_go import CallIn, GoingOut, PhraseIn, PhraseOut
from planner import errors
from planner.actions.plan import times_to_go as deeds
from planner.core.scopes import Area
from planner.queries.plan import plans, times_to_go


class TimesToGo(Resource):
    """Time to go for one plan that you two agreed on. Each deed answers with how it now stands."""

    area = Area.PLANS

    @extend_schema(operation_id="time_to_go_read", responses=GoingOut)
    def retrieve(self, request: Request, plan_id: UUID) -> Response:
        return self._going(plan_id)

    @extend_schema(operation_id="time_to_go_call", request=CallIn, responses=GoingOut)
    def create(self, request: Request, plan_id: UUID) -> Response:
        """Tells your partner at once; twice in ten minutes is once."""
        key = self.body(CallIn).get("key") or uuid4()
        deeds.call(self.actor, plan_id, key=key, now=self.now)
        return self._going(plan_id)

    @extend_schema(operation_id="time_to_go_coming", request=None, responses=GoingOut)
    def coming(self, request: Request, plan_id: UUID) -> Response:
        """Lets your partner see that you are coming."""
        deeds.coming(self.actor, plan_id, now=self.now)
        return self._going(plan_id)

    def _going(self, plan_id: UUID) -> Response:
        seen = plans.plan(self.actor, plan_id, now=self.now)
        going = times_to_go.of_plan(self.actor, seen, now=self.now)
        if going is None:
            raise errors.NotFound
        return Response(GoingOut(going).data)


class Phrases(Resource):
    """The words of time to go, the same for both of you."""

    area = Area.PLANS

    @extend_schema(operation_id="phrase_read", responses=PhraseOut)
    def retrieve(self, request: Request) -> Response:
        return Response(PhraseOut(times_to_go.phrase(self.actor)).data)

    @extend_schema(operation_id="phrase_choose", request=PhraseIn, responses=PhraseOut)
    def update(self, request: Request) -> Response:
        """Chooses them; your partner sees that you did."""
        deeds.choose(self.actor, self.body(PhraseIn)["phrase"], now=self.now)
        return self.retrieve(request)
