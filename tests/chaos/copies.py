"""Couples multiplied: what a few arranged by deeds, many have, each with ids of their own."""

import copy
import re
from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid5

from django.db import models, transaction

from planner.models import (
    Agreement,
    Calendar,
    Couple,
    Event,
    Flag,
    Horizon,
    Membership,
    Person,
    Plan,
    PlanVersion,
    Reminder,
    Schedule,
    ViewVersion,
)

TABLES: tuple[type[models.Model], ...] = (
    Person,
    Couple,
    Membership,
    Horizon,
    ViewVersion,
    Calendar,
    Event,
    Flag,
    Plan,
    PlanVersion,
    Agreement,
    Schedule,
    Reminder,
)
"""In an order in which every row stands before those that point to it."""
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@transaction.atomic
def multiply(times: int) -> None:
    """As many couples again, until there are `times` as many."""
    rows = {table: list(table._default_manager.order_by("pk")) for table in TABLES}
    people = {str(one.pk) for one in rows[Person]}
    for number in range(1, times):
        numbers: dict[tuple[type[models.Model], Any], Any] = {}
        for table in TABLES:
            made = [_twin(row, number, people, numbers) for row in rows[table]]
            table._default_manager.bulk_create(made)
            numbers |= {(table, old.pk): new.pk for old, new in zip(rows[table], made, strict=True)}


def _twin(
    row: models.Model, number: int, people: set[str], numbers: dict[tuple[type[models.Model], Any], Any]
) -> models.Model:
    twin = copy.copy(row)
    twin._state = copy.copy(row._state)
    twin._state.adding = True
    for field in _columns(row):
        value = getattr(row, field.attname)
        setattr(twin, field.attname, _twin_value(field, value, number, people, numbers))
    return twin


def _columns(row: models.Model) -> Iterable[Any]:
    return row._meta.concrete_fields


def _twin_value(
    field: Any,
    value: Any,
    number: int,
    people: set[str],
    numbers: dict[tuple[type[models.Model], Any], Any],
) -> Any:
    target = field.related_model if field.is_relation else None
    if target is not None and (target, value) in numbers:
        return numbers[target, value]
    if isinstance(field, models.AutoField):
        return None
    if isinstance(value, UUID):
        return _other(value, number)
    if isinstance(field, models.EmailField):
        return f"{number}-{value}"
    return _renamed(value, number, people) if isinstance(value, str) else value


def _renamed(text: str, number: int, people: set[str]) -> str:
    """What a text says of a person is said of the twin."""

    def one(found: "re.Match[str]") -> str:
        return str(_other(UUID(found[0]), number)) if found[0] in people else found[0]

    return _UUID.sub(one, text)


def _other(id: UUID, number: int) -> UUID:
    return uuid5(id, str(number))
