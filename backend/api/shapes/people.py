"""The couple, and one's phone, on the wire."""

from typing import Any

from rest_framework import serializers

from backend.api.shapes.plan.plans import PersonOut

MOST_AT_ONCE = 1_000


class NumberIn(serializers.Serializer[Any]):
    number = serializers.CharField(max_length=40, help_text="With its country code: +49 1512 3456789.")


class CodeIn(serializers.Serializer[Any]):
    code = serializers.CharField(max_length=20)


class PhoneOut(serializers.Serializer[Any]):
    """`tries_left` is 0 once a code can no longer be typed."""

    number = serializers.CharField(read_only=True)
    is_verified = serializers.BooleanField(read_only=True)
    is_stopped = serializers.BooleanField(read_only=True)
    is_refused = serializers.BooleanField(read_only=True)
    waits_for_code = serializers.BooleanField(read_only=True)
    tries_left = serializers.IntegerField(read_only=True)


class InviteIn(serializers.Serializer[Any]):
    email = serializers.EmailField(max_length=254)


class InvitationOut(serializers.Serializer[Any]):
    email = serializers.EmailField(read_only=True)
    expires_at = serializers.DateTimeField(read_only=True)


class OfferOut(serializers.Serializer[Any]):
    id = serializers.UUIDField(read_only=True)
    inviter_name = serializers.CharField(read_only=True)


class CoupleOut(serializers.Serializer[Any]):
    """`invitation` is your own that is still open; `offers` are those that came to your address."""

    me = PersonOut(read_only=True)
    partner = PersonOut(allow_null=True, read_only=True)
    since = serializers.DateTimeField(read_only=True)
    was_left = serializers.BooleanField(read_only=True)
    invitation = InvitationOut(allow_null=True, read_only=True)
    offers = OfferOut(many=True, read_only=True)


class EventIdsIn(serializers.Serializer[Any]):
    event_ids = serializers.ListField(child=serializers.UUIDField(), min_length=1, max_length=MOST_AT_ONCE)
