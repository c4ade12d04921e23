"""Afterwards: how it was."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from backend.web.errors import Beside
from backend.web.forms.afterwards.check_ins import CheckInForm
from backend.web.signed_in import actor, who
from planner import errors
from planner.actions.afterwards import check_ins as deeds
from planner.core.check_ins import Reveal
from planner.queries.afterwards import check_ins
from planner.queries.pages import occurrences
from planner.queries.views import CheckInView, OccurrencePage


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def check_in(request: HttpRequest, event_id: UUID, slug: str) -> HttpResponse:
    now = timezone.now()
    page, seen = _over(request, event_id, slug, now)
    has_plan = page.plan is not None and page.plan.agreed is not None
    data = request.POST if request.method == "POST" else None
    form = CheckInForm(data, seen=seen, usual=_usual(page), asks_of_plan=has_plan)
    if form.is_valid():
        with Beside(form):
            deeds.say(actor(request), event_id, slug, **form.said(), now=now)
            messages.success(request, _("Kept."))
            return redirect("web:occurrence", event_id, slug)
    context = {"now": now, "occurrence": page.occurrence, "check_in": seen, "form": form}
    return render(request, "check_ins/check_in.html", context)


def _over(
    request: HttpRequest, event_id: UUID, slug: str, now: datetime
) -> tuple[OccurrencePage, CheckInView]:
    """The occurrence and what was said after it. Raises `NotFound`, `NotOver`."""
    page = occurrences.page(who(request), event_id, slug, now=now)
    if page.occurrence.ends_at > now:
        raise errors.NotOver
    return page, page.check_in or check_ins.of(actor(request), event_id, slug)


def _usual(page: OccurrencePage) -> Reveal:
    """Together where both know why they are asked; where nothing is shared, one's answer is one's own."""
    mine = page.feelings.my_flag
    is_told = page.feelings.their_flag is not None or (mine is not None and mine.is_shared)
    is_planned = page.plan is not None and bool(page.plan.versions)
    return Reveal.TOGETHER if is_told or is_planned else Reveal.NEVER
