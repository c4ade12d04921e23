"""What an invitation's link leads to. Reading it changes nothing: mail scanners follow links."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from backend.web.signed_in import actor
from planner.actions import people as deeds
from planner.queries import people


@sensitive_variables("token")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    if request.method == "POST":
        return _accept(request, token)
    now = timezone.now()
    reader = request.user.pk
    offer = people.offer(reader, token, now=now)
    is_paired = reader is not None and people.couple(reader).partner is not None
    context = {"token": token, "offer": offer, "is_paired": is_paired}
    return render(request, "invitations/invitation.html", context)


@sensitive_variables("token")
@login_required
@require_POST
def invitation_decline(request: HttpRequest, token: str) -> HttpResponse:
    deeds.decline(actor(request), token, now=timezone.now())
    messages.success(request, _("Declined. You keep using Alongside on your own."))
    return redirect("web:us")


@login_required
def _accept(request: HttpRequest, token: str) -> HttpResponse:
    deeds.accept(actor(request), token, now=timezone.now())
    messages.success(request, _("You two share Alongside now. Look at what the other will see."))
    return redirect("web:us")
