"""Signing out: allauth's own page, and nothing of the pages before stays in the browser."""

from allauth.account.views import logout
from django.http import HttpRequest, HttpResponse


def sign_out(request: HttpRequest) -> HttpResponse:
    """What the worker keeps goes by itself (service-worker.js); "storage" would end its pushes as well."""
    response: HttpResponse = logout(request)
    if request.method == "POST":
        response.headers["Clear-Site-Data"] = '"cache"'
    return response
