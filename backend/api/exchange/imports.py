"""Calendar files: brought in, looked at while they are read, applied or thrown away."""

from uuid import UUID

from django.conf import settings
from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from backend.api import files
from backend.api.files import CalendarForm, CalendarText
from backend.api.parsers import LimitedJSON
from backend.api.resources import Resource
from backend.api.shapes.exchange.imports import BringIn, FileIn, ImportLineOut, ImportOut
from backend.api.shapes.people import EventIdsIn
from planner.actions.exchange import imports as deeds
from planner.core.scopes import Area
from planner.queries.exchange import imports


class Imports(Resource):
    """Calendar files on their way in. What one would change is there as soon as its stage is `ready`."""

    area = Area.CALENDAR
    asks = {"bring_in": BringIn}
    tells_of_both = False
    lookup_url_kwarg = "import_id"
    parser_classes = (CalendarText, CalendarForm)

    @extend_schema(
        operation_id="events_import",
        parameters=[BringIn],
        request={"text/calendar": OpenApiTypes.STR, "multipart/form-data": FileIn},
        responses={202: ImportOut},
    )
    def bring_in(self, request: Request) -> Response:
        """Brings a calendar file in. A job reads it: the answer is an import to look at again (`Location`).

        The same file again changes nothing. Of its events the other sees only that you are busy, until you
        say otherwise.
        """
        is_applied = not self.asked()["preview"]
        name, data = files.sent(request, at_most=settings.IMPORT_MAX_BYTES, name="calendar.ics")
        import_id = deeds.receive(self.actor, filename=name, data=data, apply=is_applied, now=self.now)
        return self._import(import_id, status=202)

    @extend_schema(operation_id="imports_list", responses=ImportLineOut(many=True))
    def list(self, request: Request) -> Response:
        return self.piece(ImportLineOut, imports.recent(self.actor))

    @extend_schema(operation_id="imports_read", responses=ImportOut)
    def retrieve(self, request: Request, import_id: UUID) -> Response:
        return self._import(import_id)

    @extend_schema(operation_id="imports_apply", request=None, responses={202: ImportOut})
    @action(detail=True, methods=["post"])
    def apply(self, request: Request, import_id: UUID) -> Response:
        """Says yes to a preview: its events are written by a job. A second time changes nothing."""
        deeds.confirm(self.actor, import_id, now=self.now)
        return self._import(import_id, status=202)

    @extend_schema(operation_id="imports_share", request=EventIdsIn, responses={204: None})
    @action(detail=True, methods=["post"], parser_classes=(LimitedJSON,))
    def share(self, request: Request, import_id: UUID) -> Response:
        """Shows these of its events to your partner: those that involve you both."""
        deeds.share(self.actor, import_id, self.body(EventIdsIn)["event_ids"], now=self.now)
        return Response(status=204)

    @extend_schema(operation_id="imports_discard", responses={204: None})
    def destroy(self, request: Request, import_id: UUID) -> Response:
        """Throws a file away that was not applied."""
        deeds.discard(self.actor, import_id, now=self.now)
        return Response(status=204)

    def _import(self, import_id: UUID, *, status: int = 200) -> Response:
        found = ImportOut(imports.view(self.actor, import_id)).data
        where = reverse("api:import-detail", kwargs={"import_id": import_id})
        return Response(found, status=status, headers={"Location": where} if status == 202 else None)
