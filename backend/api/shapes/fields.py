"""Fields that DRF does not have."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from backend.converters import KEY
from planner.core.calendar.zones import zone


@extend_schema_field(OpenApiTypes.STR)
class WallTime(serializers.Field[datetime, str, str, Any]):
    """A wall clock's date and time, without an offset: the zone stands beside it. A bare date is midnight."""

    default_error_messages = {
        "invalid": _("Write a date and time without an offset, such as 2026-12-12T19:00."),
    }

    def to_internal_value(self, data: object) -> datetime:
        try:
            wall = datetime.fromisoformat(data) if isinstance(data, str) else None
        except ValueError:
            wall = None
        if wall is None or wall.tzinfo:
            self.fail("invalid")
        return wall

    def to_representation(self, value: datetime) -> str:
        return value.isoformat()


class Tzid(serializers.CharField):
    """The name of an IANA zone."""

    default_error_messages = {"unknown": _("This is not the name of a time zone, such as Europe/Berlin.")}

    def to_internal_value(self, data: Any) -> str:
        tzid = super().to_internal_value(data)
        if zone(tzid) is None:
            self.fail("unknown")
        return tzid


def many(shape: serializers.Serializer[Any], *, at_most: int) -> serializers.ListField:
    """A list that may be left out."""
    return serializers.ListField(child=shape, max_length=at_most, default=list)


def recurrence_id() -> serializers.RegexField:
    """Which occurrence: "" for a one-off event or the whole series."""
    return serializers.RegexField(rf"\A({KEY})?\Z", max_length=20, allow_blank=True, default="")
