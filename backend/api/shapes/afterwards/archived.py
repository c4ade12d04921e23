"""What somebody said of evenings long past, on the wire to them alone."""

from typing import Any

from rest_framework import serializers

from backend.api.shapes.afterwards.check_ins import AnswerOut
from planner.core.repair import Part


class ArchivedWordsOut(serializers.Serializer[Any]):
    """`feelings` for the part `felt`, `text` for the others."""

    part = serializers.ChoiceField(choices=[one.value for one in Part], read_only=True)
    text = serializers.CharField(read_only=True)
    feelings = serializers.ListField(child=serializers.CharField(), read_only=True)


class ArchivedOut(serializers.Serializer[Any]):
    """`title` is empty once the event is out of your sight."""

    id = serializers.UUIDField(read_only=True)
    title = serializers.CharField(read_only=True)
    on = serializers.DateField(read_only=True)
    answer = AnswerOut(allow_null=True, read_only=True)
    words = ArchivedWordsOut(many=True, read_only=True)
