"""The doctor names what is wrong, in words, and is quiet where nothing is."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from pytest_django import Settings

from backend import email_url
from planner.actions.engine import heartbeat, outbox
from planner.core.sms import provider as sms
from planner.models import Heartbeat, OutboxMail
from planner.queries.engine import health
from tasks import clock
from tests.factories import Couple
from tests.flows.system import free_port
from tests.sinks import smtp

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def beating(db: None, settings: Settings) -> None:
    """Somebody comes by every lane, and the broker has its folder."""
    (settings.VAR / "broker").mkdir(exist_ok=True)
    for name in health.TICKS:
        heartbeat.beat(name, now=clock.now())


@pytest.fixture
def server() -> Iterator[smtp.Server]:
    with smtp.running() as running:
        yield running


def said(*options: str) -> list[dict[str, Any]]:
    """What is not well."""
    printed = StringIO()
    try:
        call_command("doctor", "--json", *options, stdout=printed)
        ended_well = True
    except SystemExit:
        ended_well = False
    found = json.loads(printed.getvalue())
    assert ended_well is not any(one["level"] == "wrong" for one in found)
    return [one for one in found if one["level"] != "well"]


def wrong(*options: str) -> list[tuple[str, str]]:
    return [(one["part"], one["said"]) for one in said(*options) if one["level"] == "wrong"]


def by(settings: Settings, url: str) -> None:
    """Mail goes by this address."""
    settings.SMTP_OPTIONS, settings.MAILBOX = email_url.read(url).smtp, False


def test_nothing_is_wrong_where_all_is_well(settings: Settings) -> None:
    assert wrong() == []


def test_every_line_that_is_not_well_says_what_to_do() -> None:
    assert [one for one in said() if not one["do"]] == []


def test_people_read_it_line_by_line() -> None:
    printed = StringIO()

    call_command("doctor", stdout=printed)

    words = "worth a look  mail: stands on /mailbox/ and never leaves\n              → Set EMAIL_URL"
    assert words in printed.getvalue()


def test_a_lane_that_nobody_comes_by_is_named(settings: Settings) -> None:
    Heartbeat.objects.filter(name=health.TICKS[0]).update(beat_at=clock.now() - timedelta(minutes=5))

    ((part, words),) = wrong()

    assert part == health.TICKS[0]
    assert "nobody has come by for 300 s" in words or "nobody has come by for 30" in words


def test_what_waits_too_long_is_counted() -> None:
    an_hour_ago = clock.now() - timedelta(hours=1)
    outbox.put(kind="account", person_id=None, to="x@example.org", text="t", now=an_hour_ago)

    ((part, words),) = wrong()

    assert part == "account"
    assert words.startswith("1 are due, the oldest for 3,60")


def test_what_was_given_up_is_counted_and_nobody_is_named() -> None:
    outbox.put(kind="account", person_id=None, to="x@example.org", text="t", now=clock.now())
    OutboxMail.objects.update(state="dead", ended_at=clock.now())

    found = [one for one in said() if one["part"] == "account"]

    assert [one["said"] for one in found] == ["1 ended dead in the last 7 days"]
    assert "example.org" not in json.dumps(said())


def test_a_key_that_is_gone_is_named(couple: Couple, settings: Settings) -> None:
    settings.FIELD_KEYS = (os.urandom(32),)

    assert ("keys", "something is encrypted under 630dcd29, which is not in FIELD_KEYS") in wrong()


def test_mail_is_tried_up_to_the_sign_in_and_nothing_is_sent(settings: Settings, server: smtp.Server) -> None:
    by(settings, server.url)

    assert wrong() == []
    assert server.messages == []


def test_a_test_mail_goes_where_it_is_asked_to(settings: Settings, server: smtp.Server) -> None:
    by(settings, server.url)

    assert wrong("--send-to", "us@example.org") == []
    assert [one["To"] for one in server.messages] == ["us@example.org"]


def test_a_mail_server_that_is_not_there_is_named(settings: Settings) -> None:
    port = free_port()
    by(settings, f"smtp://name:a-password@127.0.0.1:{port}")

    assert wrong() == [("mail", f"127.0.0.1:{port} cannot be spoken to (ConnectionRefusedError)")]
    assert "a-password" not in json.dumps(said())


def test_a_mail_server_without_the_tls_that_was_asked_for_is_named(
    settings: Settings, server: smtp.Server
) -> None:
    by(settings, server.url.replace("smtp://", "smtp+tls://"))

    ((part, words),) = wrong()

    assert (part, words.partition(": ")[2]) == ("mail", "STARTTLS extension not supported by server.")


def test_a_provider_of_texts_that_is_not_there_is_named(settings: Settings) -> None:
    settings.SMS = sms.read(f"http://:{'s' * 16}@127.0.0.1:{free_port()}/send")

    assert wrong() == [("texts", "127.0.0.1 cannot be reached (ConnectionRefusedError)")]


def test_a_broker_that_is_not_there_is_named(settings: Settings) -> None:
    settings.REDIS_URL = f"redis://127.0.0.1:{free_port()}/0"

    parts = [part for part, _ in wrong()]

    assert "broker" in parts and "clocks" in parts


def test_a_secret_that_others_may_read_is_named(settings: Settings, tmp_path: Path) -> None:
    secret = tmp_path / "secrets.json"
    secret.write_text("{}")
    tmp_path.chmod(0o755)
    secret.chmod(0o644)
    (tmp_path / "broker").mkdir()
    settings.VAR, settings.EMBEDDED = tmp_path, True

    first = wrong()
    tmp_path.chmod(0o700)

    assert first == [("secret files", f"{secret} can be read by others")]
    assert wrong() == []


@pytest.mark.slow
def test_a_database_that_is_away_hides_nothing_else(tmp_path: Path) -> None:
    url = f"postgresql://nobody@127.0.0.1:{free_port()}/nothing"
    environment = os.environ | {"ALONGSIDE_VAR": str(tmp_path), "DATABASE_URL": url}

    done = subprocess.run(
        [sys.executable, "manage.py", "doctor"], cwd=ROOT, env=environment, capture_output=True, text=True
    )

    assert done.returncode == 1
    assert "wrong         database: does not answer: " in done.stdout
    assert "wrong         static files: have not been collected" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr
