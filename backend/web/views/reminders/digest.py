"""On which day and at what hour "our week" comes, if it does."""

from collections.abc import Collection

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from backend.web.errors import Beside
from backend.web.signed_in import actor
from planner.actions.reminders import digests as deeds
from planner.core.reminding.digest import DIGEST
from planner.queries import wording
from planner.queries.people import people
from planner.queries.reminders import reminders
from planner.queries.views import MeView


class DigestForm(forms.Form):
    is_wanted = forms.BooleanField(label=gettext_lazy("Send it to me"), required=False)
    weekday = forms.TypedChoiceField(
        label=gettext_lazy("On"), choices=list(wording.WEEKDAYS.items()), coerce=int
    )
    at = forms.TimeField(
        label=gettext_lazy("At"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )


def form_of(me: MeView, stopped: Collection[str]) -> DigestForm:
    """The form as it stands, for the page of reminders."""
    stands = {"is_wanted": DIGEST not in stopped, "weekday": me.digest_weekday, "at": me.digest_at}
    return DigestForm(initial=stands)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def digest(request: HttpRequest) -> HttpResponse:
    me = people.me(actor(request))
    stands = form_of(me, reminders.stopped(me.id))
    form = DigestForm(request.POST) if request.method == "POST" else stands
    if form.is_valid():
        with Beside(form):
            deeds.choose(me.id, **form.cleaned_data, now=timezone.now())
            messages.success(request, _said(form.cleaned_data["is_wanted"]))
            return redirect("web:reminders")
    return render(request, "reminders/digest.html", {"digest": form})


def _said(is_wanted: bool) -> str:
    return _("Saved. Your next one comes then.") if is_wanted else _("Saved. “Our week” is switched off.")
