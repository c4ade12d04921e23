"""No process starts with settings that are unsafe, and what is wrong is said in words."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured
from pytest_django import Settings

from backend import checks, embedded

ROOT = Path(__file__).resolve().parents[1]
KEY = "b25seS1mb3ItdGhlLWNoZWNrLTAxMjM0NTY3ODlhYmM="
GROWN = {
    "PATH": os.defpath,
    "DJANGO_SETTINGS_MODULE": "backend.settings",
    "DATABASE_URL": "postgresql://alongside@localhost/alongside",
    "SECRET_KEY": "0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJKLM",
    "FIELD_KEYS": KEY,
}
OPEN_HTTP = {"PUBLIC_URL": "http://our.example"}


def started(folder: Path, *command: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    """A process that ends by itself, with nothing of this machine's but what is given."""
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=GROWN | {"ALONGSIDE_VAR": str(folder)} | environment,
        capture_output=True,
        text=True,
        timeout=120,
    )


@pytest.fixture
def public(settings: Settings) -> Settings:
    """An installation that others reach, and nothing wrong with it."""
    settings.PUBLIC_URL, settings.HTTPS = "https://our.example", True
    settings.SECRET_KEY = GROWN["SECRET_KEY"]
    settings.FIELD_KEYS = embedded.field_keys([KEY])
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.MAILBOX = False
    return settings


def found() -> list[str]:
    return [one.id for one in run_checks(tags=[checks.TAG], include_deployment_checks=True)]


def test_nothing_is_found_where_nothing_is_wrong(public: Settings) -> None:
    assert found() == []


@pytest.mark.parametrize(
    ("name", "value", "id_"),
    [
        ("DATABASE_URL", "mysql://localhost/alongside", "alongside.E001"),
        ("DEBUG", True, "alongside.E003"),
        ("SECRET_KEY", "short", "alongside.E004"),
        ("SECRET_KEY", "ab" * 40, "alongside.E004"),
        ("FIELD_KEYS", (bytes(32),), "alongside.E005"),
        ("HTTPS", False, "alongside.E006"),
        ("ALLOWED_HOSTS", ["*"], "alongside.E007"),
        ("SECURE_PROXY_SSL_HEADER", None, "alongside.W001"),
        ("MAILBOX", True, "alongside.W002"),
    ],
)
def test_each_danger_has_its_words(public: Settings, name: str, value: object, id_: str) -> None:
    setattr(public, name, value)

    assert found() == [id_]


def test_a_redis_elsewhere_is_no_company_for_a_file(public: Settings) -> None:
    public.EMBEDDED = True
    public.REDIS_URL = "redis://redis.our.example:6379/0"

    assert found() == ["alongside.E002"]


@pytest.mark.parametrize("url", ["http://localhost:8000", "http://127.0.0.1"])
def test_on_this_machine_alone_a_weak_secret_is_nobody_elses(public: Settings, url: str) -> None:
    public.PUBLIC_URL, public.HTTPS, public.SECURE_PROXY_SSL_HEADER = url, False, None
    public.SECRET_KEY = "short"

    assert found() == []


@pytest.mark.parametrize(
    ("host", "is_home"),
    [
        ("192.168.1.5", True),
        ("fd00::1", True),
        ("nas", True),
        ("nas.local", True),
        ("our.example", False),
        ("8.8.8.8", False),
        ("local.example", False),
    ],
)
def test_at_home_is_where_no_stranger_reaches(host: str, is_home: bool) -> None:
    assert checks.is_at_home(host) is is_home


@pytest.mark.parametrize("keys", [[], ["AAAA"], ["no base64"], [KEY, KEY]])
def test_keys_that_are_none_are_refused(keys: list[str]) -> None:
    with pytest.raises(ImproperlyConfigured, match="base64 of 32 bytes"):
        embedded.field_keys(keys)


@pytest.mark.slow
@pytest.mark.parametrize(
    "command",
    [
        ("-c", "import backend.wsgi"),
        ("-m", "celery", "--app", "backend.celery", "worker"),
        ("-m", "celery", "--app", "backend.celery", "beat"),
        ("manage.py", "remind"),
        ("manage.py", "migrate"),
    ],
)
def test_no_process_starts_in_the_open(tmp_path: Path, command: tuple[str, ...]) -> None:
    ended = started(tmp_path, *command, **OPEN_HTTP)

    assert ended.returncode != 0
    assert "passwords would travel in the open" in ended.stderr


@pytest.mark.slow
def test_every_setting_may_come_from_a_file(tmp_path: Path) -> None:
    secret, password = tmp_path / "secret", tmp_path / "password"
    secret.write_text("a secret out of a file, with as many letters as it takes\n")
    password.write_text("p@ss/word\n")
    asked = "from django.conf import settings as s; print(s.SECRET_KEY, s.DATABASES['default']['PASSWORD'])"

    read = started(
        tmp_path, "-c", asked, SECRET_KEY_FILE=str(secret), DATABASE_PASSWORD_FILE=str(password)
    ).stdout
    missing = started(tmp_path, "-c", asked, SECRET_KEY_FILE=str(tmp_path / "nothing"))

    assert read == "a secret out of a file, with as many letters as it takes p@ss/word\n"
    assert "SECRET_KEY_FILE must be a readable file" in missing.stderr
