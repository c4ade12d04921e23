"""What the reader keeps to themselves about an occurrence. No deed shares it, and nobody else's is here."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from backend.api.resources import Resource
from backend.api.shapes.feelings.own_lines import OwnLinesOut, OwnLinesShape
from planner.actions.feelings import own_lines as deeds
from planner.queries.feelings import own_lines


class OwnLines(Resource):
    """Your own coping and your quiet helps for an occurrence: only you, always."""

    tells_of_both = False

    @extend_schema(operation_id="own_lines_read", responses=OwnLinesShape)
    def retrieve(self, request: Request, event_id: UUID, recurrence_id: str) -> Response:
        return self._mine(event_id, recurrence_id)

    @extend_schema(operation_id="own_lines_keep", request=OwnLinesShape, responses=OwnLinesShape)
    def update(self, request: Request, event_id: UUID, recurrence_id: str) -> Response:
        """Keeps this in place of what you kept before; with both empty nothing is kept."""
        deeds.keep(self.actor, event_id, recurrence_id, **self.body(OwnLinesShape), now=self.now)
        return self._mine(event_id, recurrence_id)

    @extend_schema(operation_id="own_lines_forget", responses={204: None})
    def destroy(self, request: Request, event_id: UUID, recurrence_id: str) -> Response:
        deeds.keep(self.actor, event_id, recurrence_id, now=self.now)
        return Response(status=204)

    @extend_schema(operation_id="own_lines_list", responses=OwnLinesOut(many=True))
    def list(self, request: Request) -> Response:
        """All of yours, the newest first, also those of events that are gone."""
        return self.piece(OwnLinesOut, own_lines.mine(self.actor))

    @extend_schema(operation_id="own_lines_throw_away", responses={204: None})
    def throw_away(self, request: Request, own_lines_id: UUID) -> Response:
        deeds.forget(self.actor, own_lines_id, now=self.now)
        return Response(status=204)

    def _mine(self, event_id: UUID, recurrence_id: str) -> Response:
        kept = own_lines.of(self.actor, event_id, recurrence_id)
        said = {"coping": kept.coping, "quiet_helps": kept.quiet_helps} if kept else {}
        return Response({"coping": "", "quiet_helps": ""} | said)
