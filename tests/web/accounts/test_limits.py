"""How often somebody may try: counted by who really calls, and by all processes together."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.test import Client, RequestFactory
from pytest_django import Settings

from backend.web.accounts.adapter import Adapter
from tests.factories import Couple
from tests.web.accounts.people import PASSWORD, account, is_in

ROOT = Path(__file__).parents[3]
MOST = 5
"""Wrong passwords for one address within five minutes."""


@pytest.mark.parametrize(
    ("hops", "written", "caller"),
    [
        (0, None, "198.51.100.7"),
        (0, "203.0.113.9", "198.51.100.7"),
        (1, None, "198.51.100.7"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "10.0.0.1, 203.0.113.9", "203.0.113.9"),
        (2, "10.0.0.1, 203.0.113.9, 192.0.2.2", "203.0.113.9"),
        (2, "203.0.113.9", "198.51.100.7"),
        (1, "[2001:db8::1]:443", "2001:db8::1"),
    ],
)
def test_the_caller_is_whom_our_own_proxy_saw(
    settings: Settings, hops: int, written: str | None, caller: str
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = hops
    request = RequestFactory().get("/", REMOTE_ADDR="198.51.100.7")
    if written is not None:
        request = RequestFactory().get("/", REMOTE_ADDR="198.51.100.7", HTTP_X_FORWARDED_FOR=written)

    assert Adapter(request).get_client_ip(request) == caller


def test_a_caller_of_no_address_is_let_in_nowhere(settings: Settings) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    request = RequestFactory().get("/", HTTP_X_FORWARDED_FOR="somebody")

    with pytest.raises(PermissionDenied):
        Adapter(request).get_client_ip(request)


@pytest.mark.django_db
@pytest.mark.parametrize(("hops", "is_let_in"), [(0, False), (1, False)])
def test_made_up_addresses_buy_no_more_tries(
    couple: Couple, settings: Settings, hops: int, is_let_in: bool
) -> None:
    """Ten wrong tries a minute from one place, each claiming to come from another."""
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = hops
    address = account(couple.ada)
    cache.clear()
    client = Client()

    for number in range(10):
        _try(client, f"nobody{number}@example.org", "wrong", claimed=f"203.0.113.{number}")
    _try(client, address, PASSWORD, claimed="203.0.113.99")

    assert is_in(client) is is_let_in


@pytest.mark.django_db
def test_somebody_elsewhere_is_not_kept_out(couple: Couple, settings: Settings) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    address = account(couple.ada)
    cache.clear()
    client = Client()

    for number in range(10):
        client.post(
            "/accounts/login/",
            {"login": f"nobody{number}@example.org", "password": "wrong"},
            HTTP_X_FORWARDED_FOR="203.0.113.1",
        )
    client.post(
        "/accounts/login/", {"login": address, "password": PASSWORD}, HTTP_X_FORWARDED_FOR="203.0.113.2"
    )

    assert is_in(client)


@pytest.mark.slow
def test_two_processes_count_together(tmp_path: Path) -> None:
    assert _wrong_passwords_heard(tmp_path) == MOST


@pytest.mark.slow
@pytest.mark.redis
def test_two_processes_count_together_in_redis(tmp_path: Path, redis_url: str) -> None:
    assert _wrong_passwords_heard(tmp_path, REDIS_URL=redis_url) == MOST


def _try(client: Client, address: str, password: str, *, claimed: str) -> None:
    """Behind a proxy that writes down who really called."""
    client.post(
        "/accounts/login/",
        {"login": address, "password": password},
        HTTP_X_FORWARDED_FOR=f"{claimed}, 198.51.100.7",
    )


def _wrong_passwords_heard(var: Path, **more: str) -> int:
    """How many of twelve tries by two processes at once were looked at, and not sent away."""
    here = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "REDIS_URL")}
    environment = here | {"ALONGSIDE_VAR": str(var), "PUBLIC_URL": "http://localhost:8000"} | more
    for command in (["migrate", "--verbosity=0"], ["createcachetable"]):
        subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=environment, check=True)
    program = [sys.executable, "-m", "tests.web.accounts.trying", "6"]
    running = [
        subprocess.Popen(program, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    said: Sequence[str] = [one.communicate(timeout=240)[0] for one in running]
    return sum(json.loads(one) for one in said)
