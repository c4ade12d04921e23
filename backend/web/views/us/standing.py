"""The standing agreement: write, propose, say yes, take a yes back. One page."""

from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from backend.web import back
from backend.web.errors import Beside
from backend.web.forms.plan.standing import StandingForm, StandingProposal, VersionForm
from backend.web.signed_in import actor
from planner import errors
from planner.actions.plan import standing as deeds
from planner.queries.plan import standing as queries
from planner.queries.views import StandingView

LINES = "lines"
"""The button that keeps the draft and gives one more empty line."""


@login_required
@require_safe
def standing(request: HttpRequest) -> HttpResponse:
    return _page(request, queries.standing(actor(request)), timezone.now())


@login_required
@require_POST
def draft(request: HttpRequest) -> HttpResponse:
    """Keeps what is being written, half-written or not."""
    now, seen = timezone.now(), queries.standing(actor(request))
    form = StandingForm(request.POST, standing=seen)
    if form.is_valid():
        with Beside(form):
            base, was = form.cleaned_data["base"], form.cleaned_data["was"]
            kept = deeds.save_draft(actor(request), form.content, base=base, was=was, now=now)
            _say(request, is_joined=kept != form.content)
            return back.to_writing("if-then" if LINES in request.POST else "draft", "web:standing")
    return _page(request, seen, now, form=form)


@login_required
@require_POST
def draft_discard(request: HttpRequest) -> HttpResponse:
    deeds.discard_draft(actor(request), now=timezone.now())
    messages.success(request, _("Your draft is gone."))
    return redirect("web:standing")


@login_required
@require_POST
def propose(request: HttpRequest) -> HttpResponse:
    now, seen = timezone.now(), queries.standing(actor(request))
    form = StandingProposal(request.POST, standing=seen)
    if form.is_valid():
        with Beside(form):
            return _propose(request, form, now)
    return _page(request, seen, now, form=form)


@login_required
@require_POST
def agree(request: HttpRequest) -> HttpResponse:
    try:
        deeds.agree(actor(request), version=_version(request), now=timezone.now())
    except errors.Stale:
        messages.warning(request, _("It has changed since you opened it. Please read the newest version."))
        return redirect("web:standing")
    if queries.standing(actor(request)).open is None:
        messages.success(request, _("Agreed. You two hold to this from now on."))
    return redirect("web:standing")


@login_required
@require_POST
def take_back(request: HttpRequest) -> HttpResponse:
    deeds.take_back(actor(request), version=_version(request), now=timezone.now())
    messages.success(request, _("Your yes is taken back. What was written stays as it is."))
    return redirect("web:standing")


def _say(request: HttpRequest, *, is_joined: bool) -> None:
    if is_joined:
        messages.warning(request, _("You wrote in another window, too. Both are kept here, as your draft."))
    else:
        messages.success(request, _("Kept. Only you see this draft."))


def _propose(request: HttpRequest, form: StandingProposal, now: datetime) -> HttpResponse:
    base, was = form.cleaned_data["base"], form.cleaned_data["was"]
    try:
        deeds.propose(actor(request), form.content, base=base, was=was, now=now)
    except errors.Stale:
        messages.warning(
            request, _("It has changed since you opened it. What you wrote is kept below, as your draft.")
        )
        return back.to_writing("draft", "web:standing")
    messages.success(request, _("Proposed. It carries your yes."))
    return redirect("web:standing")


def _version(request: HttpRequest) -> int:
    form = VersionForm(request.POST)
    if not form.is_valid():
        raise errors.NotFound
    return int(form.cleaned_data["version"])


def _page(
    request: HttpRequest, seen: StandingView, now: datetime, *, form: StandingForm | None = None
) -> HttpResponse:
    is_writing = bool(form or seen.draft or not seen.table or "edit" in request.GET)
    context = {
        "now": now,
        "standing": seen,
        "older": [one for one in reversed(seen.versions) if one not in (seen.open, seen.agreed)],
        "kept": queries.kept(actor(request)),
        "form": form or (StandingForm(standing=seen) if is_writing else None),
        # What waits for a yes comes first, unless the reader is writing.
        "is_folded": seen.waits_for_me and form is None and "edit" not in request.GET,
    }
    return render(request, "us/standing.html", context)
