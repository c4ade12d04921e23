"""Everything that `FIELD_KEYS` encrypts, by table, and how much of it is not under the first key."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import BinaryField, Model, Q, QuerySet
from django.db.models.functions import Substr

from planner.models import StoppedNumber
from planner.models.fields import KEY_ID_AT, KEY_ID_BYTES, EncryptedBytesField, key_id, sealed

AS_STORED = "{}_as_stored"
_KEY = "{}_key"


@dataclass(frozen=True, slots=True)
class Table:
    """A model and the columns of it that are encrypted."""

    model: type[Model]
    columns: tuple[str, ...]

    def __str__(self) -> str:
        return self.model._meta.label


def key_ids() -> tuple[str, ...]:
    """The ids of `FIELD_KEYS` as stored values name them, the one that writes first. They give none away."""
    return tuple(key_id(key).hex() for key in settings.FIELD_KEYS)


def tables() -> tuple[Table, ...]:
    """Every model of every app that has an encrypted column, in the order of their names."""
    found = (Table(model, _columns(model)) for model in apps.get_models())
    return tuple(sorted((table for table in found if table.columns), key=str))


def behind(table: Table) -> "QuerySet[Any]":
    """The rows with a value under any key but the first, each column beside it as it is stored."""
    rows: QuerySet[Any] = table.model._base_manager.all()
    for name in table.columns:
        rows = rows.annotate(**{AS_STORED.format(name): sealed(name)})
        at = Substr(AS_STORED.format(name), KEY_ID_AT, KEY_ID_BYTES, output_field=BinaryField())
        rows = rows.annotate(**{_KEY.format(name): at})
    return rows.filter(reduce(or_, (_is_behind(name) for name in table.columns)))


def under_unknown_keys() -> Iterator[tuple[Table, bytes]]:
    """The tables with something that no key of `FIELD_KEYS` opens, each with the id of one such key."""
    known = tuple(key_id(key) for key in settings.FIELD_KEYS)
    for table in tables():
        for name in table.columns:
            keys = behind(table).exclude(**{f"{_KEY.format(name)}__in": (b"", *known)})
            for found in keys.values_list(_KEY.format(name), flat=True)[:1]:
                yield table, bytes(found)


def stopped_without_number() -> int:
    """Numbers that texted STOP and are known by a hash alone, which no other key can make anew."""
    bare = StoppedNumber.objects.annotate(**{AS_STORED.format("number"): sealed("number")})
    return int(bare.filter(**{AS_STORED.format("number"): b""}).count())


def _columns(model: type[Model]) -> tuple[str, ...]:
    fields = model._meta.local_concrete_fields
    return tuple(field.name for field in fields if isinstance(field, EncryptedBytesField))


def _is_behind(name: str) -> Q:
    """Neither under the first key nor empty."""
    key = _KEY.format(name)
    return Q(**{f"{key}__isnull": False}) & ~Q(**{f"{key}__in": (b"", key_id(settings.FIELD_KEYS[0]))})
