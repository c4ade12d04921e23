"""A real mail server, and settings that point to it."""

from collections.abc import Iterator

import dj_email_url
import pytest
from pytest_django import Settings

from tests.sinks.smtp import Server, running


@pytest.fixture
def smtp(settings: Settings) -> Iterator[Server]:
    with running() as server:
        settings.MAILBOX = False
        settings.SMTP_OPTIONS = dj_email_url.parse(server.url)
        yield server
