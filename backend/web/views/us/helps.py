"""What helps me, shared line by line, and my quiet helps, which nobody else sees."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from backend.web.errors import Beside
from backend.web.forms.people.helps import HelpForm, MoveForm
from backend.web.signed_in import actor
from planner import errors
from planner.actions.people import helps as deeds
from planner.queries.people import helps as queries
from planner.queries.views import HelpView


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def helps(request: HttpRequest) -> HttpResponse:
    return _list(request, is_quiet=False)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def quiet(request: HttpRequest) -> HttpResponse:
    return _list(request, is_quiet=True)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, help_id: UUID) -> HttpResponse:
    found = _mine(request, help_id)
    form = HelpForm(request.POST if request.method == "POST" else None, initial={"text": found.text})
    if form.is_valid():
        with Beside(form):
            deeds.change(actor(request), help_id, form.cleaned_data["text"], now=timezone.now())
            messages.success(request, _("Saved."))
            return _back(found)
    return render(request, "us/help.html", {"form": form, "help": found})


@login_required
@require_POST
def share(request: HttpRequest, help_id: UUID) -> HttpResponse:
    found = _mine(request, help_id)
    is_shared = request.POST.get("share") == "yes"
    deeds.share(actor(request), help_id, is_shared=is_shared, now=timezone.now())
    if not is_shared:
        messages.success(request, _("Only you see it now. They may have read it already."))
    return _back(found)


@login_required
@require_POST
def move(request: HttpRequest, help_id: UUID) -> HttpResponse:
    found = _mine(request, help_id)
    form = MoveForm(request.POST)
    if not form.is_valid():
        raise errors.Invalid
    deeds.move(actor(request), help_id, to=form.cleaned_data["to"], now=timezone.now())
    return _back(found)


@login_required
@require_POST
def remove(request: HttpRequest, help_id: UUID) -> HttpResponse:
    found = _mine(request, help_id)
    deeds.remove(actor(request), help_id, now=timezone.now())
    messages.success(request, _("The line is gone."))
    return _back(found)


def _list(request: HttpRequest, *, is_quiet: bool) -> HttpResponse:
    form = HelpForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with Beside(form):
            deeds.add(actor(request), form.cleaned_data["text"], is_quiet=is_quiet, now=timezone.now())
            return redirect("web:quiet_helps" if is_quiet else "web:helps")
    seen = queries.helps(actor(request))
    template = "us/quiet.html" if is_quiet else "us/helps.html"
    return render(request, template, {"form": form, "helps": seen})


def _mine(request: HttpRequest, help_id: UUID) -> HelpView:
    found = queries.one(actor(request), help_id)
    if not found.is_mine:
        raise errors.NotFound
    return found


def _back(found: HelpView) -> HttpResponse:
    return redirect("web:quiet_helps" if found.is_quiet else "web:helps")
