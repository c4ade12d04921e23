"""Tokens for programs, and files to take away, on the wire."""

from typing import Any

from rest_framework import serializers

from planner.actions.exchange.tokens import NAME_MAX
from planner.core.scopes import Scope


class TokenOut(serializers.Serializer[Any]):
    """A token, without the secret. `expires_at` is null for one that is good until it is revoked."""

    id = serializers.UUIDField(read_only=True)
    name = serializers.CharField(read_only=True)
    scopes = serializers.ListField(child=serializers.CharField(), read_only=True)
    created_at = serializers.DateTimeField(read_only=True)
    last_used_on = serializers.DateField(allow_null=True, read_only=True)
    expires_at = serializers.DateTimeField(allow_null=True, read_only=True)


class NewTokenOut(TokenOut):
    """The token itself, shown this once."""

    token = serializers.CharField(read_only=True)


class TokenIn(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=NAME_MAX)
    scopes = serializers.ListField(
        child=serializers.ChoiceField(choices=[one.value for one in Scope]), min_length=1, max_length=8
    )
    days = serializers.IntegerField(
        min_value=1, max_value=3650, allow_null=True, default=365, help_text="null: until it is revoked."
    )


class ExportIn(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(choices=["archive", "calendar"])
    with_subscriptions = serializers.BooleanField(default=False)


class ExportOut(serializers.Serializer[Any]):
    """`stage`: asked, ready, stale (others have changed what they show you: ask anew) or failed."""

    id = serializers.UUIDField(read_only=True)
    kind = serializers.CharField(read_only=True)
    stage = serializers.CharField(read_only=True)
    with_subscriptions = serializers.BooleanField(read_only=True)
    done_count = serializers.IntegerField(read_only=True)
    total_count = serializers.IntegerField(read_only=True)
    size_bytes = serializers.IntegerField(read_only=True)
    asked_at = serializers.DateTimeField(read_only=True)
    expires_at = serializers.DateTimeField(allow_null=True, read_only=True)
