"""What one said of evenings that are more than a year past: nobody else opens this page."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from backend.web.signed_in import actor
from planner.actions.feelings import putting_away
from planner.queries.afterwards import archived


@login_required
@require_safe
def archive(request: HttpRequest) -> HttpResponse:
    context = {"now": timezone.now(), "evenings": archived.mine(actor(request))}
    return render(request, "me/archive.html", context)


@login_required
@require_POST
def archived_throw_away(request: HttpRequest, archived_id: UUID) -> HttpResponse:
    putting_away.throw_away(actor(request), archived_id, now=timezone.now())
    messages.success(request, _("Thrown away. Nothing of it is kept."))
    return redirect("web:archive")
