"""Afterwards: how it was, and whether the two talk it over."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from backend.web.errors import Beside
from backend.web.forms.check_ins import CheckInForm
from backend.web.signed_in import actor
from planner import errors
from planner.actions import check_ins as deeds
from planner.core.check_ins import Reveal
from planner.queries import check_ins, occurrences
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


@login_required
@require_safe
def talk_it_over(request: HttpRequest, event_id: UUID, slug: str) -> HttpResponse:
    """What to do in the ten minutes, once both are calm enough."""
    now = timezone.now()
    page, seen = _over(request, event_id, slug, now)
    if not seen.both_want:
        raise errors.NotFound
    context = {"now": now, "occurrence": page.occurrence, "check_in": seen}
    return render(request, "check_ins/talk_it_over.html", context)


@login_required
@require_POST
def talk_it_over_want(request: HttpRequest, event_id: UUID, slug: str) -> HttpResponse:
    """Calm enough, or not yet after all."""
    wants = request.POST.get("wants") != "no"
    deeds.want_to_talk(actor(request), event_id, slug, wants=wants, now=timezone.now())
    if check_ins.of(actor(request), event_id, slug).both_want:
        return redirect("web:talk_it_over", event_id, slug)
    messages.success(request, _("Kept for yourself. You both hear of it once you both are."))
    return redirect("web:occurrence", event_id, slug)


@login_required
@require_POST
def talk_it_over_done(request: HttpRequest, event_id: UUID, slug: str) -> HttpResponse:
    """You have talked: no more is said of it."""
    deeds.have_talked(actor(request), event_id, slug, now=timezone.now())
    messages.success(request, _("Good. No more will be said of it here."))
    return redirect("web:occurrence", event_id, slug)


def _over(
    request: HttpRequest, event_id: UUID, slug: str, now: datetime
) -> tuple[OccurrencePage, CheckInView]:
    """The occurrence and what was said after it. Raises `NotFound`, `NotOver`."""
    page = occurrences.page(actor(request), event_id, slug, now=now)
    if page.occurrence.ends_at > now:
        raise errors.NotOver
    return page, page.check_in or check_ins.of(actor(request), event_id, slug)


def _usual(page: OccurrencePage) -> Reveal:
    """Together where both know why they are asked; where nothing is shared, one's answer is one's own."""
    mine = page.feelings.my_flag
    is_told = page.feelings.their_flag is not None or (mine is not None and mine.is_shared)
    is_planned = page.plan is not None and bool(page.plan.versions)
    return Reveal.TOGETHER if is_told or is_planned else Reveal.NEVER
