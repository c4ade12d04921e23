"""What the reader said of evenings that are more than a year past. Nobody else's is here."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from backend.api.resources import Resource
from backend.api.shapes.afterwards.archived import ArchivedOut
from planner.actions.feelings import putting_away
from planner.queries.afterwards import archived


class Archived(Resource):
    """Your archive: what you said of evenings that are more than a year past."""

    tells_of_both = False
    lookup_url_kwarg = "archived_id"

    @extend_schema(operation_id="archive_list", responses=ArchivedOut(many=True))
    def list(self, request: Request) -> Response:
        return self.piece(ArchivedOut, archived.mine(self.actor))

    @extend_schema(operation_id="archive_throw_away", responses={204: None})
    def destroy(self, request: Request, archived_id: UUID) -> Response:
        """Throws away all that you said of this evening."""
        putting_away.throw_away(self.actor, archived_id, now=self.now)
        return Response(status=204)
