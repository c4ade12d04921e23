"""What a draft may start from, on the wire."""

from typing import Any

from rest_framework import serializers

from backend.api.shapes.us import HelpOut
from planner.core.plan.beginnings import Origin, Place


class LineOut(serializers.Serializer[Any]):
    """A line to choose by its `key`; `then_we` is the second half of an if–then line."""

    key = serializers.CharField(read_only=True)
    place = serializers.ChoiceField(choices=[one.value for one in Place], read_only=True)
    text = serializers.CharField(read_only=True)
    then_we = serializers.CharField(read_only=True)


class BeginningOut(serializers.Serializer[Any]):
    """Lines of one origin; `name` is that of the template, or of the evening that they come from."""

    origin = serializers.ChoiceField(choices=[one.value for one in Origin], read_only=True)
    name = serializers.CharField(read_only=True)
    lines = LineOut(many=True, read_only=True)


class StartsOut(serializers.Serializer[Any]):
    """What may still be added to your draft; what your partner shares of what helps them, to read beside."""

    offered = BeginningOut(many=True, read_only=True)
    theirs = HelpOut(many=True, read_only=True)


class StartFromIn(serializers.Serializer[Any]):
    lines = serializers.ListField(child=serializers.CharField(max_length=16), max_length=100)
