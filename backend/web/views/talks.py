"""Finding a quarter of an hour that both have, before something is on."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from backend.web.errors import Beside
from backend.web.forms.talks import TalkForm
from backend.web.signed_in import actor
from planner.actions import talks as deeds
from planner.queries import calendar, slots, talks
from planner.queries.views import TalkView


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def talk_new(request: HttpRequest, event_id: UUID, slug: str) -> HttpResponse:
    now = timezone.now()
    offered = slots.for_occurrence(actor(request), event_id, slug, now=now)
    data = request.POST if request.method == "POST" else None
    form = TalkForm(data, slots=offered, today=timezone.localtime(now).date())
    if form.is_valid():
        starts_at = form.chosen.starts_at
        with Beside(form):
            talk_id = deeds.suggest(actor(request), event_id, slug, starts_at=starts_at, now=now)
            messages.success(request, _said(talks.talk(actor(request), talk_id, now=now)))
            return redirect("web:occurrence", event_id, slug)
    context = {
        "now": now,
        "occurrence": calendar.occurrence(actor(request), event_id, slug),
        "form": form if offered else None,
    }
    return render(request, "talks/new.html", context)


def _said(talk: TalkView) -> str:
    if talk.is_accepted:
        return _("It is in both your calendars.")
    return _("Suggested. It stands in both your calendars once you both said yes.")
