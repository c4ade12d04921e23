"""A visitor's session in the demo: signed in without a password, and marked, so that every page says so."""

from collections.abc import Callable
from typing import Final
from uuid import UUID

from django.conf import settings
from django.contrib.auth import get_user_model, login
from django.http import HttpRequest, HttpResponse

from backend.web import errors as edge
from planner import errors

VISITING: Final = "is_visiting"
_BACKEND: Final = settings.AUTHENTICATION_BACKENDS[0]
_OF_AN_ACCOUNT: Final = ("account_", "mfa_", "usersessions_", "security")
_ALLOWED: Final = "account_logout"
Next = Callable[[HttpRequest], HttpResponse]


def begin(request: HttpRequest, person_id: UUID) -> None:
    """Let the visitor in as this person of the demo that they were lent."""
    login(request, get_user_model().objects.get(pk=person_id), backend=_BACKEND)
    request.session[VISITING] = True


class NoAccount:
    """Middleware: whoever visits has no account, so there is nothing to change about one."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: object
    ) -> HttpResponse | None:
        name = (request.resolver_match and request.resolver_match.url_name) or ""
        # The session is asked last: feeds and probes open none.
        if name == _ALLOWED or not name.startswith(_OF_AN_ACCOUNT) or not request.session.get(VISITING):
            return None
        return edge.page(request, errors.OnlyForReal())
