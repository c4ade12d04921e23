"""Before a secret is handed out somebody says again that it is them: by whatever their account has."""

import time

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client

from backend import sign_in as signed
from tests.factories import Couple
from tests.web.accounts.people import PASSWORD, account, code, second_step, sign_in, with_app

pytestmark = pytest.mark.django_db
GUARDED = ("/me/export/new/", "/accounts/2fa/totp/activate/", "/accounts/2fa/webauthn/add/", "/us/leave/")


def later(client: Client) -> Client:
    """The same browser, a while after it was signed in."""
    session = client.session
    session[signed.SIGNED_IN_AT] -= settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
    session.save()
    return client


def without_password(couple: Couple) -> None:
    person = get_user_model().objects.get(pk=couple.ada)
    person.set_unusable_password()
    person.save()


@pytest.mark.parametrize("path", GUARDED)
def test_it_is_asked_for_again_after_a_while(couple: Couple, path: str) -> None:
    ada = sign_in(account(couple.ada))

    soon, after = ada.get(path), later(ada).get(path)

    assert soon.status_code == 200
    assert after.headers["Location"].startswith("/accounts/reauthenticate/")


def test_the_password_is_enough(couple: Couple) -> None:
    ada = later(sign_in(account(couple.ada)))

    ada.post("/accounts/reauthenticate/", {"password": PASSWORD})

    assert ada.get("/me/export/new/").status_code == 200


def test_an_account_without_password_confirms_with_its_app(couple: Couple) -> None:
    secret = with_app(couple.ada)
    ada = sign_in(account(couple.ada))
    second_step(ada, code(secret))
    later(ada)
    without_password(couple)
    ada.force_login(get_user_model().objects.get(pk=couple.ada))
    later(ada)

    asked = ada.get("/me/export/new/").headers["Location"]
    ada.post("/accounts/2fa/reauthenticate/", {"code": code(secret, steps=1)})

    assert asked.startswith("/accounts/2fa/reauthenticate/")
    assert ada.get("/me/export/new/").status_code == 200
    assert ada.post("/api/v1/feeds/", {"name": "Phone"}, content_type="application/json").status_code == 201


@pytest.mark.parametrize("path", [*GUARDED, "/accounts/password/set/"])
def test_whoever_has_nothing_to_confirm_with_signs_in_again(couple: Couple, path: str) -> None:
    ada = Client()
    ada.force_login(get_user_model().objects.get(pk=couple.ada))

    soon, after = ada.get(path), later(ada).get(path)

    assert soon.status_code == 200
    assert after.headers["Location"].startswith("/me/security/again/")
    again = ada.get(after.headers["Location"]).content.decode()
    assert f"/accounts/login/code/?next={path}" in again


def test_the_api_takes_what_the_pages_take(couple: Couple) -> None:
    ada = later(sign_in(account(couple.ada)))
    body = {"name": "Phone"}

    before = ada.post("/api/v1/feeds/", body, content_type="application/json")
    ada.post("/accounts/reauthenticate/", {"password": PASSWORD})
    after = ada.post("/api/v1/feeds/", body, content_type="application/json")

    assert (before.status_code, after.status_code) == (403, 201)
    assert before.json()["error"]["code"] == "reauthenticate"


def test_what_was_confirmed_long_ago_counts_no_more(couple: Couple) -> None:
    ada = later(sign_in(account(couple.ada)))
    ada.post("/accounts/reauthenticate/", {"password": PASSWORD})
    session = ada.session
    for one in session["account_authentication_methods"]:
        one["at"] = time.time() - settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
    session.save()

    asked = ada.get("/me/export/new/")

    assert asked.headers["Location"].startswith("/accounts/reauthenticate/")
