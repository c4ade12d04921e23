"""The first steps after signing up: who is your partner, a first event, what may be hard about it.

Each can be skipped, and each is the same deed as on its own page.
"""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from backend.web import one_line_form
from backend.web.errors import Beside
from backend.web.forms.calendar.events import CORE_NAMES
from backend.web.forms.feelings.flags import FlagForm
from backend.web.forms.people.us import InviteForm
from backend.web.signed_in import actor
from planner.actions.calendar import events
from planner.actions.feelings import flags
from planner.actions.people import people
from planner.queries.calendar import calendar, event_views
from planner.queries.pages import first_steps
from planner.queries.people import people as people_queries


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """On to the first step that is open; a POST leaves the rest for another day."""
    now = timezone.now()
    if request.method == "POST":
        people.settle(actor(request), now=now)
        return redirect("web:look_ahead")
    return _on(request, now)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def start_partner(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    form = InviteForm(request.POST or None)
    if form.is_valid():
        with Beside(form):
            people.invite(actor(request), email=form.cleaned_data["email"], now=now)
            messages.success(request, _("The invitation is on its way. It can be used for 72 hours."))
            return redirect("web:start_event")
    context = {
        "form": form,
        "number": 2,
        "done": first_steps.first_steps(actor(request), now=now),
        "invitation": people_queries.invitation(actor(request), now=now),
        "offers": people_queries.offers(actor(request), now=now),
    }
    return render(request, "start/partner.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def start_event(request: HttpRequest) -> HttpResponse:
    """One line, what was understood of it, and into the calendar."""
    now = timezone.now()
    line = one_line_form.of(request, people_queries.couple(actor(request)))
    if line.form.is_valid():
        with Beside(line.form, CORE_NAMES):
            event_id = events.add(actor(request), line.form.value, now=now)
            return _to_flag(request, event_id, now)
    context = {
        "form": line.form,
        "text": line.text,
        "understood": line.understood,
        "is_first": line.understood is None,
        "number": 3,
        "done": first_steps.first_steps(actor(request), now=now),
    }
    return render(request, "start/event.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def start_flag(request: HttpRequest, event_id: UUID, slug: str) -> HttpResponse:
    """How hard it may be and what about it: one's own alone for now, so nothing is offered to be shared."""
    occurrence = calendar.occurrence(actor(request), event_id, slug)
    now = timezone.now()
    form = FlagForm(request.POST or None, flag=None, partner="", is_recurring=False)
    if form.is_valid():
        said = form.cleaned_data
        with Beside(form):
            flags.flag(
                actor(request),
                event_id,
                slug,
                level=said["level"],
                reasons=form.reasons,
                note=said["note"],
                now=now,
            )
            people.settle(actor(request), now=now)
            messages.success(request, _("Kept. Only you can see it."))
            return redirect("web:occurrence", event_id, slug)
    done = first_steps.first_steps(actor(request), now=now)
    context = {"now": now, "occurrence": occurrence, "form": form, "number": 4, "done": done}
    return render(request, "start/flag.html", context)


def _on(request: HttpRequest, now: datetime) -> HttpResponse:
    steps = first_steps.first_steps(actor(request), now=now)
    if steps.next == "partner":
        return redirect("web:start_partner")
    if steps.next == "event" or (steps.next and steps.soonest is None):
        return redirect("web:start_event")
    if steps.next and steps.soonest and steps.soonest.event_id:
        return redirect("web:start_flag", steps.soonest.event_id, steps.soonest.slug)
    people.settle(actor(request), now=now)
    return redirect("web:look_ahead")


def _to_flag(request: HttpRequest, event_id: UUID, now: datetime) -> HttpResponse:
    """To the next date of what was put down just now; what is long over cannot be hard any more."""
    following = event_views.event(actor(request), event_id, now=now).next
    if following:
        return redirect("web:start_flag", event_id, following.slug)
    return redirect("web:event", event_id)
