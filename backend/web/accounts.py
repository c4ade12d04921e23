"""Where allauth meets the domain: a new account is a person with a place of their own, or nothing at all."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone, translation

from backend import sign_in
from backend.web import this_browser
from planner.actions.channels import contacts
from planner.actions.people import people
from planner.actions.reminders import digests
from planner.queries.pages import first_steps


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Registers the person, with their first digests, in the same transaction that makes the account.

    Whoever has just signed in is not asked for the password again.
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

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        asked: bool = super().is_reauthentication_required(app=app, **kwargs)
        return asked and not sign_in.was_lately(context.request)
