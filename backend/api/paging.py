"""Long lists in pieces: `?limit=&offset=` in, `{"results", "next_offset"}` out."""

from collections.abc import Sequence
from typing import Any

from rest_framework import serializers
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response

USUAL_LIMIT = 50
MAX_LIMIT = 200
MAX_OFFSET = 1_000_000


class _Asked(serializers.Serializer[Any]):
    limit = serializers.IntegerField(min_value=1, max_value=MAX_LIMIT, default=USUAL_LIMIT)
    offset = serializers.IntegerField(min_value=0, max_value=MAX_OFFSET, default=0)


class Pieces(BasePagination):
    """No count is given: it would cost a query, and nobody needs it to go on."""

    def asked(self, request: Request) -> tuple[int, int]:
        """Limit and offset. Raises ValidationError."""
        given = _Asked(data=request.query_params)
        given.is_valid(raise_exception=True)
        return given.validated_data["limit"], given.validated_data["offset"]

    def answer(
        self, found: Sequence[Any], shape: type[serializers.Serializer[Any]], request: Request
    ) -> Response:
        """One piece. `found` begins at the offset and holds one more than the limit if there is more."""
        limit, offset = self.asked(request)
        more = len(found) > limit
        return Response(
            {"results": shape(found[:limit], many=True).data, "next_offset": offset + limit if more else None}
        )

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        return {
            "type": "object",
            "required": ["results", "next_offset"],
            "properties": {"results": schema, "next_offset": {"type": "integer", "nullable": True}},
        }

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        return [
            _parameter("limit", {"minimum": 1, "maximum": MAX_LIMIT, "default": USUAL_LIMIT}),
            _parameter("offset", {"minimum": 0, "maximum": MAX_OFFSET, "default": 0}),
        ]


def _parameter(name: str, limits: dict[str, int]) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "schema": {"type": "integer", **limits}}
