"""Taking away all that is one's own: ask for it, see how far it is, fetch it, throw it away."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from backend.web import confirmed
from backend.web.errors import Beside
from backend.web.forms.exchange.exports import ExportForm
from backend.web.signed_in import actor
from planner.actions.exchange import exports as deeds
from planner.queries.archive import exports as queries

LOOK_AGAIN_S = 2
TYPES = {"calendar": ("text/calendar; charset=utf-8", "ics"), "archive": ("application/zip", "zip")}


@login_required
@require_safe
def exports(request: HttpRequest) -> HttpResponse:
    found = queries.exports(actor(request), now=timezone.now())
    return render(request, "exports/exports.html", {"exports": found, "now": timezone.now()})


@login_required
@confirmed.lately
@require_http_methods(["GET", "HEAD", "POST"])
def export_new(request: HttpRequest) -> HttpResponse:
    form = ExportForm(request.POST or None)
    if form.is_valid():
        with Beside(form):
            export_id = deeds.ask(actor(request), **form.cleaned_data, now=timezone.now())
            return redirect("web:export", export_id)
    return render(request, "exports/new.html", {"form": form})


@login_required
@require_safe
def export(request: HttpRequest, export_id: UUID) -> HttpResponse:
    found = queries.export(actor(request), export_id, now=timezone.now())
    page = render(request, "exports/export.html", {"export": found, "now": timezone.now()})
    if found.stage == "asked":
        page.headers["Refresh"] = str(LOOK_AGAIN_S)
    return page


@login_required
@confirmed.lately
@require_safe
def export_file(request: HttpRequest, export_id: UUID) -> HttpResponseBase:
    """The bytes, part by part: no size of it fills the memory of a web process."""
    now = timezone.now()
    found = queries.export(actor(request), export_id, now=now)
    parts = queries.content(actor(request), export_id, now=now)
    kind, ending = TYPES[found.kind]
    name = f"alongside-{timezone.localtime(found.asked_at):%Y-%m-%d}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    response = StreamingHttpResponse(parts, content_type=kind, headers=headers)
    response.headers["Content-Length"] = str(found.size_bytes)
    return response


@login_required
@require_POST
def export_delete(request: HttpRequest, export_id: UUID) -> HttpResponse:
    deeds.delete(actor(request), export_id)
    messages.success(request, _("Gone. You can have it made again at any time."))
    return redirect("web:exports")
