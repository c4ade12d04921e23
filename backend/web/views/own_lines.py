"""What a person keeps to themselves about one evening."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from backend.web import back
from backend.web.errors import Beside
from backend.web.forms.own_lines import OwnLinesForm
from backend.web.signed_in import actor
from planner.actions import own_lines as deeds
from planner.queries import calendar, own_lines


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def own(request: HttpRequest, event_id: UUID, slug: str) -> HttpResponse:
    occurrence = calendar.occurrence(actor(request), event_id, slug)
    form = OwnLinesForm(request.POST or None, own=own_lines.of(actor(request), event_id, slug))
    if form.is_valid():
        with Beside(form):
            deeds.keep(actor(request), event_id, slug, **form.said, was=form.was, now=timezone.now())
            messages.success(request, _("Kept, for you alone."))
            return back.to_plan(request, "own") or redirect("web:occurrence", event_id, slug)
    context = {"now": timezone.now(), "occurrence": occurrence, "form": form}
    return render(request, "own_lines/own_lines.html", context)


@login_required
@require_POST
def own_forget(request: HttpRequest, own_lines_id: UUID) -> HttpResponse:
    deeds.forget(actor(request), own_lines_id, now=timezone.now())
    messages.success(request, _("Thrown away. Nothing of it is kept."))
    return redirect("web:only_me")
