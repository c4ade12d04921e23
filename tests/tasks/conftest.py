"""A real mail server, and settings that point to it."""

from collections.abc import Iterator

import pytest
from pytest_django import Settings

from backend import email_url
from tests.sinks.smtp import Server, running


@pytest.fixture
def smtp(settings: Settings) -> Iterator[Server]:
    with running() as server:
        settings.MAILBOX = False
        settings.SMTP_OPTIONS = email_url.read(server.url).smtp
        yield server
