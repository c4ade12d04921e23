"""The key that pushes are signed with: made once where nothing is set, asked for otherwise."""

import os
import stat
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from backend import embedded
from planner.core import push

ROOT = Path(__file__).resolve().parents[1]
GROWN = {"DATABASE_URL": "postgresql://alongside@localhost/alongside", "SECRET_KEY": "s" * 50}
ASKED = "from django.conf import settings as s; print(s.VAPID_PUBLIC_KEY, s.VAPID_SUBJECT, sep='|')"


def _settings(folder: Path, **environment: str) -> "subprocess.CompletedProcess[str]":
    """A process that reads the settings, with nothing of this machine's but what is given."""
    given = {
        "PATH": os.defpath,
        "ALONGSIDE_VAR": str(folder),
        "DJANGO_SETTINGS_MODULE": "backend.settings",
        "FIELD_KEYS": "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
    }
    return subprocess.run(
        [sys.executable, "-c", ASKED], cwd=ROOT, env=given | environment, capture_output=True, text=True
    )


def test_the_embedded_default_makes_a_key_once_for_its_owner_alone(tmp_path: Path) -> None:
    first = embedded.vapid_key(tmp_path)

    assert embedded.vapid_key(tmp_path) == first
    assert push.private_key(first)
    assert stat.S_IMODE((tmp_path / "vapid.key").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["vapid.key"]


def test_the_command_prints_a_key_that_the_settings_take(tmp_path: Path) -> None:
    printed = StringIO()
    call_command("vapid", stdout=printed)
    comment, line = printed.getvalue().splitlines()
    name, _, key = line.partition("=")

    read = _settings(tmp_path, **GROWN, EMAIL_FROM="Us <us@our.example>", **{name: key})

    public = comment.rpartition(" ")[2]
    assert (name, read.stdout.strip()) == ("VAPID_PRIVATE_KEY", f"{public}|mailto:us@our.example")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "|mailto:alongside@localhost"),
        ({"PUBLIC_URL": "https://our.example/"}, "|https://our.example"),
        ({"VAPID_PRIVATE_KEY": "no key"}, "VAPID_PRIVATE_KEY is no key"),
        ({"VAPID_SUBJECT": "us@our.example"}, "VAPID_SUBJECT wants"),
        ({"PUSH_ALLOW": "ntfy.home"}, "PUSH_ALLOW wants host:port"),
    ],
)
def test_a_grown_installation_has_no_push_without_a_key_and_starts_with_no_wrong_one(
    tmp_path: Path, given: dict[str, str], said: str
) -> None:
    read = _settings(tmp_path, **GROWN, **given)

    last_line = (read.stdout or read.stderr).strip().splitlines()[-1]
    assert said in last_line
    assert bool(read.returncode) is not said.startswith("|")
    # Neither key nor secret is made up: translations alone may have been compiled.
    assert {path.name for path in tmp_path.iterdir()} <= {"locale"}
