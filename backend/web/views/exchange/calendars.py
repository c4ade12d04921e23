"""Calendars in and out: what was imported, and the secret addresses that a phone subscribes to."""

from datetime import datetime
from urllib.parse import urlsplit
from uuid import UUID

import segno
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from backend.web import confirmed, mailbox_access
from backend.web.errors import Beside
from backend.web.forms.exchange.calendars import FeedForm
from backend.web.signed_in import actor
from planner.actions.exchange import feeds as deeds
from planner.queries.calendar import calendars as calendar_queries
from planner.queries.exchange import feeds, imports, subscriptions
from planner.queries.views import FeedView


@login_required
@require_safe
def calendars(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    context = {
        "now": now,
        "calendars": calendar_queries.calendars(actor(request)),
        "subscriptions": subscriptions.subscriptions(actor(request), now=now),
        "feeds": feeds.feeds(actor(request)),
        "imports": imports.recent(actor(request)),
    }
    return render(request, "calendars/calendars.html", context)


@sensitive_variables("token")
@login_required
@confirmed.lately
@require_http_methods(["GET", "HEAD", "POST"])
def feed_new(request: HttpRequest) -> HttpResponse:
    form = FeedForm(request.POST or None)
    if form.is_valid():
        with Beside(form):
            name = form.cleaned_data["name"]
            _feed, token = deeds.create(actor(request), name=name, choices=form.choices, now=timezone.now())
            return _address(request, name, token)
    return render(request, "calendars/feed_new.html", {"form": form})


@login_required
@confirmed.lately
@require_http_methods(["GET", "HEAD", "POST"])
def feed(request: HttpRequest, feed_id: UUID) -> HttpResponse:
    """Another name, or other choices, under the same address."""
    found = feeds.feed(actor(request), feed_id)
    form = FeedForm.of(found, request.POST or None)
    if form.is_valid():
        with Beside(form):
            name = form.cleaned_data["name"]
            deeds.edit(actor(request), feed_id, name=name, choices=form.choices)
            messages.success(request, _("Saved. What reads it shows so when it next asks."))
            return redirect("web:calendars")
    return render(request, "calendars/feed.html", {"feed": found, "form": form})


@sensitive_variables("token")
@login_required
@confirmed.lately
@require_http_methods(["GET", "HEAD", "POST"])
def feed_rotate(request: HttpRequest, feed_id: UUID) -> HttpResponse:
    found = feeds.feed(actor(request), feed_id)
    if request.method == "POST":
        token = deeds.rotate(actor(request), feed_id, now=timezone.now())
        return _address(request, found.name, token)
    return render(request, "calendars/feed_rotate.html", {"feed": found})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def feed_revoke(request: HttpRequest, feed_id: UUID) -> HttpResponse:
    found = feeds.feed(actor(request), feed_id)
    if request.method == "POST":
        _revoke(request, found, timezone.now())
        return redirect("web:calendars")
    return render(request, "calendars/feed_revoke.html", {"feed": found})


def _revoke(request: HttpRequest, feed: FeedView, now: datetime) -> None:
    deeds.revoke(actor(request), feed.id, now=now)
    messages.success(request, _("“%(name)s” has ended. Its address leads nowhere now.") % {"name": feed.name})


@sensitive_variables()
def _address(request: HttpRequest, name: str, token: str) -> HttpResponse:
    """The one page that ever shows the address: only its hash is kept, so there is nothing to redirect to."""
    address = settings.PUBLIC_URL + reverse("feeds:feed", args=[token])
    webcal = urlsplit(address)._replace(scheme="webcal").geturl()
    context = {
        "name": name,
        "address": address,
        "webcal": webcal,
        "is_only_here": mailbox_access.is_here(urlsplit(settings.PUBLIC_URL).hostname or ""),
        "qr": segno.make(webcal, error="m", micro=False).svg_data_uri(scale=4, border=2),
    }
    response = render(request, "calendars/feed_address.html", context)
    response["Cache-Control"] = "no-store"
    return response
