"""Outside calendars on the wire. What is written of address, name and password is never read back."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from backend.api.shapes.exchange.imports import ProblemOut
from planner.actions.exchange.subscriptions_work import NAME_MAX
from planner.core.calendar.outside_address import SECRET_MAX, URL_MAX
from planner.core.visibility import Visibility
from planner.queries.views import SubscriptionView

VISIBILITIES = [one.value for one in Visibility]


class SubscriptionErrorOut(serializers.Serializer[Any]):
    """What is wrong with the source, for programs and for people."""

    code = serializers.CharField(source="error_code", read_only=True)
    message = serializers.CharField(source="error", read_only=True)


class SubscriptionOut(serializers.Serializer[Any]):
    id = serializers.UUIDField(read_only=True)
    name = serializers.CharField(read_only=True)
    host = serializers.CharField(read_only=True)
    visibility = serializers.ChoiceField(choices=VISIBILITIES, read_only=True)
    event_count = serializers.IntegerField(read_only=True)
    has_password = serializers.BooleanField(read_only=True)
    fetched_at = serializers.DateTimeField(read_only=True, allow_null=True)
    changed_at = serializers.DateTimeField(read_only=True, allow_null=True)
    next_at = serializers.DateTimeField(read_only=True, allow_null=True)
    is_under_way = serializers.BooleanField(read_only=True)
    error = serializers.SerializerMethodField()
    problems = ProblemOut(many=True, read_only=True)

    @extend_schema_field(SubscriptionErrorOut(allow_null=True))
    def get_error(self, found: SubscriptionView) -> Any:
        return SubscriptionErrorOut(found).data if found.error_code else None


class _Shown(serializers.Serializer[Any]):
    def validate_visibility(self, value: str) -> Visibility:
        return Visibility(value)


class SubscriptionIn(_Shown):
    """A new one. `webcal:` means https; a name and password in the address are taken out of it."""

    address = serializers.CharField(max_length=URL_MAX, write_only=True)
    name = serializers.CharField(max_length=NAME_MAX, default="", allow_blank=True)
    username = serializers.CharField(max_length=SECRET_MAX, default="", allow_blank=True, write_only=True)
    password = serializers.CharField(
        max_length=SECRET_MAX, default="", allow_blank=True, trim_whitespace=False, write_only=True
    )
    visibility = serializers.ChoiceField(choices=VISIBILITIES, default=Visibility.BUSY.value)


class SubscriptionEdit(_Shown):
    """What is left out stays. Another address comes with the name and password beside it, or with none."""

    address = serializers.CharField(max_length=URL_MAX, required=False, write_only=True)
    name = serializers.CharField(max_length=NAME_MAX, required=False)
    username = serializers.CharField(max_length=SECRET_MAX, required=False, allow_blank=True, write_only=True)
    password = serializers.CharField(
        max_length=SECRET_MAX, required=False, allow_blank=True, trim_whitespace=False, write_only=True
    )
    visibility = serializers.ChoiceField(choices=VISIBILITIES, required=False)
