"""The schema, and the page that shows it."""

from typing import Any

from csp.constants import SELF, UNSAFE_INLINE
from csp.decorators import csp_update
from django.utils.decorators import method_decorator
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.request import Request
from rest_framework.response import Response


class Schema(SpectacularAPIView):
    """The OpenAPI description of everything under `/api/v1/`."""


# Swagger UI writes a <style> element and style attributes; its scripts are files of our own, so script-src
# stays as strict as everywhere. The page holds nothing of anybody.
@method_decorator(csp_update({"style-src": [SELF, UNSAFE_INLINE]}), name="dispatch")
class Browse(SpectacularSwaggerSplitView):
    """The schema as a page to read and to try."""

    url_name = "api:schema"

    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().get(request, *args, **kwargs)
