""" "Is this safe for you?": a page with a neutral name, for anybody, of which nothing is kept."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from backend.web import helplines

AWAY = "https://{language}.wikipedia.org/wiki/Special:Random"


@require_safe
def notes(request: HttpRequest) -> HttpResponse:
    away = AWAY.format(language=get_language() or "en")
    response = render(request, "safety/notes.html", {"away": away, "countries": helplines.COUNTRIES})
    response["Referrer-Policy"] = "no-referrer"
    response["Cache-Control"] = "no-store"
    return response
