"""The database, the keys to what is in it, and the broker."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import redis
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import Error

from planner.queries.engine import sealed_columns
from tasks import clock
from tasks.doctor.findings import Finding, look, well, wrong

DRIFT_IS_SEEN = timedelta(seconds=2)
DRIFT_HARMS = timedelta(seconds=30)
"""Leases and lateness are reckoned with less than this."""
_REDIS_PATIENCE_S = 5


def database() -> Iterator[Finding]:
    """Reachable, up to the code, set up as Alongside wants it, and how large."""
    try:
        connection.ensure_connection()
    except Error as error:
        yield wrong("database", f"does not answer: {_first_line(error)}", "Start it, or mend DATABASE_URL.")
        return
    yield from _postgresql() if connection.vendor == "postgresql" else _sqlite()
    yield _migrations()


def keys() -> Iterator[Finding]:
    """Whether FIELD_KEYS opens what is stored."""
    unknown = {key.hex() for _, key in sealed_columns.under_unknown_keys()}
    if unknown:
        said = f"something is encrypted under {', '.join(sorted(unknown))}, which is not in FIELD_KEYS"
        yield wrong("keys", said, "Put that key back at the end of the list.")
    else:
        yield well("keys", f"everything opens; new text is under {sealed_columns.key_ids()[0]}")


def clocks() -> Iterator[Finding]:
    """How far this machine is from the clocks that others go by."""
    if connection.vendor == "postgresql":
        yield _drift("the database", clock.now())
    if settings.REDIS_URL:
        seconds, micros = _redis().time()
        yield _drift("Redis", datetime.fromtimestamp(seconds + micros / 1e6, UTC))


def broker() -> Iterator[Finding]:
    """Whether wake-ups get through. Reminders go without, by the clock."""
    if not settings.REDIS_URL:
        yield from _folder(settings.VAR / "broker")
        return
    try:
        _redis().ping()
    except redis.RedisError as error:
        said = f"Redis does not answer: {_first_line(error)}"
        yield wrong(
            "broker", said, "Start it, or mend REDIS_URL. Until then reminders go by the clock alone."
        )
    else:
        yield well("broker", "Redis answers")


def _postgresql() -> Iterator[Finding]:
    size_bytes = _asked("SELECT pg_database_size(current_database())")
    yield well("database", f"PostgreSQL {_asked('SHOW server_version')}, {size_bytes / 1e6:,.0f} MB")
    if (isolation := _asked("SHOW transaction_isolation")) != "read committed":
        do = "Take default_transaction_isolation off the server, the database and the role."
        yield wrong("database", f"isolates transactions as “{isolation}”, not as “read committed”", do)
    if (zone := _asked("SHOW timezone")) != "UTC":
        yield wrong(
            "database", f"answers in the zone {zone}, not in UTC", "Take timezone out of DATABASE_URL."
        )


def _sqlite() -> Iterator[Finding]:
    path = Path(connection.settings_dict["NAME"])
    size_bytes = path.stat().st_size if path.exists() else 0
    yield well("database", f"SQLite {_asked('SELECT sqlite_version()')}, {size_bytes / 1e6:,.1f} MB")
    if (said := _asked("PRAGMA quick_check")) != "ok":
        yield wrong("database", f"is damaged: {said}", "Stop everything and restore the last backup.")


def _migrations() -> Finding:
    executor = MigrationExecutor(connection)
    behind = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if behind:
        return wrong("migrations", f"{len(behind)} have not run", "Run `manage.py migrate`.")
    return well("migrations", "the database is up to this code")


def _drift(of: str, theirs: datetime) -> Finding:
    drift = abs(datetime.now(UTC) - theirs)
    said = f"this machine and {of} are {drift.total_seconds():.1f} s apart"
    if drift < DRIFT_IS_SEEN:
        return well("clock", said)
    make = wrong if drift > DRIFT_HARMS else look
    return make("clock", said, "Let both machines take their time from the net (NTP).")


def _folder(path: Path) -> Iterator[Finding]:
    if path.is_dir() and os.access(path, os.W_OK):
        yield well("broker", f"the folder {path}")
    else:
        yield wrong("broker", f"{path} is no folder that can be written to", "Run `manage.py prepare`.")


def _redis() -> Any:
    return redis.Redis.from_url(
        settings.REDIS_URL, socket_connect_timeout=_REDIS_PATIENCE_S, socket_timeout=_REDIS_PATIENCE_S
    )


def _asked(sql: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
