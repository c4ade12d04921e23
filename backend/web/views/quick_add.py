"""One line becomes an event: what was understood is shown, and can be changed, before anything is kept."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from backend import one_line
from backend.web import periods, understood
from backend.web.errors import Beside
from backend.web.forms import repeats
from backend.web.forms.events import CORE_NAMES, EventFields
from backend.web.signed_in import actor
from planner.actions import events
from planner.queries import people

LONGEST_RULE = 200


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def quick_add(request: HttpRequest) -> HttpResponse:
    return _keep(request) if request.method == "POST" else _show(request)


def _show(request: HttpRequest) -> HttpResponse:
    """The page, or with `part` only what was understood, for a page that asks while one types."""
    reader, text = periods.reader(), request.GET.get("text", "")
    language = get_language() or "en"
    found = one_line.read(text, now=reader.now, language=language, tzid=reader.zone.key)
    initial = dict(understood.fields(found))
    rrule = found.rrule if initial["repeat"] == repeats.KEEP else ""
    form = EventFields(couple=people.couple(actor(request)), rrule=rrule, initial=initial)
    context = {
        "text": text,
        "form": form,
        "understood": understood.sentence(found, reader.today) if text.strip() else None,
    }
    is_part = "part" in request.GET
    return render(request, "calendar/understood.html" if is_part else "calendar/quick_add.html", context)


def _keep(request: HttpRequest) -> HttpResponse:
    couple, rrule = people.couple(actor(request)), request.POST.get("rrule", "")[:LONGEST_RULE]
    form = EventFields(request.POST, couple=couple, rrule=rrule)
    if form.is_valid():
        with Beside(form, CORE_NAMES):
            event_id = events.add(actor(request), form.value, now=periods.reader().now)
            messages.success(request, _("It is in your calendar."))
            return redirect("web:event", event_id)
    return render(request, "calendar/quick_add.html", {"text": request.GET.get("text", ""), "form": form})
