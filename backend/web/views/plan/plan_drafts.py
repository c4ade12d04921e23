"""What is said of a draft that was kept: to a page that keeps it while one types, or after the button."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from backend.web import back
from backend.web.forms.plan.plans import PlanForm
from backend.web.signed_in import actor
from backend.web.views.plan import plan_page
from planner.actions.plan import plans as deeds
from planner.core.plan.drafting import Kept
from planner.queries.plan import plans
from planner.queries.views import PlanView

LINES, STARTS, TAKE, LEAVE = "lines", "starts", "take", "leave"
"""What buttons of the form do besides: give more empty lines; show what it may start from; put a spare into
its place; let one go."""


def is_from_script(request: HttpRequest) -> bool:
    return request.POST.get("part") == "draft"


def answer(request: HttpRequest, plan_id: UUID, kept: Kept, now: datetime) -> HttpResponse:
    """The form as it is kept, to a script; else back to the page, once a button of its own had its way."""
    if is_from_script(request):
        seen = plans.plan(actor(request), plan_id, now=now)
        status = 409 if kept.spares else 200
        form = PlanForm(plan=seen, draft=kept.draft)
        return form_alone(request, seen, form, status, is_merged=kept.is_merged)
    for button in {TAKE, LEAVE} & request.POST.keys():
        spare = request.POST[button]
        deeds.choose_spare(actor(request), plan_id, spare, is_taken=button == TAKE, now=now)
    if STARTS in request.POST:
        return redirect("web:plan_starts", plan_id)
    _say(request, kept)
    return back.to_writing("if-then" if LINES in request.POST else "draft", "web:plan", plan_id)


def form_alone(
    request: HttpRequest, seen: PlanView, form: PlanForm, status: int, *, is_merged: bool = False
) -> HttpResponse:
    """Without the page around it."""
    context = {"plan": seen, "form": form, "is_hidden": plan_page.is_hidden(seen), "is_merged": is_merged}
    return render(request, "plans/_form.html", context, status=status)


def _say(request: HttpRequest, kept: Kept) -> None:
    if kept.is_merged:
        messages.warning(request, _("You wrote in another window, too. Both are kept here, as your draft."))
    else:
        messages.success(request, _("Kept. Only you see this draft."))
