"""What every test may ask for. Services are found, or missed, in tests/services.py."""

import os
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.management import call_command
from hypothesis import settings as hypothesis_settings

from tests import services

pytest_plugins = ["tests.factories"]

# Shared machines stall now and then; how long an example took says nothing about the law it tests.
hypothesis_settings.register_profile("alongside", deadline=None)
# For an evening: HYPOTHESIS_PROFILE=long python -m pytest tests/actions/reminders/test_reminders_model.py
hypothesis_settings.register_profile("long", deadline=None, max_examples=2_000, stateful_step_count=80)
hypothesis_settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "alongside"))


def pytest_configure() -> None:
    """A slow hash protects passwords at rest; here it would be most of the time that a test takes."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def pytest_runtest_setup(item: pytest.Item) -> None:
    for name, why_missing in services.WHY_MISSING.items():
        reason = why_missing() if item.get_closest_marker(name) else ""
        if reason and os.environ.get("CI") == "true":
            pytest.fail(reason, pytrace=False)
        if reason:
            pytest.skip(reason)


@pytest.fixture(scope="session", autouse=True)
def static_files() -> None:
    """Outside the embedded default, pages name their static files by a manifest that a release collects."""
    settings.STATIC_ROOT.mkdir(exist_ok=True)
    if not settings.EMBEDDED:
        call_command("collectstatic", interactive=False, verbosity=0)


@pytest.fixture
def postgres_url(worker_id: str) -> Iterator[str]:
    """An empty PostgreSQL database of this test's own; mark the test `postgres`."""
    with services.fresh_postgres(f"alongside_test_{os.getpid()}_{worker_id}") as url:
        yield url


@pytest.fixture
def redis_url() -> Iterator[str]:
    """An empty Redis database of this test's own; mark the test `redis`."""
    with services.fresh_redis() as url:
        yield url


@pytest.fixture
def chromium_path() -> str | None:
    """Where Chromium is; mark the test `browser`."""
    return services.chromium()
