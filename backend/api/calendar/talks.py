"""Talks: suggest a time, say yes to one, take it back or call it off."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from backend.api.resources import Resource
from backend.api.rules import asked
from backend.api.shapes.asked import TalksAsked
from backend.api.shapes.calendar.talks import TalkIn, TalkOut
from planner.actions.calendar import talks as deeds
from planner.core.scopes import Area
from planner.queries.calendar import talks


class Talks(Resource):
    """The quarters of an hour of you two. Each deed answers with the talk that now stands."""

    area = Area.PLANS
    asks = {"list": TalksAsked}
    lookup_url_kwarg = "talk_id"

    @extend_schema(operation_id="talks_list", parameters=[TalksAsked], responses=TalkOut(many=True))
    def list(self, request: Request) -> Response:
        return self.piece(TalkOut, asked.narrowed(talks.all(self.actor, now=self.now), self.asked()))

    @extend_schema(operation_id="talks_read", responses=TalkOut)
    def retrieve(self, request: Request, talk_id: UUID) -> Response:
        return self._talk(talk_id)

    @extend_schema(operation_id="talks_suggest", request=TalkIn, responses={201: TalkOut})
    def create(self, request: Request) -> Response:
        """Suggests a time; what your partner suggested for just then is accepted."""
        return self._talk(deeds.suggest(self.actor, **self.body(TalkIn), now=self.now), status=201)

    @extend_schema(operation_id="talks_accept", request=None, responses=TalkOut)
    @action(detail=True, methods=["post"])
    def accept(self, request: Request, talk_id: UUID) -> Response:
        """Says yes to what your partner suggested."""
        deeds.accept(self.actor, talk_id, now=self.now)
        return self._talk(talk_id)

    @extend_schema(operation_id="talks_withdraw", request=None, responses={204: None})
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, talk_id: UUID) -> Response:
        """Takes your suggestion back, or calls off what you both said yes to."""
        deeds.withdraw(self.actor, talk_id, now=self.now)
        return Response(status=204)

    def _talk(self, talk_id: UUID, *, status: int = 200) -> Response:
        return Response(TalkOut(talks.talk(self.actor, talk_id, now=self.now)).data, status=status)
