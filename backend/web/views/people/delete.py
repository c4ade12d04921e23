"""Deleting one's account: what goes, what stays with the other, and one button."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from backend.web import confirmed
from backend.web.signed_in import actor
from planner.actions.people import deleting


@login_required
@confirmed.lately
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return render(request, "me/delete.html")
    said = _("Your account is gone, and all that was yours with it.")
    deleting.delete(actor(request), now=timezone.now())
    request.session.flush()
    messages.success(request, said)
    response = redirect("/")
    # As at signing out: what the worker keeps goes by itself.
    response.headers["Clear-Site-Data"] = '"cache"'
    return response
