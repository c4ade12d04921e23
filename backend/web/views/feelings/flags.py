"""What a person says of an event: it may be hard, it matters, it needs nothing."""

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
from backend.web.forms.feelings.flags import FlagForm, MattersForm
from backend.web.signed_in import actor
from planner.actions.feelings import flags
from planner.queries.calendar import calendar
from planner.queries.feelings import flags as flag_queries
from planner.queries.people import helps, people
from planner.queries.views import FlagView

# `Beside` finds the note under this name also where our field is called "why".
MATTERS_NAMES = {"note": "why"}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def flag(request: HttpRequest, event_id: UUID, slug: str) -> HttpResponse:
    occurrence = calendar.occurrence(actor(request), event_id, slug)
    before = flag_queries.feelings(actor(request), event_id, slug).my_flag
    form = FlagForm(
        request.POST or None,
        flag=before,
        partner=_partner(request),
        is_recurring=occurrence.is_recurring,
    )
    if form.is_valid():
        with Beside(form):
            _save(request, event_id, slug, form, before)
            messages.success(request, _("Kept."))
            return back.to_plan(request, "hard") or redirect("web:occurrence", event_id, slug)
    notes = helps.person_notes(actor(request))
    context = {
        "now": timezone.now(),
        "occurrence": occurrence,
        "form": form,
        "flag": before,
        "person_notes": notes,
    }
    return render(request, "flags/flag.html", context)


@login_required
@require_POST
def flag_remove(request: HttpRequest, event_id: UUID, slug: str) -> HttpResponse:
    before = flag_queries.feelings(actor(request), event_id, slug).my_flag
    if before:
        flags.unflag(actor(request), before.id, now=timezone.now())
        messages.success(request, _("Taken back. Nothing of it is kept."))
    return back.to_plan(request, "hard") or redirect("web:occurrence", event_id, slug)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def matters(request: HttpRequest, event_id: UUID, slug: str) -> HttpResponse:
    occurrence = calendar.occurrence(actor(request), event_id, slug)
    before = flag_queries.feelings(actor(request), event_id, slug).my_matters
    form = MattersForm(request.POST or None, matters=before, partner=_partner(request))
    if form.is_valid():
        with Beside(form, MATTERS_NAMES):
            flags.matter(actor(request), event_id, slug, **form.cleaned_data, now=timezone.now())
            messages.success(request, _("Kept."))
            return back.to_plan(request, "matters") or redirect("web:occurrence", event_id, slug)
    context = {"now": timezone.now(), "occurrence": occurrence, "form": form, "matters": before}
    return render(request, "flags/matters.html", context)


@login_required
@require_POST
def matters_remove(request: HttpRequest, event_id: UUID, slug: str) -> HttpResponse:
    now = timezone.now()
    for about in {slug, ""}:
        flags.matter_no_more(actor(request), event_id, about, now=now)
    messages.success(request, _("Taken back. Nothing of it is kept."))
    return redirect("web:occurrence", event_id, slug)


@login_required
@require_POST
def not_needed(request: HttpRequest, event_id: UUID, slug: str) -> HttpResponse:
    """Mark an occurrence as not needed on one's own list, or take it up again."""
    is_marked = request.POST.get("not_needed") == "yes"
    flags.mark_not_needed(actor(request), event_id, slug, not_needed=is_marked, now=timezone.now())
    if is_marked:
        messages.success(request, _("Marked as not needed on your list. It stays in the calendar."))
        return redirect("web:look_ahead")
    messages.success(request, _("It is on your list again."))
    return redirect("web:occurrence", event_id, slug)


def _save(request: HttpRequest, event_id: UUID, slug: str, form: FlagForm, before: FlagView | None) -> None:
    now, about = timezone.now(), "" if form.is_for_every_time else slug
    saved = flags.flag(
        actor(request),
        event_id,
        about,
        level=form.cleaned_data["level"],
        reasons=form.reasons,
        note=form.cleaned_data["note"],
        share_level=form.cleaned_data["share_level"],
        share_note=form.cleaned_data["share_note"],
        now=now,
    )
    # One that is now meant for every time must not stay in the way of it on this one day.
    if before and before.id != saved and before.recurrence_id == slug:
        flags.unflag(actor(request), before.id, now=now)


def _partner(request: HttpRequest) -> str:
    partner = people.couple(actor(request)).partner
    return partner.name if partner else ""
