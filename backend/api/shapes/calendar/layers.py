"""Layers on the wire."""

from typing import Any

from rest_framework import serializers

from planner.actions.calendar.layers import MOST_BIRTHDAYS
from planner.core.birthdays import NAME_MAX
from planner.queries.views.calendar.layers import BIRTHDAY, HOLIDAY


class DaysIn(serializers.Serializer[Any]):
    start = serializers.DateField(help_text="The first day.")
    end = serializers.DateField(help_text="The day after the last.")


class LayerDayOut(serializers.Serializer[Any]):
    on = serializers.DateField(read_only=True)
    name = serializers.CharField(read_only=True)
    kind = serializers.ChoiceField(choices=[HOLIDAY, BIRTHDAY], read_only=True)


class BirthdayIn(serializers.Serializer[Any]):
    """Without a year nobody is told an age. `is_shared` shows it to your partner."""

    name = serializers.CharField(max_length=NAME_MAX)
    month = serializers.IntegerField(min_value=1, max_value=12)
    day = serializers.IntegerField(min_value=1, max_value=31)
    year = serializers.IntegerField(min_value=1, max_value=9999, allow_null=True, default=None)
    is_shared = serializers.BooleanField(default=True)


class BirthdayOut(serializers.Serializer[Any]):
    """`next_on` is the next day on which it falls, `turns` the age then, if the year is known."""

    id = serializers.UUIDField(read_only=True)
    name = serializers.CharField(read_only=True)
    month = serializers.IntegerField(read_only=True)
    day = serializers.IntegerField(read_only=True)
    year = serializers.IntegerField(allow_null=True, read_only=True)
    is_mine = serializers.BooleanField(read_only=True)
    is_shared = serializers.BooleanField(read_only=True)
    next_on = serializers.DateField(read_only=True)
    turns = serializers.IntegerField(allow_null=True, read_only=True)


class LayerChoiceShape(serializers.Serializer[Any]):
    """`country` and `subdivision` are ISO 3166 codes; "" is no country, and the whole of it."""

    country = serializers.CharField(max_length=10, allow_blank=True)
    subdivision = serializers.CharField(max_length=20, allow_blank=True, default="")
    shows_birthdays = serializers.BooleanField(default=True)


class SharedIn(serializers.Serializer[Any]):
    birthday_ids = serializers.ListField(child=serializers.UUIDField(), max_length=MOST_BIRTHDAYS)


class BroughtInOut(serializers.Serializer[Any]):
    """Added, had before, and birthdays of which no day could be made out."""

    added = serializers.IntegerField(read_only=True)
    known = serializers.IntegerField(read_only=True)
    unread = serializers.IntegerField(read_only=True)
