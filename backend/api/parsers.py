"""JSON, read with limits."""

from collections.abc import Mapping
from typing import IO, Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser


class LimitedJSON(JSONParser):
    """Django's own limit guards forms only, and depth is nobody's: both are refused here."""

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        if sent_bytes(parser_context) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            raise RequestDataTooBig
        try:
            return super().parse(stream, media_type, parser_context)
        except RecursionError:
            raise ParseError(_("This is nested too deeply.")) from None


def sent_bytes(parser_context: Mapping[str, Any] | None) -> int:
    """How long a body says that it is. Without a length, or with one that is none, nothing is read of it."""
    said = parser_context["request"].META.get("CONTENT_LENGTH") if parser_context else None
    return int(said) if said and str(said).isdecimal() else 0
