"""Talking it over: sit down to it, write, say aloud, pause, go on, leave it at that."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import etag, require_POST, require_safe

from backend.web import live
from backend.web.forms.afterwards.repairs import PartForm, RepairLineForm, changes_of, forms_of, part_of
from backend.web.signed_in import actor
from planner import errors
from planner.actions.afterwards import check_ins as check_in_deeds
from planner.actions.afterwards import repairs as deeds
from planner.core.repair import AT_MOST, Part
from planner.queries.afterwards import check_ins, repairs
from planner.queries.calendar import calendar
from planner.queries.views import RepairView

SIDE_BY_SIDE = "side"
"""In the query: the two look at one phone, so nothing of either's own is on it."""


@login_required
@require_safe
@etag(live.etag)
def talk_it_over(request: HttpRequest, event_id: UUID, slug: str) -> HttpResponse:
    return _page(request, event_id, slug)


@login_required
@require_POST
def talk_it_over_want(request: HttpRequest, event_id: UUID, slug: str) -> HttpResponse:
    """Calm enough, or not yet after all."""
    wants = request.POST.get("wants") != "no"
    check_in_deeds.want_to_talk(actor(request), event_id, slug, wants=wants, now=timezone.now())
    if check_ins.of(actor(request), event_id, slug).both_want:
        return redirect("web:talk_it_over", event_id, slug)
    messages.success(request, _("Kept for yourself. You both hear of it once you both are."))
    return redirect("web:occurrence", event_id, slug)


@login_required
@require_POST
def talk_it_over_begin(request: HttpRequest, event_id: UUID, slug: str) -> HttpResponse:
    deeds.begin(actor(request), event_id, slug, now=timezone.now())
    return _to(request, event_id, slug)


@login_required
@require_POST
def talk_it_over_write(request: HttpRequest, event_id: UUID, slug: str) -> HttpResponse:
    """Done with one's own line, or a pause with what there is of it."""
    now, part = timezone.now(), _part(request)
    seen = repairs.of(actor(request), event_id, slug, now=now)
    form = RepairLineForm(request.POST, about=part_of(seen, part))
    if not form.is_valid():
        return _page(request, event_id, slug, form=form)
    if "pause" in request.POST:
        return _pause(request, event_id, slug, part, form.words)
    try:
        kept = "keep" in request.POST
        deeds.write(actor(request), event_id, slug, part=part, text=form.words, is_kept=kept, now=now)
    except errors.Stale:
        _keep_half(request, event_id, slug, part, form.words, now)
    return _to(request, event_id, slug)


@login_required
@require_POST
def talk_it_over_pause(request: HttpRequest, event_id: UUID, slug: str) -> HttpResponse:
    return _pause(request, event_id, slug)


@login_required
@require_POST
def talk_it_over_aloud(request: HttpRequest, event_id: UUID, slug: str) -> HttpResponse:
    """Both said it to each other: on to the next."""
    deeds.say_aloud(actor(request), event_id, slug, part=_part(request), now=timezone.now())
    return _to(request, event_id, slug)


@login_required
@require_POST
def talk_it_over_done(request: HttpRequest, event_id: UUID, slug: str) -> HttpResponse:
    """You have talked: no more is said of it. On one phone they stay where nothing is of one alone."""
    check_in_deeds.have_talked(actor(request), event_id, slug, now=timezone.now())
    messages.success(request, _("Good. No more will be said of it here."))
    if SIDE_BY_SIDE in request.POST:
        return _to(request, event_id, slug)
    return redirect("web:occurrence", event_id, slug)


def _page(
    request: HttpRequest, event_id: UUID, slug: str, *, form: RepairLineForm | None = None
) -> HttpResponse:
    now = timezone.now()
    seen = repairs.of(actor(request), event_id, slug, now=now)
    is_side = SIDE_BY_SIDE in request.GET
    own = [form] if form else forms_of(seen, is_blank=is_side)
    context = {
        "now": now,
        "occurrence": calendar.occurrence(actor(request), event_id, slug),
        "talk": seen,
        "is_side": is_side,
        "forms": [one for one in own if not is_side or one.about.part is Part.NEXT_TIME],
        "changes": [] if is_side else changes_of(seen),
        "minutes": _minutes(seen, now),
        "most_minutes": int(AT_MOST.total_seconds() // 60),
    }
    return render(request, "repairs/talk_it_over.html", context)


def _minutes(seen: RepairView, now: datetime) -> int:
    """How many of the ten are over."""
    return int(min(AT_MOST, now - seen.began_at).total_seconds() // 60) if seen.began_at else 0


def _part(request: HttpRequest) -> Part:
    given = PartForm(request.POST)
    if not given.is_valid():
        raise errors.NotFound
    part: Part = given.cleaned_data["part"]
    return part


def _pause(
    request: HttpRequest, event_id: UUID, slug: str, part: Part | None = None, text: str = ""
) -> HttpResponse:
    try:
        deeds.pause(actor(request), event_id, slug, part=part, text=text, now=timezone.now())
    except errors.Stale:
        messages.info(request, _("You two have left it at that already."))
    return _to(request, event_id, slug)


def _keep_half(request: HttpRequest, event_id: UUID, slug: str, part: Part, text: str, now: datetime) -> None:
    """The other paused meanwhile, or closed it: nothing typed is lost while it can go on."""
    try:
        deeds.write(actor(request), event_id, slug, part=part, text=text, is_done=False, now=now)
        messages.info(request, _("What you wrote is kept. Only you see it until you go on."))
    except errors.Stale:
        messages.info(request, _("You two have left it at that already."))


def _to(request: HttpRequest, event_id: UUID, slug: str) -> HttpResponse:
    where = reverse("web:talk_it_over", args=(event_id, slug))
    return HttpResponseRedirect(f"{where}?{SIDE_BY_SIDE}=1" if SIDE_BY_SIDE in request.POST else where)
