"""Taking away all that is one's own: ask for it, see how far it is, fetch it, throw it away."""

from typing import Any
from uuid import UUID

from django.http import StreamingHttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from backend.api.resources import Resource
from backend.api.shapes.exchange.taken_away import ExportIn, ExportOut
from planner.actions.exchange import exports as deeds
from planner.queries.archive import exports

TYPES = {"calendar": ("text/calendar; charset=utf-8", "ics"), "archive": ("application/zip", "zip")}


class Exports(Resource):
    """Files of all that is yours. Each is there for a day once it is ready."""

    lookup_url_kwarg = "export_id"
    # All there is, in one file: a token that leaked must not carry it off.
    in_person = confirmed = ("create", "file")
    tells_of_both = False

    @extend_schema(operation_id="exports_list", responses=ExportOut(many=True))
    def list(self, request: Request) -> Response:
        return self.piece(ExportOut, exports.exports(self.actor, now=self.now))

    @extend_schema(operation_id="exports_ask", request=ExportIn, responses={202: ExportOut})
    def create(self, request: Request) -> Response:
        """A job makes it: look again until `stage` is `ready`. The last one of its kind goes."""
        export_id = deeds.ask(self.actor, **self.body(ExportIn), now=self.now)
        return self._export(export_id, status=202)

    @extend_schema(operation_id="exports_read", responses=ExportOut)
    def retrieve(self, request: Request, export_id: UUID) -> Response:
        return self._export(export_id)

    @extend_schema(operation_id="exports_delete", responses={204: None})
    def destroy(self, request: Request, export_id: UUID) -> Response:
        deeds.delete(self.actor, export_id)
        return Response(status=204)

    @extend_schema(operation_id="exports_file", responses={(200, "application/zip"): OpenApiTypes.BINARY})
    @action(detail=True, methods=["get"])
    def file(self, request: Request, export_id: UUID) -> StreamingHttpResponse:
        """Its bytes, part by part: text/calendar or application/zip."""
        found = exports.export(self.actor, export_id, now=self.now)
        parts = exports.content(self.actor, export_id, now=self.now)
        kind, ending = TYPES[found.kind]
        response = StreamingHttpResponse(parts, content_type=kind)
        response["Content-Disposition"] = f'attachment; filename="alongside.{ending}"'
        response["Content-Length"] = str(found.size_bytes)
        return response

    def perform_content_negotiation(self, request: Request, force: bool = False) -> Any:
        """A file is what it is, whatever its reader would rather have."""
        return super().perform_content_negotiation(request, force or self.action == "file")

    def _export(self, export_id: UUID, *, status: int = 200) -> Response:
        return Response(ExportOut(exports.export(self.actor, export_id, now=self.now)).data, status=status)
