"""Writes everything into one file while all goes on."""

import os
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from backend.backups import archive, databases, embedded_secrets
from planner.queries.engine import sealed_columns

LEFT_OUT = "The keys are not in it: keep {} apart from it. Nobody reads its private text without them."


class Command(BaseCommand):
    help = "Copy the whole database into FILE. With a passphrase, the embedded default's keys go with it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="where to; must not be there yet")
        parser.add_argument(
            "--passphrase-file", type=Path, help="seals var/secrets.json into it (embedded default)"
        )

    def handle(self, *args: Any, file: Path, passphrase_file: Path | None, **options: Any) -> None:
        if file.exists():
            raise CommandError(f"{file} is there already: a backup is never written over.")
        passphrase = _passphrase(passphrase_file) if passphrase_file else ""
        try:
            _write(file, passphrase)
        except (databases.Failed, OSError) as failure:
            raise CommandError(str(failure)) from None
        self.stdout.write(f"{file}: {file.stat().st_size:,} bytes.")
        self.stdout.write("The keys are in it, sealed." if passphrase else LEFT_OUT.format(_where_keys_are()))


def _write(file: Path, passphrase: str) -> None:
    """Beside its place first, so that moving it there is one step."""
    with tempfile.TemporaryDirectory(dir=file.parent) as folder:
        database, secrets = Path(folder, "database"), Path(folder, "secrets")
        database.touch(mode=0o600)
        note = _note()
        databases.dump(database)
        if passphrase:
            secrets.write_bytes(embedded_secrets.seal(settings.VAR, passphrase))
        archive.pack(file, note, database=database, secrets=secrets if passphrase else None)


def _note() -> archive.Note:
    applied = tuple(sorted(MigrationRecorder(connection).applied_migrations()))
    made_at = timezone.now().isoformat(timespec="seconds")
    return archive.Note(made_at, connection.vendor, applied, sealed_columns.key_ids())


def _passphrase(path: Path) -> str:
    if not settings.EMBEDDED:
        raise CommandError(
            "Only the embedded default keeps keys in files of its own. Back yours up apart from this."
        )
    if os.environ.keys() & {"FIELD_KEYS", "FIELD_KEYS_FILE"}:
        raise CommandError(
            "FIELD_KEYS is set, so var/secrets.json is not what encrypts. Keep FIELD_KEYS apart."
        )
    return read_passphrase(path)


def read_passphrase(path: Path) -> str:
    """What stands in the file. Raises `CommandError`."""
    try:
        passphrase = path.read_text().strip()
    except (OSError, UnicodeDecodeError):
        raise CommandError(f"{path} cannot be read.") from None
    if len(passphrase) < embedded_secrets.SHORTEST:
        raise CommandError(f"A passphrase has {embedded_secrets.SHORTEST} letters or more.")
    return passphrase


def _where_keys_are() -> str:
    return f"{settings.VAR / 'secrets.json'}" if settings.EMBEDDED else "FIELD_KEYS"
