"""In which language somebody wants to read who is not signed in; whoever is says it under "Me"."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Back to the page they were on, in the language they chose if it is one of ours."""
    before = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(before, {request.get_host()}, require_https=request.is_secure())
    response = redirect(before if is_ours else "/")
    remember(response, request.POST.get("language", ""))
    return response


def remember(response: HttpResponse, chosen: str) -> None:
    """This browser reads it from now on, also when nobody is signed in."""
    if chosen in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            chosen,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
            samesite="Lax",
        )
