"""Lessons on the wire."""

from typing import Any

from rest_framework import serializers

from backend.api.shapes.fields import recurrence_id
from planner.actions.afterwards.lessons import TEXT_MAX


class LessonOut(serializers.Serializer[Any]):
    """The one thing kept for next time; `event_id` is null once the event is gone."""

    id = serializers.UUIDField(read_only=True)
    event_id = serializers.UUIDField(allow_null=True, read_only=True)
    recurrence_id = serializers.CharField(read_only=True)
    title = serializers.CharField(read_only=True)
    kind = serializers.CharField(read_only=True)
    happened_on = serializers.DateField(read_only=True)
    text = serializers.CharField(read_only=True)
    is_mine = serializers.BooleanField(read_only=True)
    is_shared = serializers.BooleanField(read_only=True)


class OfferedOut(serializers.Serializer[Any]):
    """`last_time`: kept of an earlier occurrence of the same event; `alike`: of other events of its kind."""

    last_time = LessonOut(many=True, read_only=True)
    alike = LessonOut(many=True, read_only=True)


class LessonWords(serializers.Serializer[Any]):
    text = serializers.CharField(max_length=TEXT_MAX)
    share = serializers.BooleanField(default=False)


class LessonIn(LessonWords):
    """A lesson of an occurrence that has none of one's own yet; else it is replaced."""

    event_id = serializers.UUIDField()
    recurrence_id = recurrence_id()
