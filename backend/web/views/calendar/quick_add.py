"""One line becomes an event: what was understood is shown, and can be changed, before anything is kept."""

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
from backend.web.signed_in import actor, who
from planner.actions.calendar import events
from planner.queries.people import people


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def quick_add(request: HttpRequest) -> HttpResponse:
    """The page, or with `part` only what was understood, for a page that asks while one types."""
    line = one_line_form.of(request, people.couple(who(request)))
    if line.form.is_valid():
        with Beside(line.form, CORE_NAMES):
            event_id = events.add(actor(request), line.form.value, now=timezone.now())
            messages.success(request, _("It is in your calendar."))
            return redirect("web:event", event_id)
    context = {"text": line.text, "form": line.form, "understood": line.understood}
    is_part = request.method != "POST" and "part" in request.GET
    return render(request, "calendar/understood.html" if is_part else "calendar/quick_add.html", context)
