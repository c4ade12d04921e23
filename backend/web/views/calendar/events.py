"""Events as a whole: add, edit, delete, and who may see them."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from backend.web.deeds import lead, tell, to_day
from backend.web.errors import Beside
from backend.web.forms.calendar.events import CORE_NAMES, EventFields, filled, fresh
from backend.web.signed_in import actor
from planner import errors
from planner.actions.calendar import events
from planner.core.visibility import Visibility
from planner.queries.calendar import event_views
from planner.queries.people import people
from planner.queries.views import EventView


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def event_new(request: HttpRequest) -> HttpResponse:
    couple = people.couple(actor(request))
    form = EventFields(request.POST or None, couple=couple, initial=dict(fresh(_day_asked(request))))
    if form.is_valid():
        with Beside(form, CORE_NAMES):
            event_id = events.add(actor(request), form.value, now=timezone.now())
            messages.success(request, _("It is in your calendar."))
            return redirect("web:event", event_id)
    return render(request, "events/new.html", {"form": form})


@login_required
@require_safe
def event(request: HttpRequest, event_id: UUID) -> HttpResponse:
    """Leads to the occurrence that comes next; a series that is over has this page only."""
    now = timezone.now()
    found = event_views.event(actor(request), event_id, now=now)
    if not found.is_recurring:
        return redirect("web:occurrence", event_id, "")
    if found.next:
        return redirect("web:occurrence", event_id, found.next.recurrence_id)
    return render(request, "events/over.html", {"now": now, "event": found})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def event_edit(request: HttpRequest, event_id: UUID) -> HttpResponse:
    now = timezone.now()
    found = event_views.event(actor(request), event_id, now=now)
    if not found.can_edit:
        raise errors.NotAllowed
    couple = people.couple(actor(request))
    form = EventFields(request.POST or None, couple=couple, event=found, initial=dict(filled(found)))
    if form.is_valid():
        with Beside(form, CORE_NAMES):
            done = events.edit(actor(request), event_id, form.value, now=now)
            tell(request, _("Changed."), done, before=_where(found))
            return lead(done)
    return render(request, "events/edit.html", {"form": form, "event": found})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def event_delete(request: HttpRequest, event_id: UUID) -> HttpResponse:
    now = timezone.now()
    found = event_views.event(actor(request), event_id, now=now)
    if not found.is_mine or found.is_subscribed:
        raise errors.NotAllowed
    if request.method == "POST":
        done = events.delete(actor(request), event_id, now=now)
        tell(request, _("Deleted."), done, before=_where(found))
        return to_day((found.next.start_local if found.next else found.start).date())
    return render(request, "events/delete.html", {"now": now, "event": found})


@login_required
@require_POST
def event_visibility(request: HttpRequest, event_id: UUID) -> HttpResponse:
    """Choose what the other sees of one's own event."""
    try:
        chosen = Visibility(request.POST.get("visibility", ""))
    except ValueError as error:
        raise errors.Invalid(_("Choose one from the list."), field="visibility") from error
    events.show(actor(request), event_id, chosen, now=timezone.now())
    messages.success(request, _("Changed. You can change it again at any time."))
    return redirect("web:event", event_id)


def _where(found: EventView) -> tuple[UUID, str]:
    return found.id, found.next.recurrence_id if found.next else ""


def _day_asked(request: HttpRequest) -> date | None:
    try:
        return parse_date(request.GET.get("on", ""))
    except ValueError:
        return None
