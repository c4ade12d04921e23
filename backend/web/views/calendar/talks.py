"""Finding a quarter of an hour that both have, before something is on."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from backend.web.deeds import asked_for
from backend.web.errors import Beside
from backend.web.forms.calendar.talks import TalkForm
from backend.web.signed_in import actor, who
from planner.actions.calendar import talks as deeds
from planner.queries.calendar import slots, talks
from planner.queries.views import TalkView


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def talk_new(request: HttpRequest, event_id: UUID, slug: str) -> HttpResponse:
    now = timezone.now()
    offered = slots.for_occurrence(who(request), event_id, slug, now=now)
    data = request.POST if request.method == "POST" else None
    form = TalkForm(data, slots=offered, today=timezone.localtime(now).date())
    if form.is_valid():
        starts_at = form.chosen.starts_at
        with Beside(form):
            talk_id = deeds.suggest(actor(request), event_id, slug, starts_at=starts_at, now=now)
            messages.success(request, _said(talks.talk(actor(request), talk_id, now=now)))
            return redirect("web:occurrence", event_id, slug)
    occurrence, talk = talks.before(who(request), event_id, slug, now=now)
    context = {"now": now, "occurrence": occurrence, "talk": talk, "form": form if offered else None}
    return render(request, "talks/new.html", context)


@login_required
@require_POST
def talk_accept(request: HttpRequest, talk_id: UUID) -> HttpResponse:
    """Say yes to a time that the other suggested."""
    now = timezone.now()
    deeds.accept(actor(request), talk_id, now=now)
    messages.success(request, _("It is in both your calendars."))
    return _back(request, talks.talk(actor(request), talk_id, now=now))


@login_required
@require_POST
def talk_withdraw(request: HttpRequest, talk_id: UUID) -> HttpResponse:
    """Take back a suggestion, or call off what both said yes to."""
    now = timezone.now()
    seen = talks.talk(actor(request), talk_id, now=now)
    deeds.withdraw(actor(request), talk_id, now=now)
    messages.success(request, _("It is off. You can find another time whenever you like."))
    return _back(request, seen)


def _back(request: HttpRequest, talk: TalkView) -> HttpResponse:
    """To the page it came from, else to what the talk is about."""
    before = asked_for(request)
    if before:
        return redirect(before)
    if talk.about and talk.about.event_id:
        return redirect("web:occurrence", talk.about.event_id, talk.about.slug)
    return redirect("web:look_ahead")


def _said(talk: TalkView) -> str:
    if talk.is_accepted:
        return _("It is in both your calendars.")
    return _("Suggested. It stands in both your calendars once you both said yes.")
