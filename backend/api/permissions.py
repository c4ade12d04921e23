"""Deeds that hand out a secret: more is asked for them than to be signed in."""

from allauth.account.decorators import reauthentication_required
from allauth.core.exceptions import ReauthenticationRequired
from django.http import HttpRequest
from django.utils.translation import gettext_lazy
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.views import APIView


class InPerson(BasePermission):
    """A session, not a token: a token that leaked must leave nothing behind that outlives it."""

    code = "session_only"
    message = gettext_lazy("A token cannot do this. Do it on its page, or with a session.")

    def has_permission(self, request: Request, view: APIView) -> bool:
        return request.auth is None


class ConfirmedLately(BasePermission):
    """The password, a passkey or an app’s code, given in the last quarter of an hour, as pages ask for it."""

    code = "reauthenticate"
    message = gettext_lazy("Confirm that it is you at /accounts/reauthenticate/, then repeat this.")

    def has_permission(self, request: Request, view: APIView) -> bool:
        try:
            _ask(request._request)
        except ReauthenticationRequired:
            return False
        return True


@reauthentication_required  # type: ignore[untyped-decorator]
def _ask(request: HttpRequest) -> None:
    """Raises `ReauthenticationRequired`, or does nothing."""
