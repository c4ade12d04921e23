"""A calendar file on its way in: choose it, look at what it would change, and say so."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from backend.web.errors import Beside
from backend.web.forms.exchange.imports import ImportForm, InvolvesBoth
from backend.web.signed_in import actor
from planner.actions.exchange import imports
from planner.core.visibility import Visibility
from planner.queries.calendar import calendars
from planner.queries.exchange import imports as import_queries
from planner.queries.views import EventView, ImportView

APPLIED = "applied"
UNDER_WAY = ("received", "comparing", "applying")
LOOK_AGAIN_S = 3
ON_A_PAGE = 100


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def import_new(request: HttpRequest) -> HttpResponse:
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        with Beside(form):
            import_id = imports.receive(
                actor(request), filename=file.name, data=file.read(), now=timezone.now()
            )
            return redirect("web:import", import_id)
    return render(request, "imports/new.html", {"form": form})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def import_(request: HttpRequest, import_id: UUID) -> HttpResponse:
    if request.method == "POST":
        imports.confirm(actor(request), import_id, now=timezone.now())
        return redirect("web:import", import_id)
    found = import_queries.view(actor(request), import_id)
    brought = _brought(request, found)
    form = InvolvesBoth(brought=brought)
    context = {
        "now": timezone.now(),
        "import": found,
        "form": form,
        "choices": list(zip(brought, form["events"], strict=True)),
        "added": Paginator(found.added, ON_A_PAGE).get_page(request.GET.get("added")),
        "updated": Paginator(found.updated, ON_A_PAGE).get_page(request.GET.get("updated")),
        "removed": Paginator(found.removed, ON_A_PAGE).get_page(request.GET.get("removed")),
        "is_under_way": found.stage in UNDER_WAY,
    }
    page = render(request, "imports/import.html", context)
    if found.stage in UNDER_WAY:
        page.headers["Refresh"] = str(LOOK_AGAIN_S)
    return page


@login_required
@require_POST
def import_discard(request: HttpRequest, import_id: UUID) -> HttpResponse:
    imports.discard(actor(request), import_id, now=timezone.now())
    messages.success(request, _("Thrown away. Your calendar is as it was."))
    return redirect("web:calendars")


@login_required
@require_POST
def import_share(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Which events of an import involve both: what is ticked becomes shared, the rest stays as it is."""
    found = import_queries.view(actor(request), import_id)
    form = InvolvesBoth(request.POST, brought=_brought(request, found))
    if form.is_valid():
        imports.share(actor(request), import_id, form.cleaned_data["events"], now=timezone.now())
        messages.success(request, form.said)
    return redirect("web:calendars")


def _brought(request: HttpRequest, found: ImportView) -> Sequence[EventView]:
    """What this import added, lies ahead and is not shared yet."""
    if found.stage != APPLIED:
        return ()
    brought = import_queries.brought(actor(request), found.id, now=timezone.now())
    return [one for one in brought if one.visibility is not Visibility.SHARED]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def imported_out(request: HttpRequest, calendar_id: UUID) -> HttpResponse:
    """All that files brought is taken out again, after a question."""
    found = calendars.imported(actor(request), calendar_id)
    if request.method == "POST":
        imports.take_out(actor(request), calendar_id, now=timezone.now())
        messages.success(request, _("They are out of your calendar."))
        return redirect("web:calendars")
    return render(request, "imports/out.html", {"calendar": found})
