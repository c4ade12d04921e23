"""One dated event is moved, and what was done to an event is undone."""

from datetime import date, datetime
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from backend.web.signed_in import actor
from planner import errors
from planner.actions import events
from planner.core.calendar.series import Scope


@login_required
@require_POST
def occurrence_move(request: HttpRequest, event_id: UUID, slug: str) -> HttpResponse:
    """Let it begin at `start` on the viewer's clock, or on that day; it lasts as long as before."""
    start, scope = _start(request.POST.get("start", "")), scope_of(request.POST.get("scope", Scope.ONE))
    done = events.move(actor(request), event_id, slug, start, scope=scope, now=timezone.now())
    messages.success(request, _("Moved."), extra_tags=f"undo:{done.undo_id}")
    wanted = _next(request)
    return redirect(wanted) if wanted else redirect("web:occurrence", done.event_id, done.recurrence_id)


def scope_of(text: str) -> Scope:
    """How far a deed reaches, as a page or a client says it. Raises `Invalid`."""
    try:
        return Scope(text)
    except ValueError as error:
        raise errors.Invalid(_("Choose one from the list."), field="scope") from error


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


def _next(request: HttpRequest) -> str:
    """The page of ours to go back to, if one was named."""
    wanted = request.POST.get("next", "")
    is_ours = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, {request.get_host()})
    return wanted if is_ours else ""
