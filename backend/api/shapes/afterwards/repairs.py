"""Talking it over, on the wire."""

from typing import Any

from rest_framework import serializers

from planner.core.repair import FEELINGS, TEXT_MAX, Part

_PARTS = [one.value for one in Part]


class RepairLineOut(serializers.Serializer[Any]):
    """`feelings` for the part `felt`, `text` for the others; empty where it passes."""

    text = serializers.CharField(read_only=True)
    feelings = serializers.ListField(child=serializers.CharField(), read_only=True)
    is_done = serializers.BooleanField(read_only=True)
    is_kept = serializers.BooleanField(read_only=True)


class RepairPartOut(serializers.Serializer[Any]):
    """`theirs` is null until your partner is done with it."""

    part = serializers.ChoiceField(choices=_PARTS, read_only=True)
    mine = RepairLineOut(allow_null=True, read_only=True)
    theirs = RepairLineOut(allow_null=True, read_only=True)
    may_write = serializers.BooleanField(read_only=True)
    is_done = serializers.BooleanField(read_only=True)
    is_spoken = serializers.BooleanField(read_only=True)


class RepairStepOut(serializers.Serializer[Any]):
    number = serializers.IntegerField(read_only=True)
    parts = RepairPartOut(many=True, read_only=True)


class RepairOut(serializers.Serializer[Any]):
    """Five steps, in their order; with none of `is_running`, `is_paused`, `is_over` you two can begin."""

    steps = RepairStepOut(many=True, read_only=True)
    current = serializers.ChoiceField(choices=_PARTS, allow_null=True, read_only=True)
    began_at = serializers.DateTimeField(allow_null=True, read_only=True)
    is_running = serializers.BooleanField(read_only=True)
    is_paused = serializers.BooleanField(read_only=True)
    is_over = serializers.BooleanField(read_only=True)
    is_time_up = serializers.BooleanField(read_only=True)
    i_am_calm = serializers.BooleanField(read_only=True)


class RepairLineIn(serializers.Serializer[Any]):
    """`is_done` hands it to your partner; `is_kept`, for `touched` alone, is done and stays yours."""

    part = serializers.ChoiceField(choices=_PARTS)
    text = serializers.CharField(allow_blank=True, default="", max_length=TEXT_MAX)
    feelings = serializers.ListField(
        child=serializers.ChoiceField(choices=FEELINGS), default=list, max_length=len(FEELINGS)
    )
    is_done = serializers.BooleanField(default=True)
    is_kept = serializers.BooleanField(default=False)


class RepairPartIn(serializers.Serializer[Any]):
    part = serializers.ChoiceField(choices=_PARTS)
