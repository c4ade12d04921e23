"""Getting ready: the plan card for the door, and the whole plan to read together the day before.

Neither page notes that it was read.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from backend.web import agreed, push_offer
from backend.web.signed_in import actor
from backend.web.views.plan import times_to_go
from planner.core.plan.plan_content import Content
from planner.queries import wording
from planner.queries.plan import plans
from planner.queries.views import PlanView


@login_required
@require_safe
def plan_card(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    now = timezone.now()
    seen = plans.plan(actor(request), plan_id, now=now)
    content = agreed.content(seen)
    if content is None:
        return _none_yet(request, plan_id)
    context = {
        **card_context(seen, content, now),
        **times_to_go.context(actor(request), seen, now),
        "offers_push": seen.partner is not None and push_offer.is_due(request),
    }
    return render(request, "plan_card/plan_card.html", context)


@login_required
@require_safe
def read_through(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """In one long page, or passage by passage with `?step=`."""
    now = timezone.now()
    seen = plans.plan(actor(request), plan_id, now=now)
    content = agreed.content(seen)
    if content is None:
        return _none_yet(request, plan_id)
    passages = agreed.passages(seen, content)
    step = _step(request, len(passages))
    context = {
        **_about(seen, content, now),
        "passages": passages[step - 1 : step] if step else passages,
        "count": len(passages),
        "step": step,
        "before": step - 1,
        "after": (step + 1) if step < len(passages) else 0,
    }
    return render(request, "read_through/read_through.html", context)


def card_context(seen: PlanView, content: Content, now: datetime) -> dict[str, Any]:
    """What the card shows: of what was agreed, and of the event as its viewer sees it."""
    rows, more = agreed.card_rows(seen, content)
    return {**_about(seen, content, now), "rows": rows, "more": more}


def _about(seen: PlanView, content: Content, now: datetime) -> dict[str, Any]:
    return {
        "plan": seen,
        "now": now,
        "content": content,
        "how": agreed.going(seen, content),
        "day": _day(seen.start_local.date(), timezone.localtime(now).date()),
    }


def _none_yet(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    messages.info(request, _("There is a card as soon as you two have agreed."))
    return redirect("web:plan", plan_id)


def _step(request: HttpRequest, count: int) -> int:
    """The passage asked for, from 1; 0 for all of them."""
    asked = request.GET.get("step", "")
    return int(asked) if asked.isdecimal() and len(asked) < 4 and int(asked) <= count else 0


def _day(day: date, today: date) -> str:
    """ "Today", "Tomorrow", or the weekday with its date."""
    if 0 <= (day - today).days <= 1:
        return capfirst(wording.in_days(day, today))
    return wording.written(day, "l j F")
