"""Webhooks on the wire: the address goes in whole and comes out as its host, the secret comes out once."""

from typing import Any

from rest_framework import serializers

from planner.actions.exchange.tokens import NAME_MAX
from planner.core.post_address import LONGEST
from planner.core.webhooks.kinds import CHOICES

KINDS = [one.value for one in CHOICES]


class WebhookIn(serializers.Serializer[Any]):
    """What may be changed of one."""

    name = serializers.CharField(max_length=NAME_MAX)
    kinds = serializers.ListField(child=serializers.ChoiceField(KINDS), min_length=1, max_length=len(KINDS))


class NewWebhookIn(WebhookIn):
    url = serializers.CharField(max_length=LONGEST)


class WebhookOut(serializers.Serializer[Any]):
    """`stopped_at`: nothing goes there since then, because nobody took it."""

    id = serializers.UUIDField(read_only=True)
    name = serializers.CharField(read_only=True)
    host = serializers.CharField(read_only=True)
    kinds = serializers.ListField(child=serializers.CharField(), read_only=True)
    created_at = serializers.DateTimeField(read_only=True)
    failing_since = serializers.DateTimeField(allow_null=True, read_only=True)
    stopped_at = serializers.DateTimeField(allow_null=True, read_only=True)
    secret_before_until = serializers.DateTimeField(
        allow_null=True, read_only=True, help_text="Until then the secret before signs as well."
    )


class SecretOut(serializers.Serializer[Any]):
    """Shown this once."""

    id = serializers.UUIDField(read_only=True)
    secret = serializers.CharField(read_only=True)


class ToldOut(serializers.Serializer[Any]):
    """One message: what it told, what became of it. `status` is the last answer that was no success."""

    id = serializers.UUIDField(read_only=True)
    kind = serializers.CharField(read_only=True)
    state = serializers.CharField(read_only=True)
    reason = serializers.CharField(read_only=True)
    status = serializers.IntegerField(allow_null=True, read_only=True)
    attempts = serializers.IntegerField(read_only=True)
    happened_at = serializers.DateTimeField(read_only=True)
    ended_at = serializers.DateTimeField(allow_null=True, read_only=True)
    next_at = serializers.DateTimeField(allow_null=True, read_only=True)
