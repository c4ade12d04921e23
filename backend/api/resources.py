"""What all resources have in common: whose request it is, how bodies are read, how lists are handed out."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

from backend.api.paging import Pieces

Shape = type[serializers.Serializer[Any]]


class Resource(ViewSet):
    """A view set over queries and actions: nothing in it knows a row."""

    lookup_value_converter = "uuid"
    pagination_class = Pieces

    @property
    def actor(self) -> UUID:
        """Who asks: a signed-in person, for the permission class lets nobody else in."""
        return UUID(str(self.request.user.pk))

    @property
    def now(self) -> datetime:
        return timezone.now()

    def body(self, shape: Shape, *, partial: bool = False) -> dict[str, Any]:
        """The request's body in this shape. Raises ValidationError."""
        given = shape(data=self.request.data, partial=partial)
        given.is_valid(raise_exception=True)
        return dict(given.validated_data)

    def piece(self, shape: Shape, everything: Sequence[Any]) -> Response:
        """The piece of a short list that was asked for."""
        pieces = Pieces()
        limit, offset = pieces.asked(self.request)
        return pieces.answer(everything[offset : offset + limit + 1], shape, self.request)
