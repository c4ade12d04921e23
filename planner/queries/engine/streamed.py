"""Thousands of rows as the database hands them over: none is converted, and no list of them is made."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

_AT_ONCE = 500


def rows(asked: QuerySet[Any, Any]) -> Iterator[tuple[Any, ...]]:
    """The columns of `asked`, which are such as both databases give alike: texts, and those of `sealed`.

    `QuerySet.iterator` would do for SQLite, but has PostgreSQL write all of them down for a cursor first.
    """
    try:
        sql, params = asked.query.sql_with_params()
    except EmptyResultSet:
        return
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        while some := cursor.fetchmany(_AT_ONCE):
            yield from some
