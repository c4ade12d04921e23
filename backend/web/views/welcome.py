"""What somebody sees who is not signed in: what this is, and the card that it is all about."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def welcome(request: HttpRequest) -> HttpResponse:
    return render(request, "welcome/welcome.html")
