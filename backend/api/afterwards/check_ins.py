"""Afterwards: how it was, and talking it over."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from backend.api.resources import Resource
from backend.api.shapes.afterwards.check_ins import CheckInIn, CheckInOut, WantIn
from planner.actions.afterwards import check_ins as deeds
from planner.core.check_ins import Felt, Helped, Reveal
from planner.queries.afterwards import check_ins


class CheckIns(Resource):
    """How an occurrence was for each of you; your partner's as soon as you may read it."""

    @extend_schema(operation_id="check_ins_read", responses=CheckInOut)
    def retrieve(self, request: Request, event_id: UUID, recurrence_id: str) -> Response:
        return self._both(event_id, recurrence_id)

    @extend_schema(operation_id="check_ins_say", request=CheckInIn, responses=CheckInOut)
    def update(self, request: Request, event_id: UUID, recurrence_id: str) -> Response:
        """Says how it was, in place of what you said before."""
        given = self.body(CheckInIn)
        deeds.say(
            self.actor,
            event_id,
            recurrence_id,
            felt=Felt(given["felt"]),
            helped=Helped(given["helped"]) if given["helped"] else None,
            line=given["line"],
            reveal=Reveal(given["reveal"]),
            now=self.now,
        )
        return self._both(event_id, recurrence_id)

    @extend_schema(operation_id="check_ins_want", request=WantIn, responses=CheckInOut)
    def want(self, request: Request, event_id: UUID, recurrence_id: str) -> Response:
        """Says that you are calm enough to talk it over; your partner learns of it when both are."""
        deeds.want_to_talk(self.actor, event_id, recurrence_id, **self.body(WantIn), now=self.now)
        return self._both(event_id, recurrence_id)

    @extend_schema(operation_id="check_ins_talked", request=None, responses=CheckInOut)
    def talked(self, request: Request, event_id: UUID, recurrence_id: str) -> Response:
        """Closes it for both of you."""
        deeds.have_talked(self.actor, event_id, recurrence_id, now=self.now)
        return self._both(event_id, recurrence_id)

    def _both(self, event_id: UUID, recurrence_id: str) -> Response:
        return Response(CheckInOut(check_ins.of(self.actor, event_id, recurrence_id)).data)
