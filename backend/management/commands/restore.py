"""Puts a backup into an empty installation, and says what to do next."""

import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from backend.backups import archive, databases, embedded_secrets
from backend.management.commands.backup import read_passphrase
from planner.queries.engine import sealed_columns

NEXT = """What to do next:
- {start}
- Reminders go on from what is due: what came too late for its event is shown as missed, not sent. One that
  was sent after the backup was made may be sent once more.
- Feeds, tokens and passwords hold as they were then: what was revoked or changed since has to be so again.
- Whoever is signed in stays so, if the secret key is the same."""


class Command(BaseCommand):
    help = "Put the backup FILE into an empty database."
    # It looks at what is there before there is a table.
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--passphrase-file", type=Path, help="opens the keys in it (embedded default)")

    def handle(self, *args: Any, file: Path, passphrase_file: Path | None, **options: Any) -> None:
        if not databases.is_empty():
            raise CommandError("This database holds something. A backup goes into an empty one only.")
        try:
            note = _restore(file, passphrase_file)
        except (archive.NoBackup, databases.Failed, embedded_secrets.WrongPassphrase, OSError) as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(f"Restored as it was at {note.made_at}.")
        self.stdout.write(NEXT.format(start=_start(note)))


def _restore(file: Path, passphrase_file: Path | None) -> archive.Note:
    settings.VAR.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=settings.VAR) as folder:
        note, database, secrets = archive.unpack(file, Path(folder))
        _refuse_foreign(note)
        files = _opened(secrets, passphrase_file)
        if not files:
            _refuse_unreadable(note)
        databases.load(database)
        embedded_secrets.put_back(files, settings.VAR)
    return note


def _refuse_foreign(note: archive.Note) -> None:
    if note.database != connection.vendor:
        raise CommandError(
            f"This is a backup of {note.database}, and the database here is {connection.vendor}."
        )
    known = _known_migrations()
    apps = {app for app, _ in known}
    newer = [f"{app}.{name}" for app, name in note.migrations if app in apps and (app, name) not in known]
    if newer:
        raise CommandError(f"This backup is of a newer Alongside ({newer[-1]}). Install that one first.")


def _refuse_unreadable(note: archive.Note) -> None:
    if note.keys[0] not in sealed_columns.key_ids():
        raise CommandError(
            f"Its private text is encrypted under the key {note.keys[0]}, which is not in FIELD_KEYS. "
            "Put that key there first, or give the passphrase of the keys in it."
        )


def _opened(secrets: Path | None, passphrase_file: Path | None) -> dict[str, str]:
    if passphrase_file is None:
        return {}
    if secrets is None or not settings.EMBEDDED:
        raise CommandError("There are no keys to open: leave --passphrase-file out.")
    return embedded_secrets.unseal(secrets.read_bytes(), read_passphrase(passphrase_file))


def _known_migrations() -> set[tuple[str, str]]:
    """Those of this code, and those that were joined into them."""
    found = MigrationLoader(connection).disk_migrations
    return set(found) | {one for migration in found.values() for one in migration.replaces}


def _start(note: archive.Note) -> str:
    return (
        "Start it: make run." if settings.EMBEDDED else "Run `manage.py migrate`, then start all processes."
    )
