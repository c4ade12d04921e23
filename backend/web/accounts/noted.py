"""Receivers of allauth's signals: what happens to an account goes into its owner's security log."""

from typing import Any

from allauth.account import signals as account
from allauth.account.models import EmailAddress
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from allauth.usersessions.internal.flows import sessions as session_flows
from allauth.usersessions.models import UserSession
from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models.signals import pre_save
from django.http import HttpRequest
from django.utils import timezone

from backend.web import browsers
from backend.web.accounts import sessions
from planner.actions.channels import security
from planner.core.security import Happened

Type = Authenticator.Type
_ADDED = {
    Type.TOTP: Happened.APP_ADDED,
    Type.WEBAUTHN: Happened.PASSKEY_ADDED,
    Type.RECOVERY_CODES: Happened.CODES_MADE,
}
_REMOVED = {Type.TOTP: Happened.APP_REMOVED, Type.WEBAUTHN: Happened.PASSKEY_REMOVED}
"""Recovery codes go by themselves with the last of these."""


def connect() -> None:
    """Called once, when the process starts."""
    pre_save.connect(sessions.forget_place, sender=UserSession)
    account.user_logged_in.connect(_signed_in)
    for changed in (account.password_changed, account.password_set, account.password_reset):
        changed.connect(_password_changed)
    account.email_changed.connect(_address_changed)
    mfa.authenticator_added.connect(_added)
    mfa.authenticator_removed.connect(_removed)
    mfa.authenticator_reset.connect(_added)
    mfa.authenticator_used.connect(_used)
    mfa.authentication_failed.connect(_missed)


def _signed_in(request: HttpRequest, user: AbstractBaseUser, **signal: Any) -> None:
    _note(request, user, Happened.SIGNED_IN)


def _password_changed(request: HttpRequest, user: AbstractBaseUser, **signal: Any) -> None:
    """Whoever had the old one is signed out: Django takes their sessions for void, and here they end."""
    session_flows.end_other_sessions(request, user)
    _note(request, user, Happened.PASSWORD_CHANGED)


def _address_changed(
    request: HttpRequest, user: AbstractBaseUser, from_email_address: EmailAddress | None, **signal: Any
) -> None:
    old = from_email_address.email if from_email_address else ""
    _note(request, user, Happened.ADDRESS_CHANGED, to=old)


def _added(request: HttpRequest, user: AbstractBaseUser, authenticator: Authenticator, **signal: Any) -> None:
    _note(request, user, _ADDED[authenticator.type], about=_name(authenticator))


def _removed(
    request: HttpRequest, user: AbstractBaseUser, authenticator: Authenticator, **signal: Any
) -> None:
    if authenticator.type in _REMOVED:
        _note(request, user, _REMOVED[authenticator.type], about=_name(authenticator))


def _used(request: HttpRequest, user: AbstractBaseUser, authenticator: Authenticator, **signal: Any) -> None:
    if authenticator.type == Type.RECOVERY_CODES:
        _note(request, user, Happened.CODE_USED)


def _missed(
    request: HttpRequest, user: AbstractBaseUser, reauthentication: bool = False, **signal: Any
) -> None:
    if not reauthentication:
        _note(request, user, Happened.SECOND_STEP_MISSED)


def _name(authenticator: Authenticator) -> str:
    name: str = authenticator.wrap().name if authenticator.type == Type.WEBAUTHN else ""
    return name


def _note(
    request: HttpRequest, user: AbstractBaseUser, what: Happened, *, about: str = "", to: str = ""
) -> None:
    program, machine = browsers.of(request)
    security.note(user.pk, what, about=about, program=program, machine=machine, to=to, now=timezone.now())
