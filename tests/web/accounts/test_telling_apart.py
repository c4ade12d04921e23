"""Nobody learns whether an address has an account: not by what is said, and not by how much work it is."""

import re
import time
from collections.abc import Callable
from statistics import median

import pytest
from django.core import mail
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from tests.factories import Couple
from tests.web.accounts.people import account, sign_in

pytestmark = pytest.mark.django_db
KNOWN, UNKNOWN = "ada@example.org", "eve@example.org"
Ask = Callable[[Client, str], HttpResponse]


def _sign_in(client: Client, address: str) -> HttpResponse:
    return client.post("/accounts/login/", {"login": address, "password": "not the password"})


def _sign_up(client: Client, address: str) -> HttpResponse:
    fields = {"email": address, "password1": "Correct-horse-77", "name": "N", "tzid": "UTC"}
    return client.post("/accounts/signup/", fields)


def _reset(client: Client, address: str) -> HttpResponse:
    return client.post("/accounts/password/reset/", {"email": address})


def _code(client: Client, address: str) -> HttpResponse:
    return client.post("/accounts/login/code/", {"email": address})


WAYS: dict[str, Ask] = {"sign in": _sign_in, "sign up": _sign_up, "reset": _reset, "code": _code}


def said(client: Client, answer: HttpResponse) -> tuple[object, ...]:
    """All that a browser sees, on this page and the one that it leads to; without what differs each time."""
    onward = client.get(answer.headers["Location"]) if answer.status_code == 302 else answer
    read = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", onward.content.decode())
    for address in (KNOWN, UNKNOWN):
        read = read.replace(address, "…")
    return answer.status_code, answer.headers.get("Location"), sorted(client.cookies), read


@pytest.mark.parametrize("way", WAYS)
def test_the_answer_is_the_same(couple: Couple, way: str) -> None:
    account(couple.ada)
    seen = []

    for address in (KNOWN, UNKNOWN):
        cache.clear()
        client = Client()
        seen.append(said(client, WAYS[way](client, address)))

    assert seen[0] == seen[1]


@pytest.mark.slow
@pytest.mark.parametrize("way", WAYS)
def test_the_work_is_about_the_same(couple: Couple, settings: Settings, way: str) -> None:
    """In time of this process, which does not grow with what else the machine does."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
    account(couple.ada)
    WAYS[way](Client(), "warm-up@example.org")

    known = median(_took_s(WAYS[way], KNOWN) for _ in range(5))
    unknown = median(_took_s(WAYS[way], f"eve{number}@example.org") for number in range(5))

    assert 0.4 < known / unknown < 2.5


def test_a_code_is_wrong_alike(couple: Couple) -> None:
    account(couple.ada)
    seen = []

    for address in (KNOWN, UNKNOWN):
        cache.clear()
        client = Client()
        _code(client, address)
        seen.append(said(client, client.post("/accounts/login/code/confirm/", {"code": "BCDF-GHJK"})))

    assert seen[0] == seen[1]


def test_a_new_address_may_be_anybodys(couple: Couple) -> None:
    """What is somebody else's already hears of it by mail, and whoever asked sees no difference."""
    seen = []

    for owner, wanted in ((couple.ada, "ben@example.org"), (couple.stranger, UNKNOWN)):
        client = sign_in(account(owner))
        answer = client.post("/accounts/email/", {"email": wanted, "action_add": ""})
        seen.append((answer.status_code, answer.headers["Location"]))

    assert seen[0] == seen[1]
    assert [one.to for one in mail.outbox] == [["ben@example.org"], [UNKNOWN]]


def test_an_invitation_says_the_same(couple: Couple) -> None:
    stranger = sign_in(account(couple.stranger))
    seen = []

    for address in (KNOWN, UNKNOWN):
        answer = stranger.post("/us/invite/", {"email": address})
        seen.append(said(stranger, answer)[:3])
        stranger.post("/us/invite/revoke/")

    assert seen[0] == seen[1]


def _took_s(ask: Ask, address: str) -> float:
    cache.clear()
    client = Client()
    begun = time.process_time()
    ask(client, address)
    return time.process_time() - begun
