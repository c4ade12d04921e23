"""A question that every page asks, put into SQL once.

Django needs longer to put the month's two questions into SQL than a database needs to answer them. They are
written by Django all the same, from the same conditions, but for stand-ins; whoever asks takes their place.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import DateTimeField, QuerySet, UUIDField


@dataclass(frozen=True, slots=True)
class Statement:
    """SQL, its parameters, and which of these are stand-ins and for what."""

    sql: str
    params: tuple[Any, ...]
    stand_ins: Mapping[Any, str]

    def and_all_of(self, other: "Statement") -> "Statement":
        """One question for the rows of both, which have the same columns and no order."""
        sql = f"{self.sql} UNION ALL {other.sql}"
        return Statement(sql, self.params + other.params, {**self.stand_ins, **other.stand_ins})

    def rows(self, given: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """The answer with these values in the places of the stand-ins, as the database gives it."""
        values = {name: _as_stored(value) for name, value in given.items()}
        params = [values[self.stand_ins[one]] if one in self.stand_ins else one for one in self.params]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, params)
            found: list[tuple[Any, ...]] = cursor.fetchall()
            return found


def statement(asked: Callable[..., QuerySet[Any, Any]], stand_ins: Mapping[str, Any]) -> Statement:
    """The query that `asked` makes of the stand-ins, each of which differs from all else in it."""
    sql, params = asked(**stand_ins).query.sql_with_params()
    return Statement(sql, tuple(params), {_as_stored(value): name for name, value in stand_ins.items()})


def uuid(stored: Any) -> UUID:
    """An id as SQLite or PostgreSQL gives it."""
    return stored if isinstance(stored, UUID) else UUID(stored)


def _as_stored(value: Any) -> Any:
    if isinstance(value, UUID):
        return UUIDField().get_db_prep_value(value, connection)
    if isinstance(value, datetime):
        return DateTimeField().get_db_prep_value(value, connection)
    return value
