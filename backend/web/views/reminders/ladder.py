"""Ladders of one's own, each as a picture on a line of time that its form changes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from backend.web.errors import Beside
from backend.web.forms.reminders.ladder_sets import LadderForm
from backend.web.layout import ladders as layout
from backend.web.signed_in import actor
from planner.actions.reminders import ladder_sets as deeds
from planner.core.reminding.reminders import EVERY_KIND
from planner.queries.reminders import ladder_sets as queries
from planner.queries.views import LadderSetView


@dataclass(frozen=True, slots=True)
class Picture:
    """One kind of event and its ladder as points."""

    one: LadderSetView
    points: Sequence[layout.Point]

    @property
    def wanted(self) -> int:
        return len(self.one.rungs.steps)


def pictures(ladders: Iterable[LadderSetView]) -> Sequence[Picture]:
    """A small picture for each kind of event, for the page of reminders; what stands in for the rest last."""
    found = sorted(ladders, key=lambda one: one.kind == EVERY_KIND)
    return [Picture(one, layout.points(one.rungs)) for one in found]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def ladder(request: HttpRequest, kind: str) -> HttpResponse:
    found = queries.one(actor(request), kind)
    form = LadderForm(request.POST if request.method == "POST" else None, rungs=found.rungs)
    if form.is_valid():
        with Beside(form):
            deeds.save(actor(request), kind, form.rungs, now=timezone.now())
            messages.success(request, _("Saved. Your reminders follow from now on."))
            return redirect("web:reminders_ladder", kind)
    context = {
        "found": found,
        "form": form,
        "picture": Picture(found, layout.points(found.rungs)),
    }
    return render(request, "reminders/ladder.html", context)


@login_required
@require_POST
def empty(request: HttpRequest, kind: str) -> HttpResponse:
    """No reminders of this kind of event; when each would come is kept for another day."""
    rungs = queries.one(actor(request), kind).rungs
    deeds.save(actor(request), kind, replace(rungs, steps=frozenset()), now=timezone.now())
    saved = _("Saved. Nothing is sent for this kind of event.")
    if kind == EVERY_KIND:
        saved = _("Saved. Nothing is sent for any other kind of event.")
    messages.success(request, saved)
    return redirect("web:reminders_ladder", kind)


@login_required
@require_POST
def reset(request: HttpRequest, kind: str) -> HttpResponse:
    """As it was before one made it one's own."""
    deeds.reset(actor(request), kind, now=timezone.now())
    messages.success(request, _("It is as it was to begin with."))
    return redirect("web:reminders_ladder", kind)
