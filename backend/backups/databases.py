"""The database as a file and back, by its own tools: SQLite's online copy, pg_dump and pg_restore."""

import os
import sqlite3
import subprocess
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.backends.postgresql.client import DatabaseClient


class Failed(Exception):
    """The database's own tool could not do it."""


def dump(target: Path) -> None:
    """Copy all of it as it is at one moment, while others write. Raises `Failed`."""
    if connection.vendor == "sqlite":
        _copy(Path(connection.settings_dict["NAME"]), target)
    else:
        _run("pg_dump", "--format", "custom", "--no-owner", "--no-privileges", "--file", str(target))


def load(source: Path) -> None:
    """Put it back into an empty database: all of it or nothing. Raises `Failed`."""
    if connection.vendor == "sqlite":
        connection.close()
        _copy(source, Path(connection.settings_dict["NAME"]))
    else:
        _run(
            "pg_restore",
            "--exit-on-error",
            "--single-transaction",
            "--no-owner",
            "--no-privileges",
            str(source),
        )


def is_empty() -> bool:
    """Whether there is not a single table."""
    with connection.cursor() as cursor:
        return not connection.introspection.table_names(cursor)


def _copy(source: Path, target: Path) -> None:
    """In one step, under one read lock: in WAL mode that holds nobody up."""
    try:
        reading, writing = (
            sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True),
            sqlite3.connect(target),
        )
        with reading, writing:
            reading.backup(writing)
        is_whole = writing.execute("PRAGMA quick_check").fetchone() == ("ok",)
        reading.close()
        writing.close()
    except sqlite3.Error as error:
        raise Failed(f"SQLite: {error}.") from error
    if not is_whole:
        raise Failed(f"SQLite finds {source} damaged.")


def _run(program: str, *options: str) -> None:
    settings = connection.settings_dict
    _, secrets = DatabaseClient.settings_to_cmd_args_env(settings, [])
    try:
        done = subprocess.run(
            [program, "--dbname", settings["NAME"], *options],
            env=os.environ | _where(settings) | (secrets or {}),
            capture_output=True,
            text=True,
        )
    except FileNotFoundError:
        raise Failed(
            f"{program} is not on this machine. It comes with PostgreSQL's client programs."
        ) from None
    if done.returncode:
        raise Failed(f"{program}: {done.stderr.strip()}")


def _where(settings: dict[str, Any]) -> dict[str, str]:
    """Not as arguments: those are for every user of the machine to read."""
    known = {"PGHOST": settings["HOST"], "PGPORT": settings["PORT"], "PGUSER": settings["USER"]}
    return {name: str(value) for name, value in known.items() if value}
