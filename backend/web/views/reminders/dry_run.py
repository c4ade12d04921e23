"""What will be sent to oneself about one dated event, when and how, and why nothing else."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from backend.web.signed_in import actor
from planner.queries.reminders import dry_runs


@login_required
@require_safe
def dry_run(request: HttpRequest, event_id: UUID, slug: str) -> HttpResponse:
    now = timezone.now()
    found = dry_runs.dry_run(actor(request), event_id, slug, now=now)
    context = {"now": now, "found": found, "occurrence": found.occurrence}
    return render(request, "reminders/dry_run.html", context)
