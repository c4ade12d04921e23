"""A sign-in with a second step; the codes are taken once, and their secrets lie sealed."""

import json
import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client
from pytest_django import Settings

from backend.web.accounts import second_steps
from tests.factories import Couple
from tests.web.accounts.people import (
    account,
    code,
    is_in,
    log,
    recovery_codes,
    second_step,
    sign_in,
    with_app,
)
from tests.web.reading import texts

pytestmark = pytest.mark.django_db


def test_the_password_alone_opens_nothing(couple: Couple) -> None:
    with_app(couple.ada)

    browser = sign_in(account(couple.ada))

    assert not is_in(browser)
    assert second_step(browser, "000000").status_code == 200
    assert not is_in(browser)
    assert log(couple.ada) == ["second_step_missed"]


def test_the_app_opens_it(couple: Couple) -> None:
    secret = with_app(couple.ada)
    browser = sign_in(account(couple.ada))

    second_step(browser, code(secret))

    assert is_in(browser)
    assert log(couple.ada) == ["signed_in"]


@pytest.mark.parametrize("steps", [0, 1])
def test_a_code_is_taken_once_also_before_its_half_minute(couple: Couple, steps: int) -> None:
    typed = code(with_app(couple.ada), steps=steps)
    address = account(couple.ada)
    first, second = sign_in(address), sign_in(address)

    second_step(first, typed)
    second_step(second, f"{typed[:3]} {typed[3:]}")

    assert (is_in(first), is_in(second)) == (True, False)


def test_a_recovery_code_opens_it_once_and_is_noted(couple: Couple) -> None:
    with_app(couple.ada)
    address, typed = account(couple.ada), recovery_codes(couple.ada)[3]
    first, second = sign_in(address), sign_in(address)

    second_step(first, typed)
    second_step(second, typed)

    assert (is_in(first), is_in(second)) == (True, False)
    assert log(couple.ada) == ["code_used", "signed_in", "second_step_missed"]
    assert len(recovery_codes(couple.ada)) == 9


def test_a_code_by_mail_is_no_way_around_the_second_step(couple: Couple) -> None:
    secret = with_app(couple.ada)
    address = account(couple.ada)
    browser = Client()

    browser.post("/accounts/login/code/", {"email": address})
    (sent,) = re.findall(r"^[A-Z]{4}-[A-Z]{4}$", str(mail.outbox[-1].body), re.M)
    browser.post("/accounts/login/code/confirm/", {"code": sent})
    before = is_in(browser)
    second_step(browser, code(secret))

    assert (before, is_in(browser)) == (False, True)


def test_an_app_is_added_with_its_first_code(
    couple: Couple, django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]]
) -> None:
    ada = sign_in(account(couple.ada))

    page = ada.get("/accounts/2fa/totp/activate/").content.decode()
    (secret,) = re.findall(r'value="([A-Z2-7]{32})"', page)
    with django_capture_on_commit_callbacks(execute=True):
        ada.post("/accounts/2fa/totp/activate/", {"code": code(secret)})
    shown = texts(ada.get("/accounts/2fa/recovery-codes/"), "code")
    again = texts(ada.get("/accounts/2fa/recovery-codes/"), "code")

    assert sorted(shown) == sorted(recovery_codes(couple.ada))
    assert again == []
    assert log(couple.ada) == ["signed_in", "app_added", "codes_made"]


def test_secrets_lie_sealed_and_follow_a_new_key(couple: Couple, settings: Settings) -> None:
    secret, codes = with_app(couple.ada), recovery_codes(couple.ada)
    old = settings.FIELD_KEYS
    settings.FIELD_KEYS = (bytes(32), *old)

    behind = second_steps.behind()
    done = second_steps.seal_again()
    settings.FIELD_KEYS = (bytes(32),)

    stored = json.dumps(list(Authenticator.objects.values_list("data", flat=True)))
    assert (behind, done, second_steps.behind()) == (2, 2, 0)
    assert secret not in stored
    assert recovery_codes(couple.ada) == codes
    browser = sign_in(account(couple.ada))
    second_step(browser, code(secret))
    assert is_in(browser)
