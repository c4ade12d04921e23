"""The plan of one occurrence: write, propose, answer, agree, take a yes back. One page, by how far it is."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import etag, require_POST, require_safe

from backend.web import live
from backend.web.errors import Beside
from backend.web.forms.plan_fields import AgreeForm, version_number
from backend.web.forms.plans import PlanForm, ProposalForm
from backend.web.signed_in import actor
from planner import errors
from planner.actions import plans as deeds
from planner.core.plan import support_plan
from planner.core.visibility import Visibility
from planner.queries import lessons, plans
from planner.queries.views import OfferedView, PlanView, VersionView

LINES = "lines"
"""The button that keeps the draft and gives more empty lines."""


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
    return _page(request, plans.plan(actor(request), plan_id, now=now), now)


@login_required
@require_POST
def plan_draft(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Keeps what is being written, half-written or not."""
    now = timezone.now()
    seen = plans.plan(actor(request), plan_id, now=now)
    form = PlanForm(request.POST, plan=seen)
    if form.is_valid():
        with Beside(form):
            base = form.cleaned_data["base"]
            deeds.save_draft(actor(request), plan_id, form.content, base=base, now=now)
            messages.success(request, _("Kept. Only you see this draft."))
            return _to(plan_id, "if-then" if LINES in request.POST else "draft")
    return _page(request, seen, now, form=form)


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
    seen = plans.plan(actor(request), plan_id, now=now)
    form = ProposalForm(request.POST, plan=seen)
    if form.is_valid():
        with Beside(form, {"answers": "", "asks": ""}):
            return _propose(request, seen, form, now)
    return _page(request, seen, now, form=form)


@login_required
@require_POST
def plan_agree(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """A yes, or answers that differ and so make the next version."""
    now = timezone.now()
    seen = plans.plan(actor(request), plan_id, now=now)
    form = _agree_form(seen, request)
    if form.is_valid():
        with Beside(form, {"answers": ""}):
            return _agree(request, seen, form, now)
    return _page(request, seen, now, agree_form=form)


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
@require_safe
def plan_versions(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    now = timezone.now()
    seen = plans.plan(actor(request), plan_id, now=now)
    return render(request, "plans/versions.html", {"plan": seen, "now": now, "versions": seen.versions[::-1]})


def _propose(request: HttpRequest, seen: PlanView, form: ProposalForm, now: datetime) -> HttpResponse:
    base = form.cleaned_data["base"]
    try:
        deeds.propose(actor(request), seen.id, form.content, base=base, now=now)
    except errors.Stale:
        messages.warning(
            request,
            _("The plan has changed since you opened it. What you wrote is kept below, as your draft."),
        )
        return _to(seen.id, "draft")
    messages.success(request, _("Proposed. It carries your yes."))
    return redirect("web:plan", seen.id)


def _agree(request: HttpRequest, seen: PlanView, form: AgreeForm, now: datetime) -> HttpResponse:
    version = form.cleaned_data["version"]
    try:
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
        return _("Agreed. You two have a plan.")
    name = after.partner.name if after.partner else ""
    return _("Your yes is kept. It is with %(name)s now.") % {"name": name}


def _keep_answers(request: HttpRequest, seen: PlanView, form: AgreeForm, now: datetime) -> None:
    """Nothing typed is lost; a draft that is there already is worth more."""
    messages.warning(request, _("The plan has changed since you opened it. Please read the newest version."))
    answered = _version(seen, form.cleaned_data["version"])
    if seen.draft is None and answered and any(one.text for one in form.answers.values()):
        asks = tuple(
            replace(ask, answer=form.answers.get(ask.id, ask.answer)) for ask in answered.content.asks
        )
        content = replace(answered.content, asks=asks)
        deeds.save_draft(actor(request), seen.id, content, base=answered.number, now=now)


def _page(
    request: HttpRequest,
    seen: PlanView,
    now: datetime,
    *,
    form: PlanForm | None = None,
    agree_form: AgreeForm | None = None,
) -> HttpResponse:
    is_over = seen.is_closed or now >= seen.ends_at
    is_waiting = bool(seen.open and seen.open.my_yes)
    context: dict[str, Any] = {
        "plan": seen,
        "now": now,
        "is_over": is_over,
        "is_waiting": is_waiting,
        # What waits for a yes comes first, unless the reader is writing.
        "is_folded": bool(seen.open) and not is_waiting and form is None and "edit" not in request.GET,
        "is_hidden": _is_hidden(seen),
        "form": None if is_over else form or _draft_form(request, seen),
        "agree_form": None if is_over else agree_form or _agree_form(seen),
        "stage": _stage(seen, now),
        "offered": _offered(request, seen, now),
    }
    return render(request, "plans/plan.html", context)


def _offered(request: HttpRequest, seen: PlanView, now: datetime) -> OfferedView | None:
    """What was kept from before, for whoever is writing."""
    about = seen.occurrence
    if seen.draft is None or about is None or about.event_id is None or now >= seen.starts_at:
        return None
    return lessons.offered(actor(request), about.event_id, about.recurrence_id, now=now)


def _draft_form(request: HttpRequest, seen: PlanView) -> PlanForm | None:
    """The form, while there is something to write; a plan on the table is changed on request only."""
    is_wanted = seen.draft or not seen.base or "edit" in request.GET
    return PlanForm(plan=seen) if is_wanted else None


def _agree_form(seen: PlanView, request: HttpRequest | None = None) -> AgreeForm:
    """The answers to the version that the sender read, else to the one that waits for a yes."""
    data = request.POST if request else None
    given = version_number(data.get("version", "")) if data else None
    read = seen.open if given is None else _version(seen, given)
    if read is None:
        return AgreeForm(data, asks=(), version=1, is_bare=True)
    asks = support_plan.asks_to(read.content, seen.me.id)
    return AgreeForm(data, asks=asks, version=read.number, is_bare=support_plan.is_bare(read.content))


def _version(seen: PlanView, number: int) -> VersionView | None:
    return next((one for one in seen.versions if one.number == number), None)


def _is_hidden(seen: PlanView) -> bool:
    """Whether the viewer keeps the event to themselves, so that nobody could agree on it."""
    visibility = seen.occurrence.visibility if seen.occurrence else None
    return visibility is not None and visibility is not Visibility.SHARED


def _stage(seen: PlanView, now: datetime) -> str:
    if now >= seen.ends_at:
        return "afterwards"
    return "get_ready" if seen.agreed and not seen.open else "plan"


def _to(plan_id: UUID, part: str) -> HttpResponse:
    response = redirect("web:plan", plan_id)
    response["Location"] += f"?edit=1#{part}"
    return response


def _to_event(seen: PlanView) -> HttpResponse:
    if seen.occurrence and seen.occurrence.event_id:
        return redirect("web:occurrence", seen.occurrence.event_id, seen.occurrence.recurrence_id)
    return redirect("web:look_ahead")
