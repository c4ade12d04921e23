"""Flags and mattering: one's own to write, the other's as far as they share it."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from backend.api.resources import Resource
from backend.api.rules import asked
from backend.api.shapes.asked import FlagsAsked
from backend.api.shapes.feelings.flags import BothMatterOut, FeelIn, FlagIn, FlagOut, MattersIn
from planner import errors
from planner.actions.feelings import flags as deeds
from planner.core.scopes import Area
from planner.queries.feelings import flags
from planner.queries.views import FlagView


class Flags(Resource):
    """ "This may be hard for me." Your own, and what your partner shares of theirs."""

    area = Area.PLANS
    asks = {"list": FlagsAsked}
    tells_of_both = False
    lookup_url_kwarg = "flag_id"

    @extend_schema(operation_id="flags_list", parameters=[FlagsAsked], responses=FlagOut(many=True))
    def list(self, request: Request) -> Response:
        return self.piece(FlagOut, asked.narrowed(flags.visible(self.actor), self.asked()))

    @extend_schema(operation_id="flags_read", responses=FlagOut)
    def retrieve(self, request: Request, flag_id: UUID) -> Response:
        return Response(FlagOut(flags.flag(self.actor, flag_id)).data)

    @extend_schema(operation_id="flags_flag", request=FlagIn, responses={201: FlagOut})
    def create(self, request: Request) -> Response:
        flag_id = self._flag(**self.body(FlagIn))
        return Response(FlagOut(flags.flag(self.actor, flag_id)).data, status=201)

    @extend_schema(operation_id="flags_replace", request=FeelIn, responses=FlagOut)
    def update(self, request: Request, flag_id: UUID) -> Response:
        stands = self._mine(flag_id)
        feeling = self.body(FeelIn)
        if stands.event_id is None:
            raise errors.Invalid("The event is gone, so this flag can only be taken away.")
        self._flag(stands.event_id, stands.recurrence_id, **feeling)
        return Response(FlagOut(flags.flag(self.actor, flag_id)).data)

    @extend_schema(operation_id="flags_unflag", responses={204: None})
    def destroy(self, request: Request, flag_id: UUID) -> Response:
        deeds.unflag(self.actor, flag_id, now=self.now)
        return Response(status=204)

    def _mine(self, flag_id: UUID) -> FlagView:
        found = flags.flag(self.actor, flag_id)
        if not found.is_mine:
            raise errors.NotAllowed
        return found

    def _flag(
        self, event_id: UUID, recurrence_id: str, *, reasons: Iterable[dict[str, Any]], **feeling: Any
    ) -> UUID:
        forms = [deeds.ReasonForm(**one) for one in reasons]
        return deeds.flag(self.actor, event_id, recurrence_id, reasons=forms, **feeling, now=self.now)


class Matters(Resource):
    """How much an occurrence matters to each of you."""

    area = Area.PLANS

    @extend_schema(operation_id="matters_read", responses=BothMatterOut)
    def retrieve(self, request: Request, event_id: UUID, recurrence_id: str) -> Response:
        return self._both(event_id, recurrence_id)

    @extend_schema(operation_id="matters_say", request=MattersIn, responses=BothMatterOut)
    def update(self, request: Request, event_id: UUID, recurrence_id: str) -> Response:
        deeds.matter(self.actor, event_id, recurrence_id, **self.body(MattersIn), now=self.now)
        return self._both(event_id, recurrence_id)

    @extend_schema(operation_id="matters_unsay", responses={204: None})
    def destroy(self, request: Request, event_id: UUID, recurrence_id: str) -> Response:
        deeds.matter_no_more(self.actor, event_id, recurrence_id, now=self.now)
        return Response(status=204)

    def _both(self, event_id: UUID, recurrence_id: str) -> Response:
        return Response(BothMatterOut(flags.feelings(self.actor, event_id, recurrence_id)).data)
