"""The time, read where all processes agree on it."""

from datetime import UTC, datetime

from django.db import connection


def now() -> datetime:
    """Aware UTC: the database's clock on PostgreSQL, which every machine shares, else this machine's."""
    if connection.vendor != "postgresql":
        return datetime.now(UTC)
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        moment: datetime = cursor.fetchone()[0]
    return moment
