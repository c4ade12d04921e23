"""How a person can be reached, and what they do not want: one query, since every plan and every send asks."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet, Value

from planner.core.reminding.reminders import Channel, Step
from planner.models import Phone, PushDevice, Suspension, UnsubscribeLink
from planner.queries.engine import offered
from planner.queries.engine.nested import Rows

Note = tuple[str, str]
"""What a table says of a person, and of which step or channel."""
_Table = tuple[str, QuerySet[Any], F | Value]

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
    first, *others = (_pairs(*table) for table in _tables(Q(person_id__in=person_ids)))
    noted: dict[UUID, set[Note]] = defaultdict(set)
    for person_id, what, value in first.union(*others):
        noted[person_id].add((what, value))
    return {person_id: of_notes(noted[person_id]) for person_id in person_ids}


def notes(theirs: Q) -> tuple[Rows, ...]:
    """The same as columns of a question about people, for `of_notes`; `theirs` picks the rows of one."""
    return tuple(Rows(rows, Value(what), value) for what, rows, value in _tables(theirs))


def of_notes(noted: Collection[Note]) -> Ways:
    """The ways that lie in what the tables say."""
    has = {Channel.EMAIL} | {Channel(value) for what, value in noted if what == _HAS}
    suspended = {Channel(value) for what, value in noted if what == _SUSPENDED}
    if not offered.texts():
        has.discard(Channel.SMS)
    if not offered.pushes():
        has.discard(Channel.PUSH)
    # The digest is no step of the ladder.
    unwanted = (Step(value) for what, value in noted if what == _UNWANTED and value in tuple(Step))
    return Ways(frozenset(has - suspended), frozenset(unwanted))


def _tables(theirs: Q) -> tuple[_Table, ...]:
    links = UnsubscribeLink.objects.filter(theirs, unsubscribed_at__isnull=False)
    numbers = Phone.objects.filter(theirs, verified_at__isnull=False, stopped_at__isnull=True)
    return (
        (_UNWANTED, links, F("step")),
        (_SUSPENDED, Suspension.objects.filter(theirs, lifted_at__isnull=True), F("channel")),
        (_HAS, numbers, Value(Channel.SMS.value)),
        (_HAS, PushDevice.objects.filter(theirs), Value(Channel.PUSH.value)),
    )


def _pairs(what: str, rows: QuerySet[Any], value: F | Value) -> QuerySet[Any]:
    """Rows of different tables in one shape."""
    pairs: QuerySet[Any] = rows.annotate(what=Value(what), value=value)
    return pairs.values_list("person_id", "what", "value")
