"""What a plan may start from: lines to choose, put into one's own draft."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from backend.web import back
from backend.web.signed_in import actor
from planner import errors
from planner.actions.plan import beginnings as deeds
from planner.queries.plan import beginnings


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def plan_starts(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """A page to tick on; its lines alone, as buttons, for the form that takes them in by a script."""
    now, problem = timezone.now(), ""
    if request.method == "POST":
        try:
            deeds.add(actor(request), plan_id, request.POST.getlist("lines"), now=now)
            messages.success(request, _("They are in your draft. Only you see it."))
            return back.to_writing("draft", "web:plan", plan_id)
        except (errors.TooMany, errors.TooLong):
            problem = _("That is more than fits: at most three asks, and a few lines of each kind.")
    seen = beginnings.beginnings(actor(request), plan_id, now=now)
    if request.GET.get("part") == "chips":
        return render(request, "plans/_start_chips.html", {"seen": seen, "plan": seen.plan})
    context = {
        "now": now,
        "seen": seen,
        "plan": seen.plan,
        "chosen": request.POST.getlist("lines"),
        "problem": problem,
    }
    return render(request, "plans/starts.html", context, status=400 if problem else 200)
