"""Flags and mattering on the wire."""

from typing import Any

from rest_framework import serializers

from backend.api.shapes.fields import many, recurrence_id
from planner.actions.feelings.flags import MOST_REASONS, NOTE_MAX, TEXT_MAX
from planner.queries.wording import CHIPS


class ReasonOut(serializers.Serializer[Any]):
    chip = serializers.CharField(read_only=True)
    text = serializers.CharField(read_only=True)
    is_shared = serializers.BooleanField(read_only=True)


class FlagOut(serializers.Serializer[Any]):
    """A flag. On the other's, what was not shared is absent; `event_id` is null once the event is gone."""

    id = serializers.UUIDField(read_only=True)
    event_id = serializers.UUIDField(allow_null=True, read_only=True)
    recurrence_id = serializers.CharField(read_only=True)
    title = serializers.CharField(read_only=True)
    is_mine = serializers.BooleanField(read_only=True)
    level = serializers.IntegerField(allow_null=True, read_only=True)
    is_level_shared = serializers.BooleanField(read_only=True)
    reasons = ReasonOut(many=True, read_only=True)
    note = serializers.CharField(read_only=True)
    is_note_shared = serializers.BooleanField(read_only=True)


class ReasonIn(serializers.Serializer[Any]):
    chip = serializers.ChoiceField(choices=list(CHIPS))
    text = serializers.CharField(max_length=TEXT_MAX, allow_blank=True, default="")
    share = serializers.BooleanField(default=False)


class FeelIn(serializers.Serializer[Any]):
    """The whole flag: what is left out is taken away, and nothing is shared unless it says so."""

    level = serializers.IntegerField(min_value=1, max_value=3)
    reasons = many(ReasonIn(), at_most=MOST_REASONS)
    note = serializers.CharField(max_length=NOTE_MAX, allow_blank=True, default="")
    share_level = serializers.BooleanField(default=False)
    share_note = serializers.BooleanField(default=False)


class FlagIn(FeelIn):
    """A flag on a series or an occurrence that has none of one's own yet; else it is replaced."""

    event_id = serializers.UUIDField()
    recurrence_id = recurrence_id()


class MattersOut(serializers.Serializer[Any]):
    is_mine = serializers.BooleanField(read_only=True)
    level = serializers.IntegerField(allow_null=True, read_only=True)
    is_level_shared = serializers.BooleanField(read_only=True)
    why = serializers.CharField(read_only=True)
    is_why_shared = serializers.BooleanField(read_only=True)


class BothMatterOut(serializers.Serializer[Any]):
    """How much it matters to each, as far as the reader may know."""

    mine = MattersOut(source="my_matters", allow_null=True, read_only=True)
    theirs = MattersOut(source="their_matters", allow_null=True, read_only=True)


class MattersIn(serializers.Serializer[Any]):
    level = serializers.IntegerField(min_value=1, max_value=3)
    why = serializers.CharField(max_length=NOTE_MAX, allow_blank=True, default="")
    share_level = serializers.BooleanField(default=False)
    share_why = serializers.BooleanField(default=False)
