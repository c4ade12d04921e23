"""How a person can be reached, and what they do not want: one query, since every plan and every send asks."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet, Value
from django.db.models.expressions import Combinable

from planner.core.reminding.reminders import Channel, Step
from planner.models import Phone, PushDevice, Suspension, UnsubscribeLink

_UNWANTED = "unwanted"
_SUSPENDED = "suspended"
_HAS = "has"


@dataclass(frozen=True, slots=True)
class Ways:
    """The channels that reach somebody, and the steps they ended by a link."""

    channels: frozenset[Channel]
    unwanted: frozenset[Step]


def ways(person_ids: Collection[UUID]) -> dict[UUID, Ways]:
    """How each of these people can be reached, in one query.

    Mail goes to everybody, a text to a number that was verified and not stopped, a push where there is a
    device; none of them by a channel that is suspended.
    """
    noted = _noted(person_ids)
    return {person_id: _ways(noted[person_id]) for person_id in person_ids}


def _ways(noted: set[tuple[str, str]]) -> Ways:
    has = {Channel.EMAIL} | {Channel(value) for what, value in noted if what == _HAS}
    suspended = {Channel(value) for what, value in noted if what == _SUSPENDED}
    unwanted = (Step(value) for what, value in noted if what == _UNWANTED)
    return Ways(frozenset(has - suspended), frozenset(unwanted))


def _noted(person_ids: Collection[UUID]) -> dict[UUID, set[tuple[str, str]]]:
    links = UnsubscribeLink.objects.filter(person_id__in=person_ids, unsubscribed_at__isnull=False)
    suspensions = Suspension.objects.filter(person_id__in=person_ids)
    phones = Phone.objects.filter(
        person_id__in=person_ids, verified_at__isnull=False, stopped_at__isnull=True
    )
    devices = PushDevice.objects.filter(person_id__in=person_ids)
    rows = _pairs(links, _UNWANTED, F("step")).union(
        _pairs(suspensions, _SUSPENDED, F("channel")),
        _pairs(phones, _HAS, Value(Channel.SMS.value)),
        _pairs(devices, _HAS, Value(Channel.PUSH.value)),
    )
    noted: dict[UUID, set[tuple[str, str]]] = defaultdict(set)
    for person_id, what, value in rows:
        noted[person_id].add((what, value))
    return noted


def _pairs(rows: QuerySet[Any], what: str, value: Combinable) -> QuerySet[Any]:
    """Rows of different tables in one shape."""
    pairs: QuerySet[Any] = rows.annotate(what=Value(what), value=value)
    return pairs.values_list("person_id", "what", "value")
