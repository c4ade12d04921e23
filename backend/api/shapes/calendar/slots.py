"""Free times on the wire."""

from typing import Any

from rest_framework import serializers

from backend.api.shapes.calendar.events import ElsewhereOut
from backend.api.shapes.fields import WallTime


class SlotsIn(serializers.Serializer[Any]):
    before = serializers.DateTimeField(
        required=False, help_text="They end before this moment, such as the start of an evening."
    )


class SlotOut(serializers.Serializer[Any]):
    """A quarter of an hour. `start_local` and `end_local` are wall times in your zone."""

    starts_at = serializers.DateTimeField(read_only=True)
    ends_at = serializers.DateTimeField(read_only=True)
    start_local = WallTime(read_only=True)
    end_local = WallTime(read_only=True)
    for_the_other = ElsewhereOut(
        allow_null=True, read_only=True, help_text="For your partner, if their clocks differ."
    )
