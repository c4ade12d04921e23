"""Time to go on the wire."""

from typing import Any

from rest_framework import serializers

from planner.core.plan.going import MOST_LETTERS, Stage


class CallOut(serializers.Serializer[Any]):
    """Your own call, and whether your partner is coming."""

    at = serializers.DateTimeField(read_only=True)
    delivery = serializers.ChoiceField(
        choices=[one.value for one in Stage], source="stage", read_only=True, help_text="How far it is."
    )
    is_coming = serializers.BooleanField(read_only=True)


class CalledOut(serializers.Serializer[Any]):
    """Your partner's call, and whether you said that you are coming."""

    at = serializers.DateTimeField(read_only=True)
    is_coming = serializers.BooleanField(read_only=True)


class GoingOut(serializers.Serializer[Any]):
    """Time to go for one plan. While a call of yours stands, `can_call` is false."""

    phrase = serializers.CharField(read_only=True)
    opens_at = serializers.DateTimeField(read_only=True)
    is_open = serializers.BooleanField(read_only=True)
    can_call = serializers.BooleanField(read_only=True)
    mine = CallOut(allow_null=True, read_only=True)
    theirs = CalledOut(allow_null=True, read_only=True)


class CallIn(serializers.Serializer[Any]):
    """`key` is your own name for the tap: sent again, it is the same call."""

    key = serializers.UUIDField(required=False)


class PhraseOut(serializers.Serializer[Any]):
    words = serializers.CharField(read_only=True)
    by_me = serializers.BooleanField(read_only=True)
    chosen_on = serializers.DateField(allow_null=True, read_only=True)


class PhraseIn(serializers.Serializer[Any]):
    phrase = serializers.CharField(max_length=MOST_LETTERS)
