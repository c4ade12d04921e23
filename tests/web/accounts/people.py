"""Accounts as their owners use them: with a password, an app that shows codes, and several browsers."""

import time
from uuid import UUID

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth
from django.conf import settings
from django.contrib.auth import get_user_model
from django.http import HttpResponse
from django.test import Client

from planner.queries.people import alerts

PASSWORD = "a long enough password"
PHONE = "Mozilla/5.0 (Android 14; Mobile; rv:130.0) Gecko/130.0 Firefox/130.0"
DESK = "Mozilla/5.0 (Macintosh; Intel Mac OS X 14) AppleWebKit/605 Version/17 Safari/605"


def account(person_id: UUID, password: str = PASSWORD) -> str:
    """Give this person a password and a confirmed address; the address."""
    person = get_user_model().objects.get(pk=person_id)
    person.set_password(password)
    person.save()
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person.email


def sign_in(address: str, password: str = PASSWORD, *, browser: str = PHONE) -> Client:
    """A browser of its own in which somebody has filled the form of signing in."""
    client = Client(headers={"user-agent": browser})
    client.post("/accounts/login/", {"login": address, "password": password})
    return client


def is_in(client: Client) -> bool:
    return client.get("/me/").status_code == 200


def with_app(person_id: UUID) -> str:
    """Give this person an authenticator app and recovery codes; the app's secret."""
    person = get_user_model().objects.get(pk=person_id)
    secret = auth.generate_totp_secret()
    auth.TOTP.activate(person, secret)
    RecoveryCodes.activate(person)
    return secret


def code(secret: str, *, steps: int = 0) -> str:
    """What the app shows now, or so many half minutes later."""
    now = int(time.time()) // settings.MFA_TOTP_PERIOD
    return auth.format_hotp_value(auth.hotp_value(secret, now + steps))


def recovery_codes(person_id: UUID) -> list[str]:
    row = Authenticator.objects.get(user_id=person_id, type=Authenticator.Type.RECOVERY_CODES)
    codes: list[str] = row.wrap().get_unused_codes()
    return codes


def second_step(client: Client, typed: str) -> HttpResponse:
    return client.post("/accounts/2fa/authenticate/", {"code": typed})


def log(person_id: UUID) -> list[str]:
    """What happened to this account, the oldest first."""
    return [one.what for one in reversed(alerts.log(person_id))]
