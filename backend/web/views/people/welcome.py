"""What somebody sees who is not signed in: what this is, the card that it is all about, and a demo to try."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def welcome(request: HttpRequest) -> HttpResponse:
    return render(request, "welcome/welcome.html", {"has_demo": settings.DEMO_COUPLES > 0})
