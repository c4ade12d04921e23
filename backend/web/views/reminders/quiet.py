"""When one wants no messages."""

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
from planner.actions.people import people as deeds
from planner.queries.people import people
from planner.queries.views import MeView


class QuietForm(forms.Form):
    quiet_from = forms.TimeField(
        label=gettext_lazy("Quiet from"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    quiet_until = forms.TimeField(
        label=gettext_lazy("Quiet until"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )


def form_of(me: MeView) -> QuietForm:
    """The form as it stands, for the page of reminders."""
    return QuietForm(initial={"quiet_from": me.quiet_from, "quiet_until": me.quiet_until})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def quiet(request: HttpRequest) -> HttpResponse:
    form = QuietForm(request.POST) if request.method == "POST" else form_of(people.me(actor(request)))
    if form.is_valid():
        with Beside(form):
            deeds.keep_quiet(actor(request), **form.cleaned_data, now=timezone.now())
            messages.success(request, _("Saved. What waited follows."))
            return redirect("web:reminders")
    return render(request, "reminders/quiet.html", {"quiet": form})
