"""Signing up says the same, and takes the same work, whether or not the address has an account."""

import pytest
from django.contrib.auth import hashers
from django.core import mail
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from planner.models import Reminder
from tests.factories import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def hashed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The passwords that were hashed."""
    made: list[str] = []
    encode = hashers.MD5PasswordHasher.encode

    def noted(self: hashers.MD5PasswordHasher, password: str, salt: str) -> str:
        made.append(password)
        return encode(self, password, salt)

    monkeypatch.setattr(hashers.MD5PasswordHasher, "encode", noted)
    return made


def sign_up(address: str) -> HttpResponse:
    cache.clear()
    return again(address)


def again(address: str) -> HttpResponse:
    fields = {"email": address, "password1": "Correct-horse-77", "name": "N", "tzid": "UTC"}
    return Client().post("/accounts/signup/", fields)


def said(answer: HttpResponse) -> tuple[int, str, list[str]]:
    return answer.status_code, answer.headers["Location"], sorted(answer.cookies)


def test_a_taken_address_costs_a_hash_too(hashed: list[str]) -> None:
    person("Ada")

    sign_up("new@example.org")
    for_new = len(hashed)
    sign_up("ada@example.org")

    assert (for_new, len(hashed)) == (1, 2)


def test_a_second_try_says_what_the_first_said() -> None:
    person("Ada")

    first, second = sign_up("ada@example.org"), again("ada@example.org")
    new = sign_up("new@example.org")

    assert said(first) == said(second) == said(new)
    assert "messages" not in first.cookies
    assert [one.to for one in mail.outbox] == [["ada@example.org"], ["new@example.org"]]


def test_our_week_is_planned_with_the_account() -> None:
    sign_up("new@example.org")

    planned = Reminder.objects.filter(step="digest", state="pending")
    assert [one.person.email for one in planned] == ["new@example.org"] * 2
