"""All that a person was sent, is sent next, waits for or did not get, in pages, each with its reason."""

from collections.abc import Sequence
from dataclasses import dataclass

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from backend.web.signed_in import actor, who
from planner import errors
from planner.actions.engine import notices as deeds
from planner.core.reminding.fates import Fate
from planner.queries.plan import times_to_go
from planner.queries.reminders import reminders
from planner.queries.views import ReminderView

PAGE = 30
LAST = 100_000


class AskedForm(forms.Form):
    show = forms.ChoiceField(choices=[(one.value, one.value) for one in Fate], required=False)
    start = forms.IntegerField(min_value=0, max_value=LAST, required=False)


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of the log, and the addresses of those before and after it, "" for none."""

    lines: Sequence[ReminderView]
    newer: str
    older: str


@login_required
@require_safe
def log(request: HttpRequest) -> HttpResponse:
    asked = AskedForm(request.GET)
    if not asked.is_valid():
        raise errors.NotFound
    show, start = asked.cleaned_data["show"], asked.cleaned_data["start"] or 0
    now = timezone.now()
    fate = Fate(show) if show else None
    found = reminders.page(who(request), fate=fate, now=now, limit=PAGE + 1, offset=start)
    part = Part(found[:PAGE], _newer(show, start), _query(show, start + PAGE) if len(found) > PAGE else "")
    told = times_to_go.told(who(request), now=now) if not show and not start else ()
    context = {"now": now, "part": part, "show": show, "fates": tuple(Fate), "told": told}
    return render(request, "reminders/log.html", context)


class LostForm(forms.Form):
    one = forms.UUIDField()


@login_required
@require_POST
def dismiss(request: HttpRequest) -> HttpResponse:
    """Read that something may not have arrived; it is not said again but in the log."""
    ids = [LostForm({"one": one}) for one in request.POST.getlist("one")]
    if not all(form.is_valid() for form in ids):
        raise errors.NotFound
    deeds.dismiss(actor(request), [form.cleaned_data["one"] for form in ids], now=timezone.now())
    return redirect("web:look_ahead")


def _newer(show: str, start: int) -> str:
    return _query(show, max(start - PAGE, 0)) if start else ""


def _query(show: str, start: int) -> str:
    asked = {"show": show, "start": start or ""}
    return f"?{urlencode({name: value for name, value in asked.items() if value})}"
