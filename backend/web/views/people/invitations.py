"""What an invitation's link leads to, and the same for whoever is signed in with the address that it went to.

Reading it changes nothing: mail scanners follow links.
"""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from backend.web.signed_in import actor
from planner.actions.people import people as deeds
from planner.queries.people import people


@sensitive_variables("token")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    if request.method == "POST":
        return _accept(request, token)
    return _page(request, token, decline=reverse("web:invitation_decline", args=[token]))


@sensitive_variables("token")
@login_required
@require_POST
def invitation_decline(request: HttpRequest, token: str) -> HttpResponse:
    return _decline(request, token)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def to_me(request: HttpRequest, invitation_id: UUID) -> HttpResponse:
    if request.method == "POST":
        return _accept(request, invitation_id)
    decline = reverse("web:invitation_to_me_decline", args=[invitation_id])
    return _page(request, invitation_id, decline=decline)


@login_required
@require_POST
def to_me_decline(request: HttpRequest, invitation_id: UUID) -> HttpResponse:
    return _decline(request, invitation_id)


@sensitive_variables("key", "decline")
def _page(request: HttpRequest, key: str | UUID, *, decline: str) -> HttpResponse:
    reader = request.user.pk
    offer = people.offer(reader, key, now=timezone.now())
    is_paired = reader is not None and people.couple(reader).partner is not None
    context = {"offer": offer, "is_paired": is_paired, "decline": decline}
    return render(request, "invitations/invitation.html", context)


@sensitive_variables("key")
@login_required
def _accept(request: HttpRequest, key: str | UUID) -> HttpResponse:
    deeds.accept(actor(request), key, now=timezone.now())
    messages.success(request, _("You two share Alongside now. Look at what the other will see."))
    return redirect("web:us")


@sensitive_variables("key")
def _decline(request: HttpRequest, key: str | UUID) -> HttpResponse:
    deeds.decline(actor(request), key, now=timezone.now())
    messages.success(request, _("Declined. You keep using Alongside on your own."))
    return redirect("web:us")
