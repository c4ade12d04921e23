"""The two of them: inviting, what the other will see, leaving."""

from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from backend.web import confirmed
from backend.web.errors import Beside
from backend.web.forms.people.us import InviteForm, PhraseForm, ReleaseForm
from backend.web.signed_in import actor
from planner import errors
from planner.actions.people import people as deeds
from planner.queries.calendar import calendars
from planner.queries.pages import us as us_queries
from planner.queries.people import people


@login_required
@require_safe
def us(request: HttpRequest) -> HttpResponse:
    return _page(request, timezone.now())


@login_required
@require_POST
def invite(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    form = InviteForm(request.POST)
    if form.is_valid():
        with Beside(form):
            deeds.invite(actor(request), email=form.cleaned_data["email"], now=now)
            messages.success(request, _("The invitation is on its way. It can be used for 72 hours."))
            return redirect("web:us")
    return _page(request, now, invite_form=form)


@login_required
@require_POST
def invite_revoke(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    invitation = people.invitation(actor(request), now=now)
    if invitation is None:
        raise errors.NotFound
    deeds.revoke(actor(request), invitation.id, now=now)
    messages.success(request, _("The invitation is withdrawn. Its link leads nowhere now."))
    return redirect("web:us")


@login_required
@require_POST
def release(request: HttpRequest) -> HttpResponse:
    """Show the other the chosen events from before the two joined."""
    now = timezone.now()
    form = ReleaseForm(request.POST, events=calendars.held_back(actor(request), now=now))
    if not form.is_valid():
        return _page(request, now, release_form=form)
    deeds.release(actor(request), form.chosen, now=now)
    messages.success(request, _("Shared. You can hide each of them again on its own page."))
    return redirect("web:us")


@login_required
@require_POST
def alone_read(request: HttpRequest) -> HttpResponse:
    deeds.accept_being_alone(actor(request))
    return redirect("web:us")


@login_required
@confirmed.lately
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest) -> HttpResponse:
    if people.couple(actor(request)).partner is None:
        raise errors.NotFound
    if request.method == "POST":
        deeds.leave(actor(request), now=timezone.now())
        messages.success(request, _("You are using Alongside on your own now."))
        return redirect("web:us")
    return render(request, "us/leave.html")


def _page(
    request: HttpRequest,
    now: datetime,
    *,
    invite_form: InviteForm | None = None,
    release_form: ReleaseForm | None = None,
) -> HttpResponse:
    seen = us_queries.us(actor(request), now=now)
    is_alone = seen.standing.partner is None
    form = release_form or ReleaseForm(events=seen.held_back)
    context = {
        "now": now,
        "phrase": seen.phrase,
        "phrase_form": PhraseForm(initial={"phrase": seen.phrase.words}),
        "invitation": people.invitation(actor(request), now=now) if is_alone else None,
        "offers": people.offers(actor(request), now=now) if is_alone else (),
        "kept": seen.kept,
        "invite_form": invite_form or InviteForm(),
        "release_form": form if seen.held_back else None,
        "releases": list(zip(seen.held_back, form["event_ids"], strict=True)),
        "standing": seen.standing,
        "helps": seen.helps,
    }
    return render(request, "us/us.html", context)
