"""What every answer has in common: the reader's language and zone, and that nobody else may keep a copy."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers

Next = Callable[[HttpRequest], HttpResponse]

NOBODY_IN_PARTICULAR = frozenset({"feeds", "healthz", "readyz", "metrics", "webhooks"})
"""Routes (by namespace or name) that must not open a session: phones and probes call them all day."""


NOT_ASKED_FOR = (
    "accelerometer",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "usb",
)
"""What a browser could be asked for and no page of ours ever asks (Permissions-Policy)."""


class AskForLittle:
    """No answer, a static file neither, lets a page ask a browser for its senses, or another site read it."""

    _POLICY = ", ".join(f"{feature}=()" for feature in NOT_ASKED_FOR)

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers["Permissions-Policy"] = self._POLICY
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        return response


class SpeakTheirLanguage:
    """Texts in the language and times in the zone of whoever is signed in; neither outlives the request."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            response = self.get_response(request)
            # LocaleMiddleware would name the language after it was left.
            response.headers.setdefault("Content-Language", translation.get_language() or "")
            return response
        finally:
            translation.deactivate()
            timezone.deactivate()

    def process_view(self, request: HttpRequest, *view: Any) -> None:
        match = request.resolver_match
        if match and NOBODY_IN_PARTICULAR.isdisjoint((*match.namespaces, match.url_name)):
            if request.user.is_authenticated:
                speak(request.user.language, request.user.tzid)


class KeepPrivate:
    """No shared cache keeps what was made for one person, no browser after sign-out, and no search finds it.

    A view that has its own rule for caches (the feeds) sets the header itself. Static files never come here.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("X-Robots-Tag", "noindex")
        if not response.has_header("Cache-Control"):
            response.headers["Cache-Control"] = "private, no-store"
            patch_vary_headers(response, ["Cookie", "Authorization"])
        return response


def speak(language: str, tzid: str) -> None:
    """From here to the end of the request, texts in this language and times in this zone."""
    translation.activate(language)
    timezone.activate(tzid)
