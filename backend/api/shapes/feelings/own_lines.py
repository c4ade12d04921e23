"""What somebody keeps to themselves, on the wire to them alone."""

from typing import Any

from rest_framework import serializers

from planner.actions.feelings.own_lines import TEXT_MAX


class OwnLinesShape(serializers.Serializer[Any]):
    coping = serializers.CharField(max_length=TEXT_MAX, allow_blank=True, default="")
    quiet_helps = serializers.CharField(max_length=TEXT_MAX, allow_blank=True, default="")


class OwnLinesOut(OwnLinesShape):
    """`event_id` is null once the event is gone."""

    id = serializers.UUIDField(read_only=True)
    event_id = serializers.UUIDField(allow_null=True, read_only=True)
    recurrence_id = serializers.CharField(read_only=True)
    title = serializers.CharField(read_only=True)
