"""Events and occurrences on the wire."""

from typing import Any

from rest_framework import serializers

from backend.api.shapes.fields import Tzid, WallTime
from planner.core import searching
from planner.core.calendar.event_form import DESCRIPTION_MAX, KINDS, LOCATION_MAX, TITLE_MAX, WORLDS
from planner.core.calendar.series import Scope
from planner.core.visibility import Shown, Visibility

MAX_RULE = 500
SCOPES = [one.value for one in Scope]


class ElsewhereOut(serializers.Serializer[Any]):
    """Wall times in another zone."""

    tzid = serializers.CharField(read_only=True)
    start = WallTime(read_only=True)
    end = WallTime(read_only=True)


class OccurrenceOut(serializers.Serializer[Any]):
    """One dated instance. For `shown: busy` there is only its time."""

    event_id = serializers.UUIDField(allow_null=True, read_only=True)
    recurrence_id = serializers.CharField(read_only=True)
    title = serializers.CharField(read_only=True)
    location = serializers.CharField(read_only=True)
    starts_at = serializers.DateTimeField(read_only=True)
    ends_at = serializers.DateTimeField(read_only=True)
    start_local = WallTime(read_only=True)
    end_local = WallTime(read_only=True)
    is_all_day = serializers.BooleanField(read_only=True)
    event_tzid = serializers.CharField(read_only=True)
    world = serializers.CharField(read_only=True)
    kind = serializers.CharField(read_only=True)
    is_mine = serializers.BooleanField(read_only=True)
    is_recurring = serializers.BooleanField(read_only=True)
    shown = serializers.ChoiceField(choices=[one.value for one in Shown], read_only=True)
    visibility = serializers.ChoiceField(
        choices=[one.value for one in Visibility], allow_null=True, read_only=True
    )
    in_its_zone = ElsewhereOut(
        allow_null=True, read_only=True, help_text="Where it takes place, if clocks differ there."
    )
    for_the_other = ElsewhereOut(
        allow_null=True, read_only=True, help_text="For your partner, if their clocks differ."
    )


class EventOut(serializers.Serializer[Any]):
    """An event as a whole. `start` and `end` are wall times in `tzid`; `visibility` is null if not yours."""

    id = serializers.UUIDField(read_only=True)
    title = serializers.CharField(read_only=True)
    location = serializers.CharField(read_only=True)
    description = serializers.CharField(read_only=True)
    start = WallTime(read_only=True)
    end = WallTime(read_only=True)
    is_all_day = serializers.BooleanField(read_only=True)
    tzid = serializers.CharField(read_only=True)
    rrule = serializers.CharField(read_only=True)
    kind = serializers.CharField(read_only=True)
    world = serializers.CharField(read_only=True)
    visibility = serializers.ChoiceField(
        choices=[one.value for one in Visibility], allow_null=True, read_only=True
    )
    is_mine = serializers.BooleanField(read_only=True)
    is_recurring = serializers.BooleanField(read_only=True)
    can_edit = serializers.BooleanField(read_only=True)
    scopes = serializers.ListField(
        child=serializers.ChoiceField(choices=SCOPES),
        read_only=True,
        help_text="How far an edit of one of its dates can reach.",
    )
    is_subscribed = serializers.BooleanField(read_only=True)
    next = OccurrenceOut(allow_null=True, read_only=True)


class ScopeIn(serializers.Serializer[Any]):
    scope = serializers.ChoiceField(
        choices=SCOPES,
        default=Scope.ONE.value,
        help_text="This date alone, this and all that follow, or all of them.",
    )


class MoveIn(serializers.Serializer[Any]):
    """When it is to begin, on your clock. Of an event of whole days the day counts."""

    start = WallTime()


class ShowIn(serializers.Serializer[Any]):
    visibility = serializers.ChoiceField(choices=[one.value for one in Visibility])


class EventIn(serializers.Serializer[Any]):
    """What a person writes of an event. An all-day event's `end` is its last day."""

    title = serializers.CharField(max_length=TITLE_MAX)
    start = WallTime()
    end = WallTime()
    is_all_day = serializers.BooleanField(default=False)
    tzid = Tzid(max_length=64)
    rrule = serializers.CharField(max_length=MAX_RULE, allow_blank=True, default="")
    location = serializers.CharField(max_length=LOCATION_MAX, allow_blank=True, default="")
    description = serializers.CharField(max_length=DESCRIPTION_MAX, allow_blank=True, default="")
    kind = serializers.ChoiceField(choices=list(KINDS), default="other")
    world = serializers.ChoiceField(choices=list(WORLDS), default="mine")
    visibility = serializers.ChoiceField(choices=[one.value for one in Visibility], default="shared")


class SearchIn(serializers.Serializer[Any]):
    search = serializers.CharField(
        max_length=searching.LONGEST,
        allow_blank=True,
        default="",
        help_text=(
            "Words, all of which are in title, place, description or your own note. "
            "Case and accents do not count."
        ),
    )


class WindowIn(serializers.Serializer[Any]):
    """Half-open, by start."""

    start = serializers.DateTimeField(help_text="The first moment, with an offset.")
    end = serializers.DateTimeField(help_text="The moment after the last.")
