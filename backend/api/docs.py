"""The schema, and the page that shows it."""

from typing import Any

from csp.constants import SELF, UNSAFE_INLINE
from csp.decorators import csp_update
from django.utils.decorators import method_decorator
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView


class PersonalTokenScheme(OpenApiAuthenticationExtension):
    """How the schema names the personal token; drf-spectacular finds it by its base class."""

    target_class = "backend.api.authentication.PersonalToken"
    name = "personal token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        return {"type": "http", "scheme": "bearer", "bearerFormat": "al_…"}


class Schema(SpectacularAPIView):
    """The OpenAPI description of everything under `/api/v1/`."""


# Swagger UI writes a <style> element and style attributes; its scripts are files of our own, so script-src
# stays as strict as everywhere. The page holds nothing of anybody.
@method_decorator(csp_update({"style-src": [SELF, UNSAFE_INLINE]}), name="dispatch")
class Browse(SpectacularSwaggerSplitView):
    """The schema as a page to read and to try."""

    url_name = "api:schema"
    http_method_names = ["get", "head"]  # its one renderer has no template for OPTIONS
