"""The file itself: a tar with the database as its own tool copies it, a note, perhaps sealed secrets."""

import hashlib
import json
import shutil
import tarfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

FORMAT = 1
_NOTE, _DATABASE, _SECRETS = "backup.json", "database", "secrets"


class NoBackup(Exception):
    """A file that is no whole backup of ours."""


@dataclass(frozen=True, slots=True)
class Note:
    """What is in the file. `migrations`: app and name; `keys`: ids of FIELD_KEYS, the writing one first."""

    made_at: str
    database: str
    migrations: tuple[tuple[str, str], ...]
    keys: tuple[str, ...]
    sha256: str = ""
    format: int = FORMAT


def pack(target: Path, note: Note, *, database: Path, secrets: Path | None) -> None:
    """Write the file, for its owner alone. `target` never holds half of it."""
    draft = database.parent / "whole"
    written = database.parent / _NOTE
    written.write_text(json.dumps(asdict(note) | {"sha256": _digest(database)}))
    draft.touch(mode=0o600)
    with tarfile.open(draft, "w") as tar:
        tar.add(written, _NOTE)
        tar.add(database, _DATABASE)
        if secrets:
            tar.add(secrets, _SECRETS)
    shutil.move(draft, target)


def unpack(source: Path, folder: Path) -> tuple[Note, Path, Path | None]:
    """The note, and where in `folder` the database and the sealed secrets now lie. Raises `NoBackup`."""
    try:
        with tarfile.open(source, "r:") as tar:
            found = {name: _extract(tar, name, folder) for name in tar.getnames() if name in _KNOWN}
        note = _read(json.loads(found[_NOTE].read_text()))
        database = found[_DATABASE]
    except (tarfile.TarError, KeyError, TypeError, ValueError, EOFError) as error:
        raise NoBackup(f"{source} is no backup of Alongside, or only a part of one.") from error
    if _digest(database) != note.sha256:
        raise NoBackup(f"{source} was damaged since it was made.")
    return note, database, found.get(_SECRETS)


_KNOWN = (_NOTE, _DATABASE, _SECRETS)


def _extract(tar: tarfile.TarFile, name: str, folder: Path) -> Path:
    """Only the three names that we write, as plain files: nothing in a tar decides where it lands."""
    content = tar.extractfile(name)
    if content is None:
        raise KeyError(name)
    path = folder / f"read-{name}"
    path.touch(mode=0o600)
    with content, path.open("wb") as file:
        shutil.copyfileobj(content, file)
    return path


def _read(known: Mapping[str, object]) -> Note:
    if known.get("format") != FORMAT:
        raise NoBackup("This backup was made by a newer Alongside. Install that one first.")
    note = Note(**known)  # type: ignore[arg-type]
    return Note(**asdict(note) | {"migrations": tuple((app, name) for app, name in note.migrations)})


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
