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
from backend.web.forms.feelings.own_lines import OwnLinesForm, with_line
from backend.web.signed_in import actor
from planner.actions.feelings import own_lines as deeds
from planner.queries.calendar import calendar
from planner.queries.feelings import own_lines
from planner.queries.people import helps

TAKE, LIST = "take", "list"
"""What buttons do besides: put a line of one's quiet helps into those for this evening; lead to the list."""


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def own(request: HttpRequest, event_id: UUID, slug: str) -> HttpResponse:
    """With the list of one's quiet helps beside it, each of them a tap away from this evening."""
    occurrence = calendar.occurrence(actor(request), event_id, slug)
    kept, listed = own_lines.of(actor(request), event_id, slug), helps.helps(actor(request)).quiet
    data = with_line(request.POST, [one.text for one in listed if str(one.id) == request.POST.get(TAKE)])
    form = OwnLinesForm(data or None, own=kept)
    if form.is_valid():
        with Beside(form):
            deeds.keep(actor(request), event_id, slug, **form.said, was=form.was, now=timezone.now())
            messages.success(request, _("Kept, for you alone."))
            return _onwards(request, event_id, slug)
    fresh = [one for one in listed if kept is None or one.text not in kept.quiet_helps.splitlines()]
    context = {
        "now": timezone.now(),
        "occurrence": occurrence,
        "form": form,
        "fresh": fresh,
        "person_notes": helps.person_notes(actor(request)),
    }
    return render(request, "own_lines/own_lines.html", context)


def _onwards(request: HttpRequest, event_id: UUID, slug: str) -> HttpResponse:
    """Who takes from the list may take more of it."""
    if {TAKE, LIST} & request.POST.keys():
        return redirect("web:own", event_id, slug)
    return back.to_plan(request, "own") or redirect("web:occurrence", event_id, slug)


@login_required
@require_POST
def own_forget(request: HttpRequest, own_lines_id: UUID) -> HttpResponse:
    deeds.forget(actor(request), own_lines_id, now=timezone.now())
    messages.success(request, _("Thrown away. Nothing of it is kept."))
    return redirect("web:only_me")
