"""Calendar files: brought in, looked at while they are read, applied or thrown away."""

from collections.abc import Mapping
from typing import IO, Any
from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.parsers import BaseParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from backend.api.resources import Resource
from backend.api.shapes.exchange.imports import BringIn, FileIn, ImportLineOut, ImportOut
from planner import errors
from planner.actions.exchange import imports as deeds
from planner.queries.exchange import imports

NAME = "calendar.ics"
MULTIPART_OVERHEAD_BYTES = 10_000


class CalendarText(BaseParser):
    """A body that is the file itself, read no further than a file may go."""

    media_type = "text/calendar"

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> dict[str, Any]:
        return {"file": stream.read(settings.IMPORT_MAX_BYTES + 1)}


class CalendarForm(MultiPartParser):
    """A form with the file in it; one that says of itself that it is too long is not read."""

    def parse(
        self,
        stream: Any,
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        sent_bytes = int(parser_context["request"].META.get("CONTENT_LENGTH") or 0) if parser_context else 0
        if sent_bytes > settings.IMPORT_MAX_BYTES + MULTIPART_OVERHEAD_BYTES:
            raise errors.TooLarge(field="file")
        return super().parse(stream, media_type, parser_context)


class Imports(Resource):
    """Calendar files on their way in. What one would change is there as soon as its stage is `ready`."""

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
        wanted = BringIn(data=request.query_params)
        wanted.is_valid(raise_exception=True)
        name, data = _file(request)
        is_applied = not wanted.validated_data["preview"]
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

    @extend_schema(operation_id="imports_discard", responses={204: None})
    def destroy(self, request: Request, import_id: UUID) -> Response:
        """Throws a file away that was not applied."""
        deeds.discard(self.actor, import_id, now=self.now)
        return Response(status=204)

    def _import(self, import_id: UUID, *, status: int = 200) -> Response:
        found = ImportOut(imports.view(self.actor, import_id)).data
        where = reverse("api:import-detail", kwargs={"import_id": import_id})
        return Response(found, status=status, headers={"Location": where} if status == 202 else None)


def _file(request: Request) -> tuple[str, bytes]:
    """Name and bytes of what was sent. Raises `TooLarge`, and ValidationError for a form without a file."""
    given: Any = request.data
    file = given.get("file")
    if isinstance(file, bytes):
        return NAME, file
    if not isinstance(file, UploadedFile):
        said = "Send the calendar as the body, or as `file` in a form."
        raise ValidationError({"file": [ErrorDetail(said, code="required")]})
    if (file.size or 0) > settings.IMPORT_MAX_BYTES:
        raise errors.TooLarge(field="file")
    return file.name or NAME, file.read()
