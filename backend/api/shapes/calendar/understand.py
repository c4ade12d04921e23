"""A line and what was understood of it, on the wire."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from backend.api.shapes.fields import WallTime
from planner.core.quick_add.line import LONGEST
from planner.core.quick_add.understand import Doubt, Understood


class LineIn(serializers.Serializer[Any]):
    text = serializers.CharField(max_length=LONGEST)


class UnderstoodOut(serializers.Serializer[Any]):
    """As `events/` takes it for a new event; `start` and `end` are null if no day was said.

    `doubts` names what was chosen for you; `other_day` is the day that "12/10" could also be.
    """

    title = serializers.CharField(read_only=True)
    start = WallTime(read_only=True, allow_null=True)
    end = WallTime(read_only=True, allow_null=True)
    is_all_day = serializers.BooleanField(read_only=True)
    tzid = serializers.SerializerMethodField()
    location = serializers.CharField(read_only=True)
    rrule = serializers.CharField(read_only=True)
    kind = serializers.CharField(read_only=True)
    doubts = serializers.ListField(
        child=serializers.ChoiceField(choices=[one.value for one in Doubt]), read_only=True
    )
    other_day = serializers.DateField(read_only=True, allow_null=True)

    @extend_schema_field(OpenApiTypes.STR)
    def get_tzid(self, found: Understood) -> str:
        return str(self.context["tzid"])
