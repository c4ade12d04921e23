"""Offering push where it helps, beside a card: quietly, and in each browser only until it is declined."""

from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from backend.web.signed_in import actor
from planner.queries.channels import devices
from planner.queries.engine import offered

_COOKIE: Final = "no_push_offer"
_YEARS_S: Final = 400 * 24 * 3600
"""As long as browsers keep anything."""


def is_due(request: HttpRequest) -> bool:
    """Whether to say a word of it: never to whoever has a device, or said no in this browser."""
    return offered.pushes() and _COOKIE not in request.COOKIES and not devices.has_any(actor(request))


def decline(response: HttpResponse) -> None:
    """Not here, and for good."""
    response.set_cookie(_COOKIE, "1", max_age=_YEARS_S, secure=settings.HTTPS, httponly=True, samesite="Lax")
