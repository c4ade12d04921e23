"""The page of one's own reminders: what comes, what was lately, and how, when and whether they come."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from backend.web.signed_in import actor, who
from backend.web.views.reminders import digest, ladder, push, quiet, texts
from planner import errors
from planner.actions import reminders as deeds
from planner.queries import wording
from planner.queries.reminders import reminder_choices, reminders

LATELY = 5


class StepForm(forms.Form):
    step = forms.ChoiceField(choices=wording.choices(wording.STEPS))


@login_required
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    chosen = reminder_choices.of(who(request), now=now)
    context = {
        "now": now,
        "log": reminders.log(who(request), now=now, most=LATELY),
        "mail": chosen.mail,
        "quiet": quiet.form_of(chosen.me),
        "digest": digest.form_of(chosen.me, chosen.stopped),
        "stopped": chosen.stopped,
        "muted": chosen.muted,
        "ladders": ladder.pictures(chosen.ladders),
        "push": push.section(request),
        "texts": texts.section(chosen.phone),
    }
    return render(request, "reminders/reminders.html", context)


@login_required
@require_POST
def resume(request: HttpRequest) -> HttpResponse:
    """Get a kind of reminder again that was switched off by its link."""
    form = StepForm(request.POST)
    if not form.is_valid():
        raise errors.NotFound
    deeds.resume(actor(request), form.cleaned_data["step"], now=timezone.now())
    messages.success(request, _("You will get this kind again."))
    return redirect("web:reminders")
