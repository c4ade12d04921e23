"""Reminders and feeds on the wire."""

from typing import Any

from rest_framework import serializers

from backend.api.shapes.fields import WallTime
from planner.actions.exchange.tokens import NAME_MAX
from planner.core.feed_choices import USUAL, Scope
from planner.core.reminding.fates import Fate
from planner.queries import wording
from planner.queries.views import ReminderView


class LogIn(serializers.Serializer[Any]):
    """Which lines of the log; all of them without it."""

    fate = serializers.ChoiceField([one.value for one in Fate], default="", allow_blank=True)


class InsteadOut(serializers.Serializer[Any]):
    """What went by another channel in its place."""

    channel = serializers.CharField(read_only=True)
    state = serializers.CharField(read_only=True)
    at_local = WallTime(read_only=True)


class ReminderOut(serializers.Serializer[Any]):
    """One line of one's own log: what is next, held, sent or failed, and why, in a sentence."""

    id = serializers.UUIDField(read_only=True)
    step = serializers.CharField(read_only=True)
    channel = serializers.CharField(read_only=True)
    state = serializers.CharField(read_only=True)
    reason = serializers.CharField(read_only=True)
    will_not = serializers.CharField(
        read_only=True, help_text="Why it will come to nothing, as things stand; a code."
    )
    fate = serializers.ChoiceField([one.value for one in Fate], read_only=True)
    says = serializers.SerializerMethodField()
    due_local = WallTime(read_only=True)
    planned_local = WallTime(read_only=True)
    sent_local = WallTime(allow_null=True, read_only=True)
    attempts = serializers.IntegerField(read_only=True)
    instead = InsteadOut(allow_null=True, read_only=True)
    event_id = serializers.UUIDField(allow_null=True, read_only=True)
    recurrence_id = serializers.CharField(read_only=True)
    title = serializers.CharField(read_only=True)

    def get_says(self, one: ReminderView) -> str:
        return wording.says(one)


class SnoozedOut(serializers.Serializer[Any]):
    until = serializers.DateTimeField(allow_null=True, read_only=True)
    reason = serializers.CharField(read_only=True)


class StoppedOut(serializers.Serializer[Any]):
    steps = serializers.ListField(child=serializers.CharField(), read_only=True)


class DigestShape(serializers.Serializer[Any]):
    """When "our week" comes: `weekday` is 1 for Monday, `at` on your clock."""

    is_wanted = serializers.BooleanField()
    weekday = serializers.IntegerField(min_value=1, max_value=7)
    at = serializers.TimeField(format="%H:%M")


class FeedOut(serializers.Serializer[Any]):
    """A secret calendar address, without the secret."""

    id = serializers.UUIDField(read_only=True)
    name = serializers.CharField(read_only=True)
    scope = serializers.CharField(source="choices.scope", read_only=True)
    with_titles = serializers.BooleanField(source="choices.with_titles", read_only=True)
    with_alarms = serializers.BooleanField(source="choices.with_alarms", read_only=True)
    with_subscriptions = serializers.BooleanField(source="choices.with_subscriptions", read_only=True)
    created_at = serializers.DateTimeField(read_only=True)
    last_used_on = serializers.DateField(allow_null=True, read_only=True)


class FeedIn(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=NAME_MAX)
    scope = serializers.ChoiceField([str(one) for one in Scope], default=USUAL.scope)
    with_titles = serializers.BooleanField(default=USUAL.with_titles)
    with_alarms = serializers.BooleanField(default=USUAL.with_alarms)
    with_subscriptions = serializers.BooleanField(default=USUAL.with_subscriptions)


class NewAddressOut(serializers.Serializer[Any]):
    """The address itself, shown this once."""

    id = serializers.UUIDField(read_only=True)
    url = serializers.URLField(read_only=True)
    webcal_url = serializers.CharField(read_only=True)
