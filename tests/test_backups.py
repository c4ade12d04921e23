"""A backup that was made while somebody writes comes back whole, on both databases, and where it belongs."""

import base64
import os
import secrets
import sqlite3
import stat
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from tests import services
from tests.tasks.deployment import ROOT, Deployment

pytestmark = pytest.mark.slow

FILL = """
from django.utils import timezone
from planner.actions.people import demo
accounts = [demo.Account(name, f"{name}@alongside.example", "a password") for name in ("mira", "jonas")]
demo.load(*accounts, now=timezone.now())
"""
Rows = dict[str, list[str]]


class Place(Deployment):
    """One installation, and the rows in it."""

    def fails(self, *arguments: str) -> str:
        """What a command that must not succeed says."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=300,
        )
        assert done.returncode != 0, done.stdout
        return done.stderr


def embedded(folder: Path) -> Place:
    known = {name: value for name, value in os.environ.items() if name not in ("FIELD_KEYS", "SECRET_KEY")}
    return Place(known | {"ALONGSIDE_VAR": str(folder), "DATABASE_URL": "", "EMAIL_URL": ""})


def grown(folder: Path, url: str, keys: str) -> Place:
    return Place(os.environ | {"ALONGSIDE_VAR": str(folder), "DATABASE_URL": url, "FIELD_KEYS": keys})


def sqlite_rows(path: Path) -> Rows:
    with closing(sqlite3.connect(path)) as database:
        names = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: sorted(map(repr, database.execute(f'SELECT * FROM "{name}"'))) for name in names}


def postgres_rows(url: str) -> Rows:
    names = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    with psycopg.connect(url) as database:
        tables = [sql.Identifier(row[0]) for row in database.execute(names)]
        return {
            repr(one): sorted(map(repr, database.execute(sql.SQL("SELECT * FROM {}").format(one))))
            for one in tables
        }


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """An embedded installation with a life in it."""
    place = embedded(tmp_path_factory.mktemp("origin"))
    place.run("prepare", "--no-demo")
    place.run("shell", "--no-imports", "--command", FILL)
    return place


@pytest.fixture
def passphrase(tmp_path: Path) -> Path:
    path = tmp_path / "passphrase"
    path.write_text("four words that stay\n")
    return path


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def var(place: Place) -> Path:
    return Path(place.environment["ALONGSIDE_VAR"])


def test_all_of_it_comes_back_with_its_keys(origin: Place, tmp_path: Path, passphrase: Path) -> None:
    file, database = tmp_path / "today", var(origin) / "alongside.sqlite3"
    before = sqlite_rows(database)
    with closing(sqlite3.connect(database, isolation_level=None)) as somebody:
        somebody.execute("BEGIN IMMEDIATE")
        somebody.execute("DELETE FROM planner_viewversion")
        made = origin.run("backup", str(file), "--passphrase-file", str(passphrase))
        somebody.execute("ROLLBACK")

    there = embedded(tmp_path / "there")
    told = there.run("restore", str(file), "--passphrase-file", str(passphrase))

    assert "The keys are in it, sealed." in made
    assert "make run" in told and "may be sent once more" in told
    assert sqlite_rows(var(there) / "alongside.sqlite3") == before
    assert sum(map(len, before.values())) > 300
    assert (var(there) / "secrets.json").read_text() == (var(origin) / "secrets.json").read_text()
    assert "Everything is under the first key" in there.run("rotate_keys", "--check")
    assert {mode(file), mode(var(there) / "secrets.json")} == {0o600}


@pytest.mark.postgres
def test_all_of_it_comes_back_on_postgresql(postgres_url: str, tmp_path: Path) -> None:
    keys, other_keys = (base64.b64encode(secrets.token_bytes(32)).decode() for _ in range(2))
    place, file = grown(tmp_path / "var", postgres_url, keys), tmp_path / "today"
    place.run("migrate", "--verbosity", "0")
    place.run("shell", "--no-imports", "--command", FILL)
    before = postgres_rows(postgres_url)
    with psycopg.connect(postgres_url) as somebody:
        somebody.execute("DELETE FROM planner_viewversion")
        made = place.run("backup", str(file))
        somebody.rollback()

    with services.fresh_postgres(f"alongside_restored_{os.getpid()}") as url:
        refused = grown(tmp_path / "var", url, other_keys).fails("restore", str(file))
        told = grown(tmp_path / "var", url, keys).run("restore", str(file))
        after = postgres_rows(url)

    assert "keep FIELD_KEYS apart" in made
    assert "which is not in FIELD_KEYS" in refused
    assert "manage.py migrate" in told
    assert after == before
    assert sum(map(len, before.values())) > 300


@pytest.fixture(scope="module")
def backup(origin: Place, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("kept") / "today"
    origin.run("backup", str(file))
    return file


def test_a_backup_goes_into_an_empty_database_only(origin: Place, backup: Path) -> None:
    assert "into an empty one only" in origin.fails("restore", str(backup))


def test_a_backup_is_never_written_over(origin: Place, backup: Path) -> None:
    assert "is there already" in origin.fails("backup", str(backup))


def test_without_its_keys_it_stays_where_it_is(backup: Path, tmp_path: Path) -> None:
    there = embedded(tmp_path / "there")

    assert "which is not in FIELD_KEYS" in there.fails("restore", str(backup))
    assert not list(var(there).glob("*.sqlite3")) or not sqlite_rows(var(there) / "alongside.sqlite3")


@pytest.mark.postgres
def test_a_file_of_sqlite_is_none_for_postgresql(backup: Path, postgres_url: str, tmp_path: Path) -> None:
    keys = base64.b64encode(secrets.token_bytes(32)).decode()

    told = grown(tmp_path, postgres_url, keys).fails("restore", str(backup))

    assert "a backup of sqlite, and the database here is postgresql" in told


def damaged(backup: Path, folder: Path) -> Iterator[tuple[Path, str]]:
    half, other, newer = folder / "half", folder / "other", folder / "newer"
    half.write_bytes(backup.read_bytes()[:100_000])
    yield half, "only a part of one"
    other.write_text("no tar")
    yield other, "is no backup"
    changed = bytearray(backup.read_bytes())
    changed[len(changed) // 2] ^= 1
    newer.write_bytes(changed)
    yield newer, "was damaged"


def test_what_is_no_whole_backup_is_refused_in_words(backup: Path, tmp_path: Path) -> None:
    there = embedded(tmp_path / "there")

    told = [(there.fails("restore", str(path)), words) for path, words in damaged(backup, tmp_path)]

    assert [words for said, words in told if words not in said or "Traceback" in said] == []


def test_a_newer_backup_asks_for_the_newer_program(backup: Path, tmp_path: Path) -> None:
    newer, part = tmp_path / "newer", tmp_path / "part"
    with tarfile.open(backup) as old, tarfile.open(newer, "w") as made:
        for name in old.getnames():
            part.write_bytes(old.extractfile(name).read())
            if name == "backup.json":
                part.write_text(part.read_text().replace('"0001_', '"9001_'))
            made.add(part, name)

    told = embedded(tmp_path / "there").fails("restore", str(newer))

    assert "is of a newer Alongside" in told


def test_a_wrong_passphrase_opens_nothing(origin: Place, tmp_path: Path, passphrase: Path) -> None:
    file, wrong = tmp_path / "today", tmp_path / "wrong"
    wrong.write_text("five words that do not")
    origin.run("backup", str(file), "--passphrase-file", str(passphrase))

    there = embedded(tmp_path / "there")

    assert "not the passphrase" in there.fails("restore", str(file), "--passphrase-file", str(wrong))
    assert b"field_keys" not in file.read_bytes()
