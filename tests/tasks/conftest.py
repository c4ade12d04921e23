"""Real servers for mail and pushes, and settings that point to them; a certificate that is trusted here."""

import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from backend import email_url
from tests.sinks import push as push_service
from tests.sinks.push import Sink
from tests.sinks.smtp import Server, running
from tests.tasks import certificates


@pytest.fixture
def smtp(settings: Settings) -> Iterator[Server]:
    with running() as server:
        settings.MAILBOX = False
        settings.SMTP_OPTIONS = email_url.read(server.url).smtp
        yield server


@pytest.fixture
def service(settings: Settings) -> Iterator[Sink]:
    """A push service on this machine, which its owner has allowed."""
    with push_service.running() as sink:
        settings.PUSH_ALLOW = [f"localhost:{sink.served.port}"]
        settings.MAILBOX = False
        yield sink


@pytest.fixture
def tls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    return certificates.trusted_localhost(tmp_path, monkeypatch)
