"""What the schema says of every resource: conditions, names of requests that are repeated, refusals."""

from collections.abc import Sequence
from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import Direction, OpenApiParameter, OpenApiResponse
from rest_framework import serializers

from backend.api.rules.conditions import IF_MATCH
from backend.api.rules.once import KEY


class ErrorShape(serializers.Serializer[Any]):
    """`message` is for people, `code` for programs; `field` is the path of what is wrong, or empty."""

    code = serializers.CharField()
    message = serializers.CharField()
    field = serializers.CharField(allow_blank=True)


class RefusalShape(serializers.Serializer[Any]):
    """Every answer beyond 400."""

    error = ErrorShape()


class Described(AutoSchema):
    """The framework's own description, with what our rules add."""

    def get_override_parameters(self) -> list[Any]:
        resource: Any = self.view
        wanting = getattr(resource, "needs_match", None)
        found = list(super().get_override_parameters())
        return found if wanting is None else [*found, *_headers(self.method, resource.action in wanting)]

    def _get_response_bodies(self, direction: Direction = "response") -> Any:
        found = super()._get_response_bodies(direction)
        refusal = OpenApiResponse(RefusalShape, description="A refusal.")
        framework: Any = self
        return found | {"default": framework._get_response_for_code(refusal, "default", direction=direction)}


def _headers(method: str, wants_match: bool) -> Sequence[OpenApiParameter]:
    if method == "GET":
        return (_header("If-None-Match", "An ETag that you have: 304 if nothing has changed."),)
    match = _header(IF_MATCH, "The ETag of what you read: 412 if it has changed.", is_needed=wants_match)
    if method != "POST":
        return (match,)
    return (match, _header(KEY, "Your name for this request: sent again within a day, it is done once."))


def _header(name: str, says: str, *, is_needed: bool = False) -> OpenApiParameter:
    return OpenApiParameter(name, str, OpenApiParameter.HEADER, required=is_needed, description=says)
