"""What allauth asks us about accounts: a new one is a person with a place of their own, or nothing at all."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows import reauthentication
from allauth.core import context
from allauth.core.exceptions import ReauthenticationRequired
from allauth.core.internal import httpkit
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from backend import sign_in
from backend.web import this_browser
from planner.actions.channels import contacts
from planner.actions.people import people
from planner.actions.reminders import digests
from planner.queries.pages import first_steps

_BY = {
    "reauthenticate": _("With your password"),
    "mfa_reauthenticate": _("With a code from your app"),
    "mfa_reauthenticate:webauthn": _("With your passkey"),
    "again": _("By signing in again"),
}


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Registers the person, with their first digests, in the same transaction that makes the account.

    Whoever has just signed in is not asked again whether it is them.
    """

    def save_user(
        self, request: HttpRequest, user: AbstractBaseUser, form: Any, commit: bool = True
    ) -> AbstractBaseUser:
        now = timezone.now()
        with transaction.atomic():
            super().save_user(request, user, form, commit=commit)
            people.register(
                user.pk,
                name=form.cleaned_data["name"],
                tzid=form.cleaned_data["tzid"],
                language=translation.get_language() or "en",
                now=now,
            )
            digests.plan(user.pk, now=now)
        return user

    def confirm_email(self, request: HttpRequest, email_address: Any) -> bool:
        """Mail arrives at what they have confirmed, whatever was heard of it before."""
        is_done: bool = super().confirm_email(request, email_address)
        if is_done:
            contacts.confirmed(email_address.user_id, now=timezone.now())
        return is_done

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """A newcomer comes to the first steps, once; whoever wanted a certain page comes there instead."""
        if request.user.pk and not first_steps.is_over(request.user.pk):
            return reverse("web:start")
        url: str = super().get_login_redirect_url(request)
        return url

    def logout(self, request: HttpRequest) -> None:
        this_browser.sign_out(request)
        super().logout(request)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("web:security")

    def get_client_ip(self, request: HttpRequest) -> str:
        """Who calls, for the limits: of `X-Forwarded-For` what the outermost of our own proxies wrote.

        What stands before that the caller wrote themselves. Fewer entries than proxies come from somebody who
        went around them.
        """
        hops: int = settings.ALLAUTH_TRUSTED_PROXY_COUNT
        written = [one for one in request.headers.get("X-Forwarded-For", "").split(",") if one]
        said = written[-hops] if 0 < hops <= len(written) else request.META["REMOTE_ADDR"]
        ip: str | None = httpkit.clean_client_ip(said)
        if not ip:
            raise PermissionDenied
        return ip

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """allauth lets everybody through who has nothing to confirm with; here they sign in again."""
        if sign_in.was_lately(context.request):
            return False
        if not reauthentication.get_reauthentication_flows(context.request.user):
            raise ReauthenticationRequired
        asked: bool = super().is_reauthentication_required(app=app, **kwargs)
        return asked

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        for one in methods:
            one["description"] = _BY[one["id"]]
        if methods or not user.is_authenticated:
            return methods
        return [{"id": "again", "description": _BY["again"], "url": reverse("web:security_again")}]
