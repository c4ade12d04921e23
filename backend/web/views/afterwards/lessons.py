"""What one keeps for next time: written after an occurrence, and all of it on a page of one's own."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from backend.web.errors import Beside
from backend.web.forms.afterwards.lessons import LessonForm
from backend.web.signed_in import actor
from planner import errors
from planner.actions.afterwards import lessons as deeds
from planner.queries.afterwards import lessons as queries
from planner.queries.pages import occurrences


@login_required
@require_safe
def lessons(request: HttpRequest) -> HttpResponse:
    context = {"now": timezone.now(), "lessons": queries.mine(actor(request))}
    return render(request, "lessons/lessons.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def lesson_keep(request: HttpRequest, event_id: UUID, slug: str) -> HttpResponse:
    """One thing from an occurrence that is over."""
    now = timezone.now()
    page = occurrences.page(actor(request), event_id, slug, now=now)
    if page.lessons is None:
        raise errors.NotOver
    form = LessonForm(request.POST if request.method == "POST" else None, kept=page.lessons.mine)
    if form.is_valid():
        with Beside(form):
            deeds.keep(actor(request), event_id, slug, **form.cleaned_data, now=now)
            messages.success(request, _("Kept for next time."))
            return redirect("web:occurrence", event_id, slug)
    context = {"now": now, "occurrence": page.occurrence, "form": form, "lesson": page.lessons.mine}
    return render(request, "lessons/lesson.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def lesson(request: HttpRequest, lesson_id: UUID) -> HttpResponse:
    """Changes one, also of an event that is gone."""
    found = queries.lesson(actor(request), lesson_id)
    if not found.is_mine:
        raise errors.NotFound
    form = LessonForm(request.POST if request.method == "POST" else None, kept=found)
    if form.is_valid():
        with Beside(form):
            deeds.rewrite(actor(request), lesson_id, **form.cleaned_data, now=timezone.now())
            messages.success(request, _("Saved."))
            return redirect("web:lessons")
    context = {"now": timezone.now(), "occurrence": None, "form": form, "lesson": found}
    return render(request, "lessons/lesson.html", context)


@login_required
@require_POST
def lesson_forget(request: HttpRequest, lesson_id: UUID) -> HttpResponse:
    deeds.forget(actor(request), lesson_id, now=timezone.now())
    messages.success(request, _("It is gone."))
    return redirect("web:lessons")
