"""Files that come in a request: as its body, or as `file` in a form; read no further than they may go."""

from collections.abc import Mapping
from typing import IO, Any, ClassVar

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.parsers import BaseParser, MultiPartParser
from rest_framework.request import Request

from backend.api.parsers import sent_bytes
from planner import errors
from planner.core import vcards

MULTIPART_OVERHEAD_BYTES = 10_000


class FileBody(BaseParser):
    """A body that is the file itself."""

    at_most: ClassVar[int]

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> dict[str, Any]:
        return {"file": stream.read(self.at_most + 1)}


class FileForm(MultiPartParser):
    """A form with the file in it; one that says of itself that it is too long is not read."""

    at_most: ClassVar[int]

    def parse(
        self,
        stream: Any,
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        if sent_bytes(parser_context) > self.at_most + MULTIPART_OVERHEAD_BYTES:
            raise errors.TooLarge(field="file")
        return super().parse(stream, media_type, parser_context)


class CalendarText(FileBody):
    media_type = "text/calendar"
    at_most = settings.IMPORT_MAX_BYTES


class CalendarForm(FileForm):
    at_most = settings.IMPORT_MAX_BYTES


class AddressBook(FileBody):
    media_type = "text/vcard"
    at_most = vcards.MAX_BYTES


class AddressBookForm(FileForm):
    at_most = vcards.MAX_BYTES


def sent(request: Request, *, at_most: int, name: str) -> tuple[str, bytes]:
    """Name and bytes of what was sent; `name` for a body, which has none of its own.

    Raises `TooLarge`, and ValidationError for a form without a file.
    """
    given: Any = request.data
    file = given.get("file") if isinstance(given, Mapping) else None
    if isinstance(file, bytes):
        return name, file
    if not isinstance(file, UploadedFile):
        said = _("Send the file as the body, or as `file` in a form.")
        raise ValidationError({"file": [ErrorDetail(said, code="required")]})
    if (file.size or 0) > at_most:
        raise errors.TooLarge(field="file")
    return file.name or name, file.read()
