"""Talking it over: five steps in ten minutes, each writing their own."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from backend.api.resources import Resource
from backend.api.shapes.afterwards.repairs import RepairLineIn, RepairOut, RepairPartIn
from planner.actions.afterwards import repairs as deeds
from planner.core.repair import Part
from planner.queries.afterwards import repairs


class Repairs(Resource):
    """The talk about an occurrence, once both of you were calm enough."""

    @extend_schema(operation_id="repairs_read", responses=RepairOut)
    def retrieve(self, request: Request, event_id: UUID, recurrence_id: str) -> Response:
        return self._seen(event_id, recurrence_id)

    @extend_schema(operation_id="repairs_begin", request=None, responses=RepairOut)
    def begin(self, request: Request, event_id: UUID, recurrence_id: str) -> Response:
        """Begins the ten minutes, the first or those after a pause."""
        deeds.begin(self.actor, event_id, recurrence_id, now=self.now)
        return self._seen(event_id, recurrence_id)

    @extend_schema(operation_id="repairs_write", request=RepairLineIn, responses=RepairOut)
    def write(self, request: Request, event_id: UUID, recurrence_id: str) -> Response:
        """Writes your own line, in place of what you had there."""
        given = self.body(RepairLineIn)
        part, feelings = Part(given.pop("part")), given.pop("feelings")
        text = " ".join(feelings) if part is Part.FELT else given["text"]
        deeds.write(self.actor, event_id, recurrence_id, **(given | {"text": text}), part=part, now=self.now)
        return self._seen(event_id, recurrence_id)

    @extend_schema(operation_id="repairs_pause", request=None, responses=RepairOut)
    def pause(self, request: Request, event_id: UUID, recurrence_id: str) -> Response:
        """Pauses it for both; it goes on once both are calm enough again."""
        deeds.pause(self.actor, event_id, recurrence_id, now=self.now)
        return self._seen(event_id, recurrence_id)

    @extend_schema(operation_id="repairs_say_aloud", request=RepairPartIn, responses=RepairOut)
    def aloud(self, request: Request, event_id: UUID, recurrence_id: str) -> Response:
        """Notes that you both said this part to each other instead of writing it."""
        part = Part(self.body(RepairPartIn)["part"])
        deeds.say_aloud(self.actor, event_id, recurrence_id, part=part, now=self.now)
        return self._seen(event_id, recurrence_id)

    def _seen(self, event_id: UUID, recurrence_id: str) -> Response:
        found = repairs.of(self.actor, event_id, recurrence_id, now=self.now)
        return Response(RepairOut(found).data)
