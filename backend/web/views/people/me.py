"""One's own account, and the page of all that only oneself can see."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from backend.web.errors import Beside
from backend.web.forms.people.me import MeForm, initial
from backend.web.signed_in import actor, who
from backend.web.views.people import language
from planner.actions.people import people as deeds
from planner.queries.feelings import flags, own_lines
from planner.queries.pages import us
from planner.queries.people import people


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def me(request: HttpRequest) -> HttpResponse:
    seen = people.me(who(request))
    form = MeForm(request.POST or None, initial=initial(seen))
    if form.is_valid():
        with Beside(form):
            deeds.describe(
                actor(request),
                **form.cleaned_data,
                quiet_from=seen.quiet_from,
                quiet_until=seen.quiet_until,
                now=timezone.now(),
            )
            chosen = form.cleaned_data["language"]
            with translation.override(chosen):
                messages.success(request, _("Saved. Your reminders follow."))
            response = redirect("web:me")
            language.remember(response, chosen)
            return response
    return render(request, "me/me.html", {"me": seen, "form": form})


@login_required
@require_safe
def only_me(request: HttpRequest) -> HttpResponse:
    flagged, own = flags.mine(who(request)), own_lines.mine(who(request))
    mine = us.only_mine(who(request))
    context = {
        "now": timezone.now(),
        "flags": [one for one in flagged if one.event_id],
        "flags_gone": [one for one in flagged if not one.event_id],
        "own_lines": [one for one in own if one.event_id],
        "own_lines_gone": [one for one in own if not one.event_id],
        "mine": mine,
        "is_empty": not flagged and not own and mine.is_empty,
    }
    return render(request, "me/only_me.html", context)
