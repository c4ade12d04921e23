"""How people come to be reached by a channel: the few by deeds, those like them by the rows these leave."""

import http.client
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.conf import settings

from planner.actions.channels import devices
from planner.core import secret_tokens
from planner.core.reminding.reminders import Channel
from planner.models import Person, Phone, PushDevice
from planner.models.channels import number_hashes
from tests import phones


def give(channel: str, person_id: UUID, number: int) -> None:
    """Somebody new opts in; nothing to do for mail, which everybody has. `number` is theirs alone."""
    now = datetime.now(UTC)
    if channel == Channel.SMS:
        phones.verified(person_id, _phone(number), now=now)
    elif channel == Channel.PUSH:
        devices.add(person_id, **next(_subscriptions(1)), label="Phone", now=now)


def give_everybody(channel: str) -> None:
    """Whoever came by multiplication has what the first of their kind have."""
    if channel == Channel.SMS:
        _give_phones()
    elif channel == Channel.PUSH:
        _give_devices()


def _give_phones() -> None:
    now, taken = datetime.now(UTC), Phone.objects.count()
    without = Person.objects.filter(phone__isnull=True).values_list("id", flat=True)
    Phone.objects.bulk_create(
        Phone(
            person_id=id,
            number=_phone(taken + position),
            number_hash=number_hashes.first(_phone(taken + position)),
            verified_at=now,
            created_at=now,
        )
        for position, id in enumerate(without)
    )


def _phone(number: int) -> str:
    return f"+49151{20_000_000 + number}"


def _give_devices() -> None:
    now = datetime.now(UTC)
    without = list(Person.objects.filter(push_devices__isnull=True).values_list("id", flat=True))
    made = zip(without, _subscriptions(len(without)), strict=True)
    PushDevice.objects.bulk_create(
        PushDevice(person_id=id, endpoint_hash=secret_tokens.digest(one["endpoint"]), created_at=now, **one)
        for id, one in made
    )


def _subscriptions(count: int) -> Iterator[dict[str, Any]]:
    """New devices that listen to this deployment alone, as the push service hands them out."""
    (place,) = settings.PUSH_ALLOW
    asked = json.dumps({"applicationServerKey": settings.VAPID_PUBLIC_KEY})
    connection = http.client.HTTPConnection(place)
    try:
        for _ in range(count):
            connection.request("POST", "/subscriptions", asked)
            made = json.load(connection.getresponse())
            yield {"endpoint": made["endpoint"], **made["keys"]}
    finally:
        connection.close()
