"""Rows of other tables as JSON columns of one row, so that several lists of somebody's cost one question."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import (
    Expression,
    F,
    Field,
    ForeignKey,
    Func,
    JSONField,
    Model,
    QuerySet,
    Subquery,
    TextField,
)
from django.db.models.functions import JSONArray as AnyJSONArray

M = TypeVar("M", bound=Model)


class JSONArray(AnyJSONArray):
    """Columns as one list: Django asks each connection to SQLite for what every one of ours knows."""

    def as_sqlite(self, compiler: Any, connection: Any, **extra_context: Any) -> tuple[str, Any]:
        return Func.as_sql(self, compiler, connection, **extra_context)


class Rows(Subquery):
    """The rows of a queryset as one JSON list of lists, each with these columns; NULL or [] for none."""

    output_field = JSONField()
    template = "(SELECT jsonb_agg(nested.columns) FROM (%(subquery)s) nested)"

    def __init__(self, rows: QuerySet[Any], *columns: str | F | Expression) -> None:
        super().__init__(rows.order_by().annotate(columns=JSONArray(*columns)).values("columns"))

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        # A list that comes out of a subquery is text to SQLite until it is told otherwise.
        template = "(SELECT json_group_array(json(nested.columns)) FROM (%(subquery)s) nested)"
        return self.as_sql(compiler, connection, template=template)


class Hex(Func):
    """Stored bytes as text, for JSON holds none."""

    function = "HEX"
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        return self.as_sql(compiler, connection, template="encode(%(expressions)s, 'hex')")


def lists(column: str | None) -> list[list[Any]]:
    """What the database gives for `Rows`."""
    found: list[list[Any]] = json.loads(column) if column else []
    return found


def moment(text: str) -> datetime:
    """An instant inside JSON, aware UTC: SQLite writes it without its offset."""
    read = datetime.fromisoformat(text)
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def row(model: type[M], columns: list[Any]) -> M:
    """The instance of a row that was asked for with `names(model)`."""
    fields = model._meta.concrete_fields
    values = [_value(field, one) for field, one in zip(fields, columns, strict=True)]
    return model.from_db("default", names(model), values)


def names(model: type[Model]) -> list[str]:
    """All columns of a model, for `Rows`."""
    return [field.attname for field in model._meta.concrete_fields]


_READ: dict[str, Callable[[Any], Any]] = {
    "UUIDField": UUID,
    "DateTimeField": moment,
    "TimeField": time.fromisoformat,
    "DateField": date.fromisoformat,
    "BooleanField": bool,
}


def _value(field: "Field[Any, Any]", stored: Any) -> Any:
    to = field.target_field if isinstance(field, ForeignKey) else field
    read = _READ.get(to.get_internal_type())
    return read(stored) if read and stored is not None else stored
