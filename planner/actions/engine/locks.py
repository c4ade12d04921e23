"""The lock on a person: whoever counts what is theirs, or decides about their messages, holds it."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from planner import errors
from planner.models import Person


def person(person_id: UUID) -> Person:
    """This person, locked until the transaction ends. Raises `NotFound`."""
    # no_key: rows that merely refer to a person need not wait.
    found = Person.objects.select_for_update(no_key=True).filter(id=person_id).first()
    if found is None:
        raise errors.NotFound
    return found


def people(person_ids: Collection[UUID] | QuerySet[Any, Any]) -> list[UUID]:
    """These people, locked in the order of their ids, so that no two wait for each other."""
    rows = Person.objects.select_for_update(no_key=True).filter(id__in=person_ids).order_by("id")
    return list(rows.values_list("id", flat=True))
