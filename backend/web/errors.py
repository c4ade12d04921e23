"""What the domain refuses, as a page says it: beside the field, on a page of its own, or as nothing here."""

from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Self

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.defaults import page_not_found

from backend.middleware import speak
from planner import errors

Next = Callable[[HttpRequest], HttpResponse]

STATUS: Mapping[type[errors.AlongsideError], int] = {
    errors.NotAllowed: 403,
    errors.Invalid: 400,
    errors.TooLarge: 413,
    errors.TooMany: 400,
    errors.AlongsideError: 409,
}


class SayWhatHappened:
    """Middleware: a refusal that no form has caught becomes a page with its reason and its status."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        match = request.resolver_match
        if not match or "web" not in match.namespaces:
            return None
        if isinstance(error, errors.NotFound):
            raise Http404 from error
        if isinstance(error, errors.AlongsideError):
            return page(request, error)
        return None


class Beside:
    """`with Beside(form): …` puts what the domain finds wrong beside the field, and goes on after the block.

    `names` says where our fields differ from the domain's.
    """

    def __init__(self, form: forms.Form, names: Mapping[str, str] | None = None) -> None:
        self.form = form
        self.names = names or {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if not isinstance(error, errors.Invalid | errors.TooMany):
            return False
        field = self.names.get(error.field, error.field)
        self.form.add_error(field if field in self.form.fields else None, _(error.message))
        return True


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Nothing here, in the language of whoever is signed in: no view was found that would have asked."""
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        speak(user.language, user.tzid)
    return page_not_found(request, exception)


def page(request: HttpRequest, error: errors.AlongsideError) -> HttpResponse:
    """A page of its own with the reason, and the way back."""
    status = next(STATUS[one] for one in type(error).__mro__ if one in STATUS)
    context = {"message": _(error.message), "back": _came_from(request)}
    return render(request, "refused.html", context, status=status)


def _came_from(request: HttpRequest) -> str:
    """The page of ours that the deed was done on: its own address may answer to POST alone."""
    referer = request.headers.get("Referer", "")
    return referer if url_has_allowed_host_and_scheme(referer, {request.get_host()}) else "/"
