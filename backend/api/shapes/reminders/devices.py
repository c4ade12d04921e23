"""Push devices on the wire: what a browser gives goes in, and never comes out again."""

from typing import Any

from rest_framework import serializers

from planner.actions.channels.devices import LABEL_MAX
from planner.core.push import ENDPOINT_MAX, KEY_MAX


class KeysIn(serializers.Serializer[Any]):
    p256dh = serializers.CharField(max_length=KEY_MAX)
    auth = serializers.CharField(max_length=KEY_MAX)


class DeviceIn(serializers.Serializer[Any]):
    """What `PushSubscription.toJSON()` gives, and what you call the device."""

    endpoint = serializers.CharField(max_length=ENDPOINT_MAX)
    keys = KeysIn()
    name = serializers.CharField(max_length=LABEL_MAX)


class DeviceOut(serializers.Serializer[Any]):
    """`test` is the state of the newest test message to it, "" for none."""

    id = serializers.UUIDField(read_only=True)
    name = serializers.CharField(source="label", read_only=True)
    created_at = serializers.DateTimeField(read_only=True)
    is_mailbox = serializers.BooleanField(read_only=True)
    test = serializers.CharField(read_only=True)


class SenderKeyOut(serializers.Serializer[Any]):
    """What a browser subscribes with."""

    application_server_key = serializers.CharField(read_only=True)
