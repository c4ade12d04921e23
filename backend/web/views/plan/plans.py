"""The plan of one occurrence: write, propose, answer, agree, take a yes back. One page, by how far it is."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import etag, require_POST, require_safe

from backend.web import back, live
from backend.web.errors import Beside
from backend.web.forms.plan.plan_fields import AgreeForm, version_number
from backend.web.forms.plan.plans import PlanForm, ProposalForm
from backend.web.signed_in import actor
from backend.web.views.plan import plan_drafts, plan_page
from planner import errors
from planner.actions.people import letting_go
from planner.actions.plan import plans as deeds
from planner.actions.plan import reflections
from planner.core.plan.plan_content import How
from planner.queries.pages import plan_pages
from planner.queries.plan import plans
from planner.queries.views import PlanView


@login_required
@require_POST
def plan_start(request: HttpRequest, event_id: UUID, slug: str) -> HttpResponse:
    plan_id = deeds.start(actor(request), event_id, slug, now=timezone.now())
    return redirect("web:plan", plan_id)


@login_required
@require_safe
@etag(live.etag)
def plan(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    now = timezone.now()
    return plan_page.answer(request, plan_pages.page(actor(request), plan_id, now=now), now)


@login_required
@require_POST
def plan_draft(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Keeps what is being written, half-written or not."""
    now = timezone.now()
    page = plan_pages.page(actor(request), plan_id, now=now)
    form = PlanForm(request.POST, plan=page.plan)
    if form.is_valid():
        with Beside(form):
            base, was = form.cleaned_data["base"], form.cleaned_data["was"]
            kept = deeds.save_draft(actor(request), plan_id, form.content, base=base, was=was, now=now)
            return plan_drafts.answer(request, plan_id, kept, now)
    if plan_drafts.is_from_script(request):
        return plan_drafts.form_alone(request, page.plan, form, 400)
    return plan_page.answer(request, page, now, form=form)


@login_required
@require_POST
def plan_draft_discard(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    now = timezone.now()
    seen = plans.plan(actor(request), plan_id, now=now)
    deeds.discard_draft(actor(request), plan_id, now=now)
    messages.success(request, _("Your draft is gone."))
    if seen.versions:
        return redirect("web:plan", plan_id)
    return _to_event(seen)


@login_required
@require_POST
def plan_propose(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    now = timezone.now()
    page = plan_pages.page(actor(request), plan_id, now=now)
    form = ProposalForm(request.POST, plan=page.plan)
    if form.is_valid():
        with Beside(form, {"answers": "", "asks": ""}):
            return _propose(request, page.plan, form, now)
    return plan_page.answer(request, page, now, form=form)


@login_required
@require_POST
def plan_agree(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """A yes, or answers that differ and so make the next version; and what was heard, if it was written."""
    now = timezone.now()
    page = plan_pages.page(actor(request), plan_id, now=now)
    form = plan_page.agree_form(page.plan, request.POST)
    if form.is_valid():
        with Beside(form, {"answers": ""}):
            return _agree(request, page.plan, form, now)
    return plan_page.answer(request, page, now, agree_form=form)


@login_required
@require_POST
def plan_take_back(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    version = version_number(request.POST.get("version", ""))
    if version is None:
        raise errors.NotFound
    deeds.take_back(actor(request), plan_id, version=version, now=timezone.now())
    messages.success(request, _("Your yes is taken back. What was written stays as it is."))
    return redirect("web:plan", plan_id)


@login_required
@require_POST
def plan_let_go(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Delete one's own copy of what was agreed before a parting."""
    letting_go.let_go(actor(request), plan_id, now=timezone.now())
    messages.success(request, _("Your copy is gone, and your lines in the other one with it."))
    return redirect("web:us")


@login_required
@require_safe
def plan_versions(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    now = timezone.now()
    seen = plans.plan(actor(request), plan_id, now=now)
    return render(request, "plans/versions.html", {"plan": seen, "now": now, "versions": seen.versions[::-1]})


def _propose(request: HttpRequest, seen: PlanView, form: ProposalForm, now: datetime) -> HttpResponse:
    base, was = form.cleaned_data["base"], form.cleaned_data["was"]
    try:
        deeds.propose(actor(request), seen.id, form.content, base=base, was=was, now=now)
    except errors.WrittenElsewhere as error:
        messages.warning(request, _(error.message))
        return back.to_writing("draft", "web:plan", seen.id)
    except errors.Stale:
        messages.warning(
            request,
            _("The plan has changed since you opened it. What you wrote is kept below, as your draft."),
        )
        return back.to_writing("draft", "web:plan", seen.id)
    messages.success(request, _("Proposed. It carries your yes."))
    return redirect("web:plan", seen.id)


def _agree(request: HttpRequest, seen: PlanView, form: AgreeForm, now: datetime) -> HttpResponse:
    version = form.cleaned_data["version"]
    try:
        if form.said_back:
            reflections.reflect(actor(request), seen.id, version=version, text=form.said_back, now=now)
        stands = deeds.agree(actor(request), seen.id, version=version, answers=form.answers, now=now)
    except errors.Stale:
        _keep_answers(request, seen, form, now)
        return redirect("web:plan", seen.id)
    after = plans.plan(actor(request), seen.id, now=now)
    messages.success(request, _said(after, read=version, stands=stands))
    return redirect("web:plan", seen.id)


def _said(after: PlanView, *, read: int, stands: int) -> str:
    """What the yes to the version that was read came to."""
    if stands != read:
        return _("Your answers made a new version. It carries your yes.")
    if after.agreed and after.agreed.number == stands:
        return _agreed(after.agreed.content.how)
    name = after.partner.name if after.partner else ""
    return _("Your yes is kept. It is with %(name)s now.") % {"name": name}


def _agreed(how: How) -> str:
    if how is How.DECLINE:
        return _("Settled: you two say no to this one.")
    if how is How.ONE_OF_US:
        return _("Settled: one of you goes, and that is fine.")
    return _("Agreed. You two have a plan.")


def _keep_answers(request: HttpRequest, seen: PlanView, form: AgreeForm, now: datetime) -> None:
    """Nothing typed is lost; a draft that is there already is worth more."""
    messages.warning(request, _("The plan has changed since you opened it. Please read the newest version."))
    answered = seen.version(form.cleaned_data["version"])
    if seen.draft is None and answered and any(one.text for one in form.answers.values()):
        asks = tuple(
            replace(ask, answer=form.answers.get(ask.id, ask.answer)) for ask in answered.content.asks
        )
        content = replace(answered.content, asks=asks)
        deeds.save_draft(actor(request), seen.id, content, base=answered.number, now=now)


def _to_event(seen: PlanView) -> HttpResponse:
    if seen.occurrence and seen.occurrence.event_id:
        return redirect("web:occurrence", seen.occurrence.event_id, seen.occurrence.recurrence_id)
    return redirect("web:look_ahead")
