"""People and boundaries: one's own notes on people, beside what the two agreed to hold to with people."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from backend.web.errors import Beside
from backend.web.forms.people.helps import PersonNoteForm
from backend.web.signed_in import actor
from planner.actions.people import helps as deeds
from planner.queries.people import helps as queries
from planner.queries.plan import standing


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest) -> HttpResponse:
    form = PersonNoteForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with Beside(form):
            deeds.keep_note(actor(request), **form.cleaned_data, now=timezone.now())
            messages.success(request, _("Kept. Only you see it."))
            return redirect("web:people")
    context = {
        "form": form,
        "notes": queries.person_notes(actor(request)),
        "standing": standing.standing(actor(request)),
    }
    return render(request, "us/people.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def note(request: HttpRequest, note_id: UUID) -> HttpResponse:
    found = queries.person_note(actor(request), note_id)
    initial = {"name": found.name, "note": found.note}
    form = PersonNoteForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        with Beside(form):
            deeds.change_note(actor(request), note_id, **form.cleaned_data, now=timezone.now())
            messages.success(request, _("Saved. Only you see it."))
            return redirect("web:people")
    return render(request, "us/person_note.html", {"form": form, "note": found})


@login_required
@require_POST
def note_remove(request: HttpRequest, note_id: UUID) -> HttpResponse:
    deeds.remove_note(actor(request), note_id, now=timezone.now())
    messages.success(request, _("The note is gone."))
    return redirect("web:people")
