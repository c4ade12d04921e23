"""Talks on the wire."""

from typing import Any

from rest_framework import serializers

from backend.api.shapes.calendar.events import OccurrenceOut
from backend.api.shapes.calendar.slots import SlotOut
from backend.api.shapes.fields import recurrence_id


class TalkIn(serializers.Serializer[Any]):
    """A time before an occurrence: one that your partner suggested is accepted, any other is suggested."""

    event_id = serializers.UUIDField()
    recurrence_id = recurrence_id()
    starts_at = serializers.DateTimeField()


class TalkOut(serializers.Serializer[Any]):
    """`about` is null once you no longer see it; `event_id` is how it stands in both your calendars."""

    id = serializers.UUIDField(read_only=True)
    about = OccurrenceOut(allow_null=True, read_only=True)
    slot = SlotOut(read_only=True)
    state = serializers.CharField(
        read_only=True, help_text="suggested, accepted, answered, moved, withdrawn, overtaken or over."
    )
    by_me = serializers.BooleanField(read_only=True, help_text="Whether you suggested it.")
    event_id = serializers.UUIDField(allow_null=True, read_only=True)
    is_over = serializers.BooleanField(read_only=True)
