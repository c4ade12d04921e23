"""What one said of evenings that are more than a year past: nobody else opens this page."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from backend.web.signed_in import actor
from planner.queries import archived


@login_required
@require_safe
def archive(request: HttpRequest) -> HttpResponse:
    context = {"now": timezone.now(), "evenings": archived.mine(actor(request))}
    return render(request, "me/archive.html", context)
