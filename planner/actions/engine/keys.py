"""Encrypting what is stored anew with the first key of `FIELD_KEYS`, so that the older keys can go.

Row by row beside whoever works: a row is written only if it still holds what was read, so nothing newer is
lost. What is done needs no note: a stored value names its key, so the next run goes on where this one ended.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidTag
from django.db import transaction
from django.db.models import BinaryField, QuerySet, Value
from django.db.models.functions import Length

from planner.models import Phone, StoppedNumber
from planner.models.channels import number_hashes
from planner.models.fields import UnknownKey, column_name, seal, sealed, unseal
from planner.queries.engine import sealed_columns
from planner.queries.engine.sealed_columns import AS_STORED, Table

MOST_ROWS = 200
MOST_BYTES = 4_000_000
"""In one transaction and in memory at once; a single row may be larger."""
FOUND_BY_NUMBER = (Phone, StoppedNumber)
"""Where a hash under the same key lies beside the number: both change together."""


@dataclass(frozen=True, slots=True)
class Rotated:
    """What became of one table's rows: `changed` were written by somebody else meanwhile."""

    rows: int = 0
    changed: int = 0
    unreadable: int = 0

    def __add__(self, other: "Rotated") -> "Rotated":
        return Rotated(
            self.rows + other.rows, self.changed + other.changed, self.unreadable + other.unreadable
        )


def rotate(table: Table) -> Rotated:
    """Encrypt everything in this table with the first key; what cannot be read is left as it is."""
    total, last = Rotated(), None
    while keys := _next(table, last):
        total += _rotate_batch(table, keys)
        last = keys[-1]
    return total


def _next(table: Table, last: Any) -> list[Any]:
    """The next rows after `last` that are behind: as many as fit into one batch."""
    rows = sealed_columns.behind(table).order_by("pk")
    if last is not None:
        rows = rows.filter(pk__gt=last)
    size = sum((Length(AS_STORED.format(name)) for name in table.columns), Value(0))
    keys: list[Any] = []
    total = 0
    for pk, bytes_ in rows.annotate(size=size).values_list("pk", "size")[:MOST_ROWS]:
        total += bytes_
        if keys and total > MOST_BYTES:
            break
        keys.append(pk)
    return keys


@transaction.atomic
def _rotate_batch(table: Table, keys: Iterable[Any]) -> Rotated:
    names = [AS_STORED.format(name) for name in table.columns]
    rows = sealed_columns.behind(table).filter(pk__in=keys).order_by("pk")
    rotated = changed = unreadable = 0
    for pk, *stored in rows.values_list("pk", *names):
        before = {name: bytes(value) for name, value in zip(table.columns, stored, strict=True) if value}
        try:
            is_written = _write(table, pk, before, _anew(table, before))
        except (UnknownKey, InvalidTag):
            unreadable += 1
        else:
            rotated, changed = rotated + is_written, changed + (not is_written)
    return Rotated(rotated, changed, unreadable)


def _anew(table: Table, before: Mapping[str, bytes]) -> dict[str, bytes]:
    """What to write instead, by column. Raises as `unseal` does."""
    columns = {name: column_name(table.model, name) for name in before}
    plain = {name: unseal(value, column=columns[name]) for name, value in before.items()}
    after = {name: seal(value, column=columns[name]) for name, value in plain.items()}
    if table.model in FOUND_BY_NUMBER and "number" in plain:
        after["number_hash"] = number_hashes.first(plain["number"].decode())
    return after


def _write(table: Table, pk: Any, before: Mapping[str, bytes], after: Mapping[str, bytes]) -> bool:
    """Whether the row still held what was read, and now holds the same under the first key."""
    rows: QuerySet[Any] = table.model._base_manager.filter(pk=pk)
    for name, value in before.items():
        rows = rows.annotate(**{AS_STORED.format(name): sealed(name)})
        rows = rows.filter(**{AS_STORED.format(name): value})
    values = {name: Value(value, output_field=BinaryField()) for name, value in after.items()}
    return bool(rows.update(**values))
