"""One's own account on the wire."""

from typing import Any

from django.conf import settings
from rest_framework import serializers

from backend.api.shapes.fields import Tzid


class MeIn(serializers.Serializer[Any]):
    """What is left out stays. Quiet hours are on your clock, both or neither."""

    name = serializers.CharField(max_length=80)
    tzid = Tzid(max_length=64)
    language = serializers.ChoiceField(choices=settings.LANGUAGES, help_text="Of pages, messages and feeds.")
    quiet_from = serializers.TimeField(format="%H:%M", allow_null=True)
    quiet_until = serializers.TimeField(format="%H:%M", allow_null=True)


class MeOut(serializers.Serializer[Any]):
    name = serializers.CharField(read_only=True)
    email = serializers.EmailField(read_only=True)
    tzid = serializers.CharField(read_only=True)
    language = serializers.CharField(read_only=True)
    quiet_from = serializers.TimeField(format="%H:%M", read_only=True, allow_null=True)
    quiet_until = serializers.TimeField(format="%H:%M", read_only=True, allow_null=True)
