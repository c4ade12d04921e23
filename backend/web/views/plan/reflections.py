"""Saying back what one heard in a plan, and answering it. Neither is needed to agree."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from backend.web import back
from backend.web.errors import Beside
from backend.web.forms.plan.plan_fields import version_number
from backend.web.forms.plan.reflections import HeardForm, ReflectForm
from backend.web.signed_in import actor
from backend.web.views.plan import plan_page
from planner import errors
from planner.actions.plan import reflections as deeds
from planner.queries.pages import plan_pages


@login_required
@require_POST
def plan_reflect(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    now = timezone.now()
    page = plan_pages.page(actor(request), plan_id, now=now)
    form = ReflectForm(request.POST, version=version_number(request.POST.get("version", "")) or 1)
    if form.is_valid():
        given = form.cleaned_data
        with Beside(form):
            try:
                deeds.reflect(actor(request), plan_id, version=given["version"], text=given["heard"], now=now)
            except errors.Stale:
                messages.warning(request, _("The plan has changed since you opened it. Read it first."))
            return back.to_part("heard", "web:plan", plan_id)
    return plan_page.answer(request, page, now, reflect_form=form)


@login_required
@require_POST
def plan_reflect_answer(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    now = timezone.now()
    page = plan_pages.page(actor(request), plan_id, now=now)
    form = HeardForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        with Beside(form):
            deeds.answer(
                actor(request),
                plan_id,
                given["reflection"],
                reply=form.reply_given,
                text=given["words"],
                now=now,
            )
            return back.to_part("heard", "web:plan", plan_id)
    return plan_page.answer(request, page, now, heard_form=form)
