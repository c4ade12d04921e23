"""Two versions of a plan side by side, field by field."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from backend.web.forms.plan.plan_fields import version_number
from backend.web.signed_in import actor
from planner.queries.plan import plan_compare, plans
from planner.queries.views import PlanView, VersionView


@login_required
@require_safe
def compare(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    now = timezone.now()
    seen = plans.plan(actor(request), plan_id, now=now)
    left, right = _asked(request, seen, "left"), _asked(request, seen, "right")
    if len(seen.versions) < 2:
        return redirect("web:plan_versions", plan_id)
    before, after = plan_compare.pair(seen, left, right)
    context = {
        "plan": seen,
        "now": now,
        "before": before,
        "after": after,
        "comparison": plan_compare.between(seen, before, after),
    }
    return render(request, "plans/compare.html", context)


def _asked(request: HttpRequest, seen: PlanView, name: str) -> VersionView | None:
    number = version_number(request.GET.get(name, ""))
    return None if number is None else seen.version(number)
