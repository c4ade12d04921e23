"""The plan card: what was agreed, read in fifteen seconds at the door."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from backend.web.signed_in import actor
from planner.core.plan import support_plan
from planner.core.plan.plan_content import Ask, Content, Reply
from planner.queries import plans, wording
from planner.queries.views import PlanView


@login_required
@require_safe
def plan_card(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    now = timezone.now()
    seen = plans.plan(actor(request), plan_id, now=now)
    content = _content(seen)
    if content is None:
        messages.info(request, _("There is a card as soon as you two have agreed."))
        return redirect("web:plan", plan_id)
    context = {
        "plan": seen,
        "now": now,
        "content": content,
        "asks": _promised(content),
        "day": _day(seen.start_local.date(), timezone.localtime(now).date()),
        "is_bare": support_plan.is_bare(content),
        "lines": _lines_for(seen, content),
    }
    return render(request, "plan_card/plan_card.html", context)


def _day(day: date, today: date) -> str:
    """ "Today", "Tomorrow", or the weekday with its date."""
    if 0 <= (day - today).days <= 1:
        return capfirst(wording.in_days(day, today))
    return date_format(day, pgettext("date format", "l j F"))


def _content(seen: PlanView) -> Content | None:
    """What was agreed; for one alone, their own few lines."""
    if seen.agreed:
        return seen.agreed.content
    return None if seen.partner else seen.draft


def _promised(content: Content) -> tuple[Ask, ...]:
    """The asks that the other met, in their words or with something else."""
    return tuple(ask for ask in content.asks if ask.answer and ask.answer.reply is not Reply.NOT_THIS_TIME)


def _lines_for(seen: PlanView, content: Content) -> tuple[tuple[str, str], ...]:
    """What they wrote to each other, with who wrote it, the words to the viewer first."""
    people = (seen.partner, seen.me) if seen.partner else (seen.me,)
    return tuple((one.name, text) for one in people if (text := content.line_of(one.id)))
