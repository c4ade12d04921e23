"""One dated event is changed, moved or deleted, and as many of its series as one says; and the way back."""

from datetime import date, datetime
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from backend.web.deeds import asked_for, lead, scope_of, tell, to_day
from backend.web.errors import Beside
from backend.web.forms.calendar.events import CORE_NAMES, filled
from backend.web.forms.calendar.occurrences import DeleteFields, OccurrenceFields
from backend.web.signed_in import actor
from planner import errors
from planner.actions.calendar import events
from planner.actions.calendar import undo as undoing
from planner.core.calendar.series import Scope
from planner.queries.calendar import event_views
from planner.queries.people import people


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def occurrence_edit(request: HttpRequest, event_id: UUID, slug: str) -> HttpResponse:
    now = timezone.now()
    found = event_views.event_on(actor(request), event_id, slug, now=now)
    if found.scopes == (Scope.ALL,):
        return redirect("web:event_edit", event_id)
    if not found.scopes:
        raise errors.NotAllowed
    couple = people.couple(actor(request))
    form = OccurrenceFields(request.POST or None, couple=couple, event=found, initial=dict(filled(found)))
    if form.is_valid():
        with Beside(form, CORE_NAMES):
            done = events.edit(
                actor(request), event_id, form.value, recurrence_id=slug, scope=form.scope, now=now
            )
            tell(request, _("Changed."), done, before=(event_id, slug))
            return lead(done)
    page = {"now": now, "form": form, "event": found, "slug": slug}
    return render(request, "events/occurrence_edit.html", page)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def occurrence_delete(request: HttpRequest, event_id: UUID, slug: str) -> HttpResponse:
    now = timezone.now()
    found = event_views.event_on(actor(request), event_id, slug, now=now)
    if found.scopes == (Scope.ALL,):
        return redirect("web:event_delete", event_id)
    if not found.scopes:
        raise errors.NotAllowed
    form = DeleteFields(request.POST or None, event=found)
    if form.is_valid():
        done = events.delete(actor(request), event_id, recurrence_id=slug, scope=form.scope, now=now)
        tell(request, _("Deleted."), done, before=(event_id, slug))
        return to_day(found.start.date())
    page = {"now": now, "form": form, "event": found, "slug": slug}
    return render(request, "events/occurrence_delete.html", page)


@login_required
@require_POST
def occurrence_move(request: HttpRequest, event_id: UUID, slug: str) -> HttpResponse:
    """Let it begin at `start` on the viewer's clock, or on that day; it lasts as long as before."""
    start, scope = _start(request.POST.get("start", "")), scope_of(request.POST.get("scope", Scope.ONE))
    done = events.move(actor(request), event_id, slug, start, scope=scope, now=timezone.now())
    tell(request, _("Moved."), done, before=(event_id, slug))
    wanted = asked_for(request)
    return redirect(wanted) if wanted else redirect("web:occurrence", done.event_id, done.recurrence_id)


@login_required
@require_POST
def undo(request: HttpRequest, undo_id: UUID) -> HttpResponse:
    """Put an event back as it was before one's last deed on it."""
    event_id = undoing.undo(actor(request), undo_id, now=timezone.now())
    messages.success(request, _("It is as it was before."))
    wanted = asked_for(request)
    # The page of an occurrence that the deed has made is gone with the deed.
    about_events = reverse("web:event_new").removesuffix("new/")
    is_sure = wanted and not wanted.startswith(about_events)
    return redirect(
        wanted if is_sure else asked_for(request, "before") or reverse("web:event", args=(event_id,))
    )


def _start(text: str) -> datetime | date:
    try:
        moment = parse_datetime(text) if "T" in text else parse_date(text)
    except ValueError:
        moment = None
    if moment is None or isinstance(moment, datetime) and moment.tzinfo:
        raise errors.Invalid(
            _("Give a day for an event of whole days, and else a day and a time."), field="start"
        )
    return moment
