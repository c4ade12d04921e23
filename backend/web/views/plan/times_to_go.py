"""Time to go on the card: telling the other, saying that one is coming, and the words for it."""

from datetime import datetime
from typing import Any
from urllib.parse import quote
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from backend.web.errors import Beside
from backend.web.forms.people.us import PhraseForm
from backend.web.signed_in import actor
from planner import errors
from planner.actions.plan import times_to_go as deeds
from planner.core.plan.going import Stage
from planner.queries.people import people
from planner.queries.plan import plans, times_to_go
from planner.queries.views import GoingView, PlanView

_SOON_S, _NOW_AND_THEN_S = 1, 10
"""How often a card that is open looks whether something has changed."""


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def time_to_go(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """GET: this part of the card alone, for a card that is open. POST: tell the other."""
    now = timezone.now()
    if request.method == "POST":
        deeds.call(actor(request), plan_id, key=_key(request), now=now)
        return redirect("web:plan_card", plan_id)
    seen = plans.plan(actor(request), plan_id, now=now)
    return render(request, "plan_card/going.html", {"plan": seen, **context(actor(request), seen, now)})


@login_required
@require_POST
def coming(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    deeds.coming(actor(request), plan_id, now=timezone.now())
    return redirect("web:plan_card", plan_id)


@login_required
@require_POST
def phrase(request: HttpRequest) -> HttpResponse:
    """Choose the words. What is wrong with them is said on a page of its own."""
    if people.couple(actor(request)).partner is None:
        raise errors.NeedsPartner
    form = PhraseForm(request.POST)
    if form.is_valid():
        with Beside(form):
            deeds.choose(actor(request), form.cleaned_data["phrase"], now=timezone.now())
            messages.success(request, _("Time to go says that from now on, for both of you."))
            return redirect("web:us")
    chosen = times_to_go.phrase(actor(request))
    given = {"phrase": chosen, "phrase_form": form, "now": timezone.now()}
    return render(request, "us/phrase_form.html", given)


def context(actor_id: UUID, seen: PlanView, now: datetime) -> dict[str, Any]:
    """What the card shows of it."""
    going = times_to_go.of_plan(actor_id, seen, now=now)
    return {
        "going": going,
        "now": now,
        "key": uuid4(),
        "every_s": _every_s(going) if going else 0,
        # Some phones want a `&` before the first field as well (RFC 5724 has only `?`).
        "sms": f"sms:?&body={quote(going.phrase)}" if going else "",
        "opens_soon": going is not None and now < going.opens_at,
    }


def _every_s(going: GoingView) -> int:
    """0: nothing can change by itself."""
    if going.mine and going.mine.stage in (Stage.SENDING, Stage.WAITING):
        return _SOON_S
    return _NOW_AND_THEN_S if going.is_open else 0


def _key(request: HttpRequest) -> UUID:
    """The form's own name for the tap; a form that lost it taps anew."""
    try:
        return UUID(request.POST.get("key", ""))
    except ValueError:
        return uuid4()
